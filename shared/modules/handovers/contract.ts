import { defineContract, done, file, page, pageQuery } from '@shared/core/contract'
import { ROLES } from '@shared/core/roles'
import * as v from '@shared/core/schema'
import {
  ENTRY_LABELS,
  type EntryKind,
  HANDOVER_STATE_LABELS,
  type HandoverState,
  ITEM_STATE_LABELS,
  type ItemState,
  MAX_ITEMS,
} from './model'

const state = v.picklist(v.keysOf<HandoverState>(HANDOVER_STATE_LABELS))
const handoverId = v.object({ handoverId: v.id() })
const key = v.pipe(v.string('缺少事项编号'), v.regex(/^[\w.:-]{1,200}$/, '事项编号格式不对'))
const words = (label: string) => v.pipe(v.text(500), v.minLength(2, `请写明${label}`))

const entry = v.object({
  kind: v.picklist(v.keysOf<EntryKind>(ENTRY_LABELS)),
  at: v.instant(),
  on: v.plainDate(),
  byName: v.string(),
  text: v.optional(v.string()),
})
export type ShownEntry = v.InferOutput<typeof entry>

const item = v.object({
  key: v.string(),
  title: v.string(),
  why: v.string(),
  dueOn: v.optional(v.plainDate()),
  page: v.optional(v.string()),
  listedOn: v.plainDate(),
  added: v.boolean(),
  state: v.picklist(v.keysOf<ItemState>(ITEM_STATE_LABELS)),
  talk: v.array(entry),
  allowed: v.array(v.picklist(['accept', 'ask', 'answer', 'close'])),
})
export type DetailItem = v.InferOutput<typeof item>

const person = v.nullable(v.object({ personId: v.id(), name: v.string(), day: v.nullable(v.plainDate()) }))
const brief = {
  id: v.id(),
  organizationId: v.id(),
  organizationName: v.string(),
  role: v.picklist(ROLES),
  state,
  openedOn: v.plainDate(),
  dueOn: v.plainDate(),
  finishedOn: v.nullable(v.plainDate()),
  /** Who leaves, with the last day; who follows, with the first. */
  from: person,
  to: person,
}
const listed = v.object(brief)
export type ListedHandover = v.InferOutput<typeof listed>

const detail = v.object({
  ...brief,
  /** A superior who hands over in place of the predecessor. */
  standIn: v.nullable(v.object({ name: v.string(), reason: v.string() })),
  items: v.array(item),
  pending: v.number(),
  entries: v.array(entry),
  allowed: v.array(v.picklist(['add', 'give', 'accept', 'finish', 'standIn', 'correct', 'export'])),
})
export type HandoverDetail = v.InferOutput<typeof detail>

export const handoversContract = defineContract('handovers', {
  list: {
    method: 'GET',
    path: '/handovers',
    access: 'person',
    summary: '岗位交接：与我有关的；选了组织就是它和下级的，含历次',
    query: v.object({ organizationId: v.optional(v.id()), running: v.optional(v.literal('1')), ...pageQuery }),
    reply: page(listed),
  },
  detail: {
    method: 'GET',
    path: '/handovers/:handoverId',
    access: 'person',
    summary: '一次交接：逐项到哪一步了，谁问了什么、答了什么',
    params: handoverId,
    reply: detail,
  },
  addItem: {
    method: 'POST',
    path: '/handovers/:handoverId/items',
    access: 'person',
    summary: '移交人补充系统里没有的事项',
    params: handoverId,
    body: v.object({ title: v.line(60), note: v.text(500) }),
    reply: v.object({ key: v.string() }),
  },
  closeItem: {
    method: 'POST',
    path: '/handovers/:handoverId/items/close',
    access: 'person',
    summary: '移交人办结自己补充的事项',
    params: handoverId,
    body: v.object({ key, text: words('办结情况') }),
    reply: done,
  },
  accept: {
    method: 'POST',
    path: '/handovers/:handoverId/accept',
    access: 'person',
    summary: '接任人逐项接收；最后一项接收后交接结束',
    params: handoverId,
    body: v.object({ keys: v.pipe(v.array(key), v.minLength(1, '请选要接收的事项'), v.maxLength(MAX_ITEMS)) }),
    reply: v.object({ state }),
  },
  ask: {
    method: 'POST',
    path: '/handovers/:handoverId/ask',
    access: 'person',
    summary: '接任人对一项提问，先不接收',
    params: handoverId,
    body: v.object({ key, text: words('问题') }),
    reply: done,
  },
  answer: {
    method: 'POST',
    path: '/handovers/:handoverId/answer',
    access: 'person',
    summary: '移交人答复提问',
    params: handoverId,
    body: v.object({ key, text: words('答复') }),
    reply: done,
  },
  give: {
    method: 'POST',
    path: '/handovers/:handoverId/give',
    access: 'person',
    summary: '移交人确认清单完整、已经交清',
    params: handoverId,
    reply: done,
  },
  standIn: {
    method: 'POST',
    path: '/handovers/:handoverId/stand-in',
    access: 'person',
    summary: '前任不能移交时由上级代为移交，写明原因',
    params: handoverId,
    body: v.object({ reason: v.pipe(v.line(100), v.minLength(2, '请写明原因')) }),
    reply: done,
  },
  finish: {
    method: 'POST',
    path: '/handovers/:handoverId/finish',
    access: 'person',
    summary: '没有要接的事项时，接任人确认接收完毕',
    params: handoverId,
    reply: done,
  },
  correct: {
    method: 'POST',
    path: '/handovers/:handoverId/correct',
    access: 'person',
    summary: '接完以后追加更正；原来的记录不改',
    params: handoverId,
    body: v.object({ text: words('更正内容') }),
    reply: done,
  },
  sheet: {
    method: 'GET',
    path: '/handovers/:handoverId/sheet',
    access: 'person',
    summary: '导出交接清单（xlsx），有日期和双方姓名',
    params: handoverId,
    download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    reply: file,
  },
})
