import { type Consumer, recordChange } from '@cloud/core/change'
import { todayOf } from '@cloud/core/clock'
import { inTransaction } from '@cloud/core/database/connect'
import { newId } from '@cloud/core/database/id'
import { takeTurn } from '@cloud/core/database/takeTurn'
import type { Deps } from '@cloud/core/deps'
import type { Job } from '@cloud/core/jobs/job'
import { type AppointmentRecord, Appointments, listOrganizations } from '@cloud/modules/organizations/index'
import { findPeopleLeft } from '@cloud/modules/people/index'
import type { PlainDate } from '@shared/core/plainDate'
import { HANDOVER_ROLES, type HandoverEntry } from '@shared/modules/handovers/model'
import { isRecent, type SeatChange, type SeatTerm, seatChanges, stateOf } from '@shared/modules/handovers/rules'
import { derived, type HandoverRecord, Handovers } from './collection'
import { type Matters, withNewItems } from './matters'

export const FACT = 'handovers.handover'

const toTerm = ({ _id, personId, from, to, batchId }: AppointmentRecord): SeatTerm => ({
  id: _id,
  personId,
  from,
  to,
  imported: batchId !== undefined,
})

const bySystem = (kind: HandoverEntry['kind'], now: string, on: PlainDate, text: string): HandoverEntry => ({
  kind,
  at: now,
  on,
  byId: '',
  byName: '系统',
  text,
})

type Standing = Pick<HandoverRecord, 'fromGone' | 'lastDay' | 'toId' | 'toTermId' | 'firstDay'>
const standingOf = ({ fromGone, lastDay, toId, toTermId, firstDay }: Standing): Standing => ({
  fromGone,
  lastDay,
  toId,
  toTermId,
  firstDay,
})

function whatChanged(before: Standing, after: Standing): string {
  if (after.fromGone !== before.fromGone) return after.fromGone ? '前任已离开单位，由上级移交' : '前任的离开登记已撤销'
  if (after.toId === null) return '接任人的任职已撤销或结束，席位空缺'
  return before.toId === after.toId ? '任职日期有变动' : '接任人已任命'
}

/** A stored handover brought in line with the appointments; undefined when nothing has changed. */
function broughtUp(
  record: HandoverRecord,
  change: (SeatChange & Standing) | undefined,
  now: string,
  today: PlainDate,
): HandoverRecord | undefined {
  const state = stateOf(record)
  const add = (text: string, kind: HandoverEntry['kind'], more: Partial<HandoverRecord> = {}): HandoverRecord => {
    const changed = { ...record, ...more, entries: [...record.entries, bySystem(kind, now, today, text)] }
    return { ...changed, ...derived(changed) }
  }
  if (!change) return state === 'withdrawn' ? undefined : add('引起交接的任免已经撤销', 'withdraw')
  if (state === 'finished') return undefined
  const standing = standingOf(change)
  if (state === 'withdrawn') return add('任免恢复，交接继续', 'reopen', standing)
  if (JSON.stringify(standingOf(record)) === JSON.stringify(standing)) return undefined
  return add(whatChanged(record, standing), 'successor', standing)
}

/** Opens, follows up and withdraws the handovers of one organisation; doing it twice gives the same. */
async function syncOrganization(deps: Deps, matters: Matters, organizationId: string): Promise<void> {
  await takeTurn(`handovers:${organizationId}`)
  const now = new Date(deps.clock.now()).toISOString()
  const today = todayOf(deps.clock)
  const [organization] = await listOrganizations({ ids: [organizationId] })
  const rows = await Appointments.find({ organizationId }).lean<AppointmentRecord[]>()
  const stored = await Handovers.find({ organizationId }).lean<HandoverRecord[]>()
  const gone = await findPeopleLeft(
    rows.filter((row) => row.to !== null).map((row) => row.personId),
    today,
  )
  const changes = new Map(
    HANDOVER_ROLES.flatMap((role) => {
      const terms = rows.filter((row) => row.role === role).map(toTerm)
      const enteredOn = organization?.enteredOn ?? today
      return seatChanges(role, terms, enteredOn, today).map((found) => {
        const change = { ...found, fromGone: found.fromId !== null && gone.has(found.fromId) }
        return [change.cause, { role, change }] as const
      })
    }),
  )
  const written: string[] = []
  for (const record of stored) {
    const entry = changes.get(record.cause)
    const changed = broughtUp(record, entry?.change, now, today)
    const current = changed ?? record
    const items = current.running ? withNewItems(current, await matters(deps, current, today), today) : current.items
    if (!changed && items === record.items) continue
    const { _id, ...rest } = { ...current, items, revision: record.revision + 1 }
    await Handovers.updateOne({ _id }, { $set: rest })
    written.push(_id)
  }
  const known = new Set(stored.map((record) => record.cause))
  for (const [cause, { role, change }] of changes) {
    if (known.has(cause) || !organization || !isRecent(change, today)) continue
    const { fromId, ...standing } = change
    const place = { organizationId, path: organization.path, role, fromId }
    const bare = { ...place, ...standing, openedOn: today, items: [], entries: [] }
    const items = withNewItems(bare, await matters(deps, place, today), today, true)
    const _id = newId()
    await Handovers.create({ _id, ...bare, items, ...derived(bare), revision: 1 })
    written.push(_id)
  }
  await recordChange(
    { now },
    written.map((factId) => ({ organizationId, fact: FACT, factId })),
  )
}

/** 交接自动开始 — from change rows of appointments. */
export const handoverConsumer = (matters: Matters): Consumer => ({
  name: 'handovers',
  facts: ['organizations.appointment'],
  async apply(deps, changes) {
    for (const id of new Set(changes.map((change) => change.organizationId)))
      if (await concernsSeats(id)) await inTransaction(() => syncOrganization(deps, matters, id))
  },
})

/** A roster of thousands of first appointments has nothing to hand over: one look at the terms tells. */
async function concernsSeats(organizationId: string): Promise<boolean> {
  if (await Handovers.exists({ organizationId })) return true
  const rows = await Appointments.find({ organizationId }, { role: 1, to: 1, from: 1, batchId: 1 }).lean<
    AppointmentRecord[]
  >()
  const seats = rows.filter((row) => HANDOVER_ROLES.some((role) => role === row.role))
  const [organization] = await listOrganizations({ ids: [organizationId] })
  return (
    seats.some((row) => row.to !== null || (!row.batchId && row.from > (organization?.enteredOn ?? row.from))) ||
    new Set(seats.map((row) => row.role)).size < seats.length
  )
}

/** 每夜 — lists what became open while a seat waits for its successor, and follows terms that began or ended by their day. */
export const handoverJob = (matters: Matters): Job => ({
  name: 'handovers.follow',
  at: '00:20',
  catchUpDays: 0,
  async run(deps) {
    const ids = await Handovers.distinct('organizationId', { running: true })
    for (const id of ids) await inTransaction(() => syncOrganization(deps, matters, id))
  },
})
