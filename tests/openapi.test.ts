import { readFileSync } from 'node:fs'
import path from 'node:path'
import { openApiDocument } from '@cloud/core/http/openapi'
import { contracts } from '@shared/contracts'

const committed = () => JSON.parse(readFileSync(path.resolve(__dirname, '../docs/openapi.json'), 'utf8')) as unknown

test('docs/openapi.json 与接口约定一致（npm run openapi 重新生成）', () => {
  expect(JSON.parse(JSON.stringify(openApiDocument(contracts)))).toEqual(committed())
})

test('每个接口的编号都不同，回复都有结构', () => {
  const { paths } = openApiDocument(contracts)
  const operations = Object.values(paths).flatMap((path) => Object.values(path)) as {
    operationId: string
    responses: object
  }[]
  expect(new Set(operations.map((operation) => operation.operationId)).size).toBe(operations.length)
  expect(operations.length).toBeGreaterThan(30)
})
