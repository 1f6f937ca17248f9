import type { Contract, Endpoint } from '@shared/core/contract'
import { ERROR_STATUS } from '@shared/core/errors'
import { ROLE_LABELS } from '@shared/core/roles'
import type * as v from '@shared/core/schema'
import { toJsonSchema } from '@valibot/to-json-schema'

const schemaOf = (schema: v.GenericSchema, typeMode: 'input' | 'output') => {
  const { $schema: _, ...rest } = toJsonSchema(schema, { errorMode: 'ignore', typeMode })
  return rest
}

function accessText(access: Endpoint['access']): string {
  if (access === 'public') return '无需登录'
  if (access === 'binding') return '已用微信登录、尚未绑定名册'
  if (access === 'proving') return '密码已核对、还差第二步验证'
  if (access === 'person') return '已登录'
  return `今天担任：${access.map((role) => ROLE_LABELS[role]).join('、')}`
}

function parametersOf(endpoint: Endpoint) {
  const list = (schema: v.GenericSchema | undefined, place: 'path' | 'query') => {
    if (!schema) return []
    const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
      properties?: Record<string, unknown>
      required?: string[]
    }
    return Object.entries(properties).map(([name, property]) => ({
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      schema: property,
    }))
  }
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    schema: { type: 'string', minLength: 8, maxLength: 64 },
  }
  const writes = endpoint.method !== 'GET' && endpoint.once !== false
  return [...list(endpoint.params, 'path'), ...list(endpoint.query, 'query'), ...(writes ? [key] : [])]
}

function operation(module: string, name: string, endpoint: Endpoint) {
  const media = endpoint.download
    ? { [endpoint.download]: { schema: { type: 'string', format: 'binary' } } }
    : { 'application/json': { schema: schemaOf(endpoint.reply, 'output') } }
  const body = endpoint.uploadBytes
    ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
    : endpoint.body && { 'application/json': { schema: schemaOf(endpoint.body, 'input') } }
  return {
    tags: [module],
    operationId: `${module}.${name}`,
    summary: endpoint.summary,
    description: accessText(endpoint.access),
    ...(endpoint.access === 'public' && { security: [] }),
    parameters: parametersOf(endpoint),
    ...(body && { requestBody: { required: true, content: body } }),
    responses: { 200: { description: '成功', content: media }, default: { $ref: '#/components/responses/Error' } },
  }
}

/** The OpenAPI 3.1 document of all contracts, in a stable order. */
export function openApiDocument(contracts: readonly Contract[]) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const contract of contracts)
    for (const [name, endpoint] of Object.entries(contract.endpoints)) {
      const path = `/api${endpoint.path.replace(/:(\w+)/g, '{$1}')}`
      paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(contract.module, name, endpoint) }
    }
  const violation = {
    type: 'object',
    properties: { message: { type: 'string' }, field: { type: 'string' }, fixBy: { type: 'string' } },
    required: ['message'],
  }
  const error = {
    type: 'object',
    properties: {
      code: { enum: Object.keys(ERROR_STATUS) },
      message: { type: 'string' },
      violations: { type: 'array', items: violation },
      requestId: { type: 'string' },
    },
    required: ['code', 'message', 'requestId'],
  }
  return {
    openapi: '3.1.0',
    info: { title: '知行 Zhixing', version: '1', description: '国有企业基层工作的统一入口' },
    security: [{ session: [] }],
    paths,
    components: {
      securitySchemes: { session: { type: 'http', scheme: 'bearer' } },
      responses: {
        Error: {
          description: '出错，message 是可以直接给人看的中文',
          content: { 'application/json': { schema: { type: 'object', properties: { error }, required: ['error'] } } },
        },
      },
    },
  }
}
