import type { Actor } from '@cloud/core/actor'
import { recordAudit } from '@cloud/core/audit'
import { found, mustBeAllowed, type Placed } from '@cloud/core/authorize'
import { recordChange } from '@cloud/core/change'
import { newId } from '@cloud/core/database/id'
import type { Work } from '@cloud/core/deps'
import { AppError, ruleBroken } from '@shared/core/errors'
import { laterOf, type PlainDate, plainDateFrom, yearOf } from '@shared/core/plainDate'
import { MAX_LOCAL_ITEMS } from '@shared/modules/duties/model'
import { PLAN_POLICY } from '@shared/modules/duties/policy'
import { moveViolations, plannedYears, waiveViolations } from '@shared/modules/duties/rules'
import { Adjustments, Duties, type DutyRecord, type LocalItemRecord, LocalItems } from './collection'
import { localKey } from './localSource'
import { getPlanPlace } from './reach'
import type { Reconciler } from './reconcile'

function checkAdjust(actor: Actor, place: Placed): void {
  mustBeAllowed(PLAN_POLICY.adjust(actor, place), '只有本支部书记、副书记、组织委员或宣传委员可以改这份计划')
}

async function getAdjustable(actor: Actor, key: string): Promise<DutyRecord> {
  const row = await Duties.findById(key).lean<DutyRecord>()
  const seen = found(row && PLAN_POLICY.see(actor, row) ? row : undefined, '件事')
  checkAdjust(actor, seen)
  if (seen.ownerKind === 'person') throw new AppError('rule_broken', '这是个人的事，支部的计划里不能移动或免办')
  return seen
}

async function finishAdjusting(work: Work, reconciler: Reconciler, row: DutyRecord, action: string, summary: string) {
  await reconciler.within(work.deps, row.organizationId, row.year)
  await recordAudit(work, { action, subject: { kind: 'duty', id: row._id }, place: row, summary })
  await recordChange(work, [{ organizationId: row.organizationId, fact: 'duties.adjustment', factId: row._id }])
}

async function adjust(
  work: Work,
  row: DutyRecord,
  change: { dueOn?: PlainDate; waivedBecause?: string; reason: string },
): Promise<void> {
  const { organizationId, path } = row
  const by = { by: work.actor.personId, byName: work.actor.name, at: new Date(work.now) }
  await Adjustments.updateOne({ _id: row._id }, { $set: { organizationId, path, ...change, ...by } }, { upsert: true })
}

/** Moves a duty of a plan to another day of its period. @throws AppError rule_broken with every reason against it. */
export async function moveDuty(
  work: Work,
  reconciler: Reconciler,
  { key, dueOn, reason }: { key: string; dueOn: PlainDate; reason: string },
): Promise<void> {
  const row = await getAdjustable(work.actor, key)
  const faults = moveViolations(row, dueOn, work.today)
  if (faults.length > 0) throw ruleBroken(faults)
  await adjust(work, row, { dueOn, reason })
  await finishAdjusting(
    work,
    reconciler,
    row,
    'duties.move',
    `把“${row.title}”从 ${row.dueOn} 移到 ${dueOn}：${reason}`,
  )
}

/** Marks a duty as not to be done. @throws AppError rule_broken when it is done already. */
export async function waiveDuty(
  work: Work,
  reconciler: Reconciler,
  { key, reason }: { key: string; reason: string },
): Promise<void> {
  const row = await getAdjustable(work.actor, key)
  const faults = waiveViolations(row)
  if (faults.length > 0) throw ruleBroken(faults)
  await adjust(work, row, { waivedBecause: reason, reason })
  await finishAdjusting(work, reconciler, row, 'duties.waive', `免办“${row.title}”：${reason}`)
}

/** Takes back what was moved or waived. @throws AppError conflict when nothing was. */
export async function restoreDuty(
  work: Work,
  reconciler: Reconciler,
  { key, reason }: { key: string; reason: string },
): Promise<void> {
  const row = await getAdjustable(work.actor, key)
  const { deletedCount } = await Adjustments.deleteOne({ _id: key })
  if (deletedCount === 0) throw new AppError('conflict', `“${row.title}”没有移动或免办过，不用恢复`)
  await finishAdjusting(work, reconciler, row, 'duties.restore', `恢复“${row.title}”的原安排：${reason}`)
}

async function finishLocal(work: Work, reconciler: Reconciler, item: LocalItemRecord, action: string, summary: string) {
  await reconciler.within(work.deps, item.organizationId, item.year)
  await recordAudit(work, { action, subject: { kind: 'dutyItem', id: item._id }, place: item, summary })
  await recordChange(work, [{ organizationId: item.organizationId, fact: 'duties.localItem', factId: item._id }])
}

export interface LocalDraft {
  organizationId: string
  title: string
  why: string
  opensOn?: PlainDate | undefined
  dueOn: PlainDate
}

/** Adds an item to a unit's own plan. @throws AppError rule_broken for a day that has passed or is not planned yet. */
export async function addLocalItem(
  work: Work,
  reconciler: Reconciler,
  draft: LocalDraft,
): Promise<{ id: string; key: string }> {
  const { id: organizationId, path } = await getPlanPlace(work.actor, draft.organizationId, 'see')
  checkAdjust(work.actor, { organizationId, path })
  const year = yearOf(draft.dueOn)
  const opensOn = draft.opensOn ?? laterOf(work.today, plainDateFrom(year, 1, 1))
  const faults = [
    ...(draft.dueOn < work.today ? [{ field: 'dueOn', message: '期限不能早于今天' }] : []),
    ...(plannedYears(work.today).includes(year)
      ? []
      : [{ field: 'dueOn', message: `${year} 年的计划还没有排，12 月起才能加到下一年` }]),
    ...(opensOn > draft.dueOn ? [{ field: 'opensOn', message: '开始日期不能晚于期限' }] : []),
  ]
  if (faults.length > 0) throw ruleBroken(faults)
  if ((await LocalItems.countDocuments({ organizationId, year })) >= MAX_LOCAL_ITEMS)
    throw new AppError('conflict', `${year} 年已自加 ${MAX_LOCAL_ITEMS} 项，请把相近的合成一项`)
  const item: LocalItemRecord = {
    _id: newId(),
    organizationId,
    path,
    year,
    title: draft.title,
    why: draft.why,
    opensOn,
    dueOn: draft.dueOn,
    by: work.actor.personId,
    at: new Date(work.now),
  }
  await LocalItems.create(item)
  await finishLocal(work, reconciler, item, 'duties.addLocal', `计划增加“${item.title}”，期限 ${item.dueOn}`)
  return { id: item._id, key: localKey(item) }
}

async function getOpenLocal(actor: Actor, id: string): Promise<LocalItemRecord> {
  const row = await LocalItems.findById(id).lean<LocalItemRecord>()
  const item = found(row && PLAN_POLICY.see(actor, row) ? row : undefined, '件事')
  checkAdjust(actor, item)
  if (item.closedOn) throw new AppError('conflict', `“${item.title}”已在 ${item.closedOn} 办结，不能再改`)
  return item
}

/** Records the fact that an own item was done. @throws AppError rule_broken for a day to come, conflict when closed already. */
export async function closeLocalItem(
  work: Work,
  reconciler: Reconciler,
  { id, on, note }: { id: string; on: PlainDate; note: string },
): Promise<void> {
  const item = await getOpenLocal(work.actor, id)
  if (on > work.today) throw ruleBroken([{ field: 'on', message: '办结日期不能晚于今天' }])
  await LocalItems.updateOne({ _id: id }, { $set: { closedOn: on, note } })
  await finishLocal(work, reconciler, item, 'duties.closeLocal', `办结“${item.title}”（${on}）`)
}

/** Removes an own item that has not been closed. */
export async function removeLocalItem(work: Work, reconciler: Reconciler, id: string): Promise<void> {
  const item = await getOpenLocal(work.actor, id)
  await LocalItems.deleteOne({ _id: id })
  await Adjustments.deleteOne({ _id: localKey(item) })
  await finishLocal(work, reconciler, item, 'duties.removeLocal', `从计划里删除“${item.title}”`)
}
