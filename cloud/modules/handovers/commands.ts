import { recordAudit } from '@cloud/core/audit'
import { recordChange } from '@cloud/core/change'
import { newId } from '@cloud/core/database/id'
import { takeTurn } from '@cloud/core/database/takeTurn'
import type { Work } from '@cloud/core/deps'
import { Appointments } from '@cloud/modules/organizations/index'
import { AppError } from '@shared/core/errors'
import { ROLE_LABELS } from '@shared/core/roles'
import {
  ENTRY_LABELS,
  type EntryKind,
  type HandoverEntry,
  type HandoverItem,
  type HandoverState,
  MAX_ADDED,
} from '@shared/modules/handovers/model'
import type { HandoverAction } from '@shared/modules/handovers/policy'
import { isPending, mayBeAsked, type ShownItem, stateOf } from '@shared/modules/handovers/rules'
import { derived, type HandoverRecord, Handovers } from './collection'
import type { Matters } from './matters'
import { FACT } from './openHandovers'
import { getHandover, getHandoverFor, withItems } from './queries'

/** What one act adds. */
interface Added {
  entries: HandoverEntry[]
  items?: HandoverItem[]
  /** For the audit log. */
  say: string
}

const entryBy = (work: Work, kind: EntryKind, more: { key?: string; text?: string } = {}): HandoverEntry => ({
  kind,
  at: work.now,
  on: work.today,
  byId: work.actor.personId,
  byName: work.actor.name,
  ...more,
})

/** One act at a time per organisation: of two at once the later sees what the earlier has done. */
async function act(
  work: Work,
  matters: Matters,
  handoverId: string,
  action: HandoverAction,
  build: (items: readonly ShownItem[], record: HandoverRecord) => Added | Promise<Added>,
): Promise<HandoverState> {
  const seen = await getHandover(work.actor, handoverId)
  await takeTurn(`handovers:${seen.organizationId}`)
  const stored = await getHandoverFor(work.actor, handoverId, action)
  const { record, items } = await withItems(work, matters, stored)
  const added = await build(items, record)
  const changed = {
    items: [...record.items, ...(added.items ?? [])],
    entries: [...record.entries, ...added.entries],
  }
  const { organizationId, path, role } = record
  const state = { ...changed, ...derived({ ...record, ...changed }) }
  await Handovers.updateOne({ _id: handoverId }, { $set: { ...state, revision: record.revision + 1 } })
  const kind = added.entries[0]?.kind ?? 'add'
  await recordAudit(work, {
    action: `handovers.${kind}`,
    subject: { kind: 'handover', id: handoverId },
    place: { organizationId, path },
    summary: `岗位交接（${ROLE_LABELS[role]}）${ENTRY_LABELS[kind]}：${added.say}`,
  })
  await recordChange(work, [{ organizationId, fact: FACT, factId: handoverId }])
  return stateOf({ ...record, ...changed })
}

function pendingItem(items: readonly ShownItem[], key: string): ShownItem {
  const item = items.find((one) => one.key === key)
  if (!item) throw new AppError('not_found', '清单里没有这一项，请刷新后再看')
  if (item.state === 'accepted') throw new AppError('conflict', `“${item.title}”已经接收过了`)
  if (item.state === 'settled') throw new AppError('conflict', `“${item.title}”其间已经办结，不用再交接`)
  return item
}

/** Closes a handover in which nothing is left: what was settled meanwhile is written down as it stands now. */
const finishing = (work: Work, items: readonly ShownItem[]): HandoverEntry[] => [
  ...items
    .filter((item) => item.state === 'settled' && !item.talk.some(({ kind }) => kind === 'close' || kind === 'settle'))
    .map((item) => entryBy(work, 'settle', { key: item.key })),
  entryBy(work, 'finish'),
]

/** @throws AppError conflict when the appointment that makes the actor the successor is gone. */
async function checkTerm(record: HandoverRecord): Promise<void> {
  if (record.toTermId && !(await Appointments.exists({ _id: record.toTermId, personId: record.toId ?? '' })))
    throw new AppError('conflict', '接任人的任职已经撤销，请刷新后再看')
}

/** The successor takes over these items; with the last one the handover ends. */
export const acceptItems = (work: Work, matters: Matters, id: string, keys: readonly string[]) =>
  act(work, matters, id, 'accept', async (items, record) => {
    await checkTerm(record)
    const wanted = new Set(keys)
    const accepted = [...wanted].map((key) => pendingItem(items, key))
    const entries = accepted.map((item) => entryBy(work, 'accept', { key: item.key }))
    const rest = items.filter((item) => !wanted.has(item.key))
    const ends = !rest.some(isPending)
    return {
      entries: ends ? [...entries, ...finishing(work, rest)] : entries,
      say: accepted
        .map((item) => item.title)
        .join('、')
        .slice(0, 200),
    }
  })

export const finishHandover = (work: Work, matters: Matters, id: string) =>
  act(work, matters, id, 'finish', async (items, record) => {
    await checkTerm(record)
    const left = items.filter(isPending).length
    if (left > 0) throw new AppError('conflict', `还有 ${left} 项没有接收，请逐项接收或提问`)
    return { entries: finishing(work, items), say: '没有要接的事项' }
  })

export const askAbout = (work: Work, matters: Matters, id: string, key: string, text: string) =>
  act(work, matters, id, 'ask', (items, record) => {
    const item = pendingItem(items, key)
    if (!mayBeAsked(item, record)) throw new AppError('conflict', '这一项是前任离任以后才有的，前任不知道')
    if (item.state === 'asked') throw new AppError('conflict', '上一个问题还在等答复')
    return { entries: [entryBy(work, 'ask', { key, text })], say: item.title }
  })

export const answerAbout = (work: Work, matters: Matters, id: string, key: string, text: string) =>
  act(work, matters, id, 'answer', (items) => {
    const item = pendingItem(items, key)
    if (item.state !== 'asked') throw new AppError('conflict', '这一项没有等答复的问题')
    return { entries: [entryBy(work, 'answer', { key, text })], say: item.title }
  })

/** What the service cannot know: keys kept outside, people to speak to, promises made. */
export async function addItem(
  work: Work,
  matters: Matters,
  id: string,
  draft: { title: string; note: string },
): Promise<string> {
  const key = `own:${newId()}`
  await act(work, matters, id, 'add', (items) => {
    if (items.filter((item) => item.addedBy).length >= MAX_ADDED)
      throw new AppError('conflict', `最多补充 ${MAX_ADDED} 项，可以把相近的合在一项里写`)
    const { title, note: why } = draft
    const item = { key, title, why, listedOn: work.today, addedBy: work.actor.personId }
    return { items: [item], entries: [entryBy(work, 'add', { key })], say: title }
  })
  return key
}

export const closeItem = (work: Work, matters: Matters, id: string, key: string, text: string) =>
  act(work, matters, id, 'add', (items) => {
    const item = pendingItem(items, key)
    if (!item.addedBy) throw new AppError('conflict', '这一项由系统列出，办完会自己变成“已办结”')
    return { entries: [entryBy(work, 'close', { key, text })], say: item.title }
  })

export const giveOver = (work: Work, matters: Matters, id: string) =>
  act(work, matters, id, 'give', (items, record) => {
    if (record.entries.some((entry) => entry.kind === 'give')) throw new AppError('conflict', '已经确认过交清')
    return { entries: [entryBy(work, 'give')], say: `清单共 ${items.length} 项` }
  })

export const standIn = (work: Work, matters: Matters, id: string, reason: string) =>
  act(work, matters, id, 'standIn', () => ({ entries: [entryBy(work, 'standIn', { text: reason })], say: reason }))

export const correctHandover = (work: Work, matters: Matters, id: string, text: string) =>
  act(work, matters, id, 'correct', () => ({ entries: [entryBy(work, 'correct', { text })], say: text.slice(0, 100) }))
