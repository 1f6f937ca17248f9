import { type ApiRoutes, fail, findJson, reply, type StubReply, type StubRequest } from '../http'
import { isoNow, type StubState } from '../state'
import { findFieldFault } from './fieldRules'
import { withToken } from './tokens'

export const employeeRoutes: ApiRoutes = {
  'POST /cgi-bin/message/wxopen/employeerelationmsg/send': withToken(send),
}

/** `data` is JSON inside JSON; the official sample wraps the fields once more. */
function readFields(state: StubState, data: unknown): unknown {
  if (typeof data !== 'string') return undefined
  try {
    const outer = JSON.parse(data) as Record<string, unknown>
    return state.flags.employeeData === 'nested' ? outer.data : outer
  } catch {
    return undefined
  }
}

function send(state: StubState, request: StubRequest): StubReply {
  const input = findJson(request)
  if (input === undefined) return fail(47001, 'data format error')
  const openId = String(input.touser)
  const template = state.templates.find(({ id }) => id === input.template_id)
  const fields = readFields(state, input.data)
  if (template === undefined || fields === undefined) return fail(40097, 'invalid args')
  if (!state.users.has(openId)) return fail(40257, 'decode openid failed')
  const taken = state.employees.get(openId)
  if (taken === undefined) return fail(40256, 'user not bind employee relation')
  if (!taken.has(template.id)) return fail(43104, 'user refuse to accept the msg')
  if (findFieldFault(template, fields) !== undefined) return fail(40097, 'invalid args')
  const values = fields as Record<string, { value: string }>
  state.employeeMessages.push({
    openId,
    templateId: template.id,
    fields: template.fields.map(({ label, key }) => ({ label, value: values[key]?.value ?? '' })),
    page: String(input.page ?? ''),
    at: isoNow(state),
  })
  return reply({ errcode: 0, errmsg: 'ok' })
}
