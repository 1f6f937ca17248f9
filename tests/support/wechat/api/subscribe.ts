import { setTimeout as sleep } from 'node:timers/promises'
import { type ApiRoutes, fail, findJson, reply, type StubReply, type StubRequest } from '../http'
import { pushEvent } from '../pushEvent'
import { creditKey, type DeliveredMessage, isoNow, nowOf, type StubState } from '../state'
import type { StubTemplate } from '../templates'
import { findFieldFault } from './fieldRules'
import { withToken } from './tokens'

export const subscribeRoutes: ApiRoutes = {
  'POST /cgi-bin/message/subscribe/send': withToken(send),
}

async function send(state: StubState, request: StubRequest): Promise<StubReply> {
  const input = findJson(request)
  if (input === undefined) return fail(47001, 'data format error')
  const openId = String(input.touser)
  const template = state.templates.find(({ id }) => id === input.template_id)
  if (!state.users.has(openId)) return fail(40003, `invalid openid ${openId}`)
  if (template === undefined) return fail(40037, 'invalid template_id')
  if (state.flags.bannedTemplateIds.includes(template.id)) return fail(43107, 'template is banned')
  if (state.sending.has(openId)) return fail(43108, 'concurrent sending to the same user')

  state.sending.add(openId)
  try {
    if (state.flags.sendMs > 0) await sleep(state.flags.sendMs)
    return findFault(state, template, input) ?? deliver(state, template, input)
  } finally {
    state.sending.delete(openId)
  }
}

function findFault(state: StubState, template: StubTemplate, input: Record<string, unknown>): StubReply | undefined {
  const page = String(input.page ?? '')
  const { publishedPages, sensitiveWords, sendsPerDay } = state.flags
  const path = page.split('?')[0] ?? ''
  if (page.startsWith('/') || (page !== '' && publishedPages.length > 0 && !publishedPages.includes(path))) {
    return fail(41030, 'invalid page')
  }
  if (!['developer', 'trial', 'formal'].includes(String(input.miniprogram_state)) || typeof input.lang !== 'string') {
    return fail(47001, 'miniprogram_state and lang are required')
  }
  const complaint = findFieldFault(template, input.data)
  if (complaint !== undefined) return fail(47003, complaint)
  if (sensitiveWords.some((word) => JSON.stringify(input.data).includes(word)))
    return fail(45168, 'hit sensitive words')
  if ((state.credits.get(creditKey(String(input.touser), template.id)) ?? 0) < 1) {
    return fail(43101, 'user refuse to accept the msg')
  }
  const sentToday = state.sendsByDay.get(Math.floor(nowOf(state) / 86_400_000)) ?? 0
  return sentToday >= sendsPerDay ? fail(45009, 'reach max api daily quota limit') : undefined
}

function deliver(state: StubState, template: StubTemplate, input: Record<string, unknown>): StubReply {
  const openId = String(input.touser)
  const key = creditKey(openId, template.id)
  if (template.type === 2) state.credits.set(key, (state.credits.get(key) ?? 0) - 1)
  const day = Math.floor(nowOf(state) / 86_400_000)
  state.sendsByDay.set(day, (state.sendsByDay.get(day) ?? 0) + 1)

  const data = input.data as Record<string, { value: string }>
  const message: DeliveredMessage = {
    messageId: String(state.nextMessageId),
    openId,
    templateId: template.id,
    title: template.title,
    fields: template.fields.map((field) => ({ label: field.label, value: data[field.key]?.value ?? '' })),
    page: String(input.page ?? ''),
    state: String(input.miniprogram_state),
    at: isoNow(state),
  }
  state.nextMessageId += 1n
  state.messages.push(message)
  pushEvent(state, openId, 'subscribe_msg_sent_event', [
    { TemplateId: template.id, MsgID: message.messageId, ErrorCode: 0, ErrorStatus: 'success' },
  ])
  // WeChat writes the id as a bare 64-bit number.
  return reply(`{"errcode":0,"errmsg":"ok","msgid":${message.messageId}}`)
}
