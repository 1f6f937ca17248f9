import { recordAudit } from '@cloud/core/audit'
import { recordChange } from '@cloud/core/change'
import { inTransaction } from '@cloud/core/database/connect'
import type { Deps, Work } from '@cloud/core/deps'
import type { Job } from '@cloud/core/jobs/job'
import { AppError, ruleBroken } from '@shared/core/errors'
import { addDays, type PlainDate } from '@shared/core/plainDate'
import { LEAVE_REASON_LABELS, type LeaveReason } from '@shared/modules/people/model'
import { endOfficesOf, reopenOffices } from '../organizations/index'
import { People, type PersonRecord } from './collection'
import { branchChanges, writeRecord } from './commands'

/** The change row of a leaving that has taken effect, or was taken back; its `factId` is the person. */
export const LEAVING = 'people.leaving'
/** A day further ahead than this is a slip of the pen. */
const FARTHEST_DAYS = 366
const BATCH = 200

const leavingChange = ({ _id, organizationId }: Pick<PersonRecord, '_id' | 'organizationId'>) => ({
  organizationId,
  fact: LEAVING,
  factId: _id,
})

export interface Leaving {
  on: PlainDate
  because: LeaveReason
  note: string
}

/**
 * 离开单位 — from that day on the person gets in no more; offices end with it. Whatever hangs on the account is cut by those who keep
 * it, from the change row: at once for today or earlier, by the job of the day otherwise.
 * @throws AppError conflict when it has been recorded already; rule_broken for offices that begin later.
 */
export async function leave(work: Work, person: PersonRecord, { on, because, note }: Leaving): Promise<void> {
  if (person.leftOn) throw new AppError('conflict', `已登记 ${person.leftOn} 离开；要改日期，请先撤销再登记`)
  if (on > addDays(work.today, FARTHEST_DAYS))
    throw ruleBroken([{ field: 'on', message: '离开日期最多登记到一年以后，请核对年份' }])
  const label = LEAVE_REASON_LABELS[because]
  const leftOffices = await endOfficesOf(work, person._id, on, `${label}：${note}`)
  const left = on <= work.today
  const set = { leftOn: on, leftBecause: because, left, ...(leftOffices.length > 0 && { leftOffices }) }
  await writeRecord(work, person, set, [], note)
  await recordAudit(work, {
    action: 'people.leave',
    subject: { kind: 'person', id: person._id },
    place: person,
    summary: `登记“${person.name}”${on} 离开单位（${label}）：${note}`,
  })
  if (left) await recordChange(work, [leavingChange(person)])
}

/** Takes a leaving back. Offices that ended with it last on; WeChat has to be bound anew. @throws AppError conflict when there is none. */
export async function undoLeave(work: Work, person: PersonRecord, reason: string): Promise<void> {
  if (!person.leftOn) throw new AppError('conflict', '没有登记过离开，不用撤销')
  await reopenOffices(work, person.leftOffices ?? [], person.leftOn)
  await writeRecord(work, person, {}, ['leftOn', 'leftBecause', 'left', 'leftOffices'], reason)
  await recordAudit(work, {
    action: 'people.undoLeave',
    subject: { kind: 'person', id: person._id },
    place: person,
    summary: `撤销“${person.name}”的离开登记：${reason}`,
  })
  await recordChange(work, [leavingChange(person)])
}

async function takeEffect(deps: Deps, day: PlainDate): Promise<number> {
  const now = new Date(deps.clock.now()).toISOString()
  return inTransaction(async () => {
    const due = await People.find({ left: false, leftOn: { $lte: day } }, { organizationId: 1 })
      .limit(BATCH)
      .lean<Pick<PersonRecord, '_id' | 'organizationId'>[]>()
    if (due.length === 0) return 0
    await People.updateMany({ _id: { $in: due.map(({ _id }) => _id) }, left: false }, { $set: { left: true } })
    await recordChange({ now }, [...branchChanges(due), ...due.map(leavingChange)])
    return due.length
  })
}

/** Just after midnight: whoever leaves today has left. */
export const leavingJob: Job = {
  name: 'people.leaving',
  at: '00:01',
  catchUpDays: 0,
  async run(deps, day) {
    while ((await takeEffect(deps, day)) === BATCH);
  },
}
