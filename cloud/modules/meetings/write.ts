import { recordAudit } from '@cloud/core/audit'
import { recordChange } from '@cloud/core/change'
import type { Work } from '@cloud/core/deps'
import { AppError, ruleBroken } from '@shared/core/errors'
import { yearOf } from '@shared/core/plainDate'
import type { Entry } from '@shared/core/workflow'
import type { AttendanceEntry, FieldChange, StepId } from '@shared/modules/meetings/model'
import { stateOf, stepViolations } from '@shared/modules/meetings/steps'
import { Attendances, attendanceId, type MeetingRecord, Meetings } from './collection'
import type { Attendee } from './commands/attendee'
import { caseOf, type LoadedMeeting } from './queries'

export const FACT = 'meetings.meeting'
/** Who came to a meeting changed, nothing else: nobody is to be told, and only what counts people is derived anew. */
export const ATTENDANCE_FACT = 'meetings.attendance'

interface MeetingWrite {
  /** Step that was done; absent for a write that is no step, such as a draft. */
  step?: StepId
  reason?: string
  set?: Partial<MeetingRecord>
  unset?: readonly 'draft'[]
  changes?: readonly FieldChange[]
  /** What the audit trail calls a write that is no step. */
  action?: 'joint' | 'lecture'
  /** One sentence for the audit trail; absent = not audited. */
  summary?: string
  details?: Record<string, unknown>
}

/** @throws AppError rule_broken with every reason why this step may not be done today. */
export function mustBeOpen(work: Work, loaded: LoadedMeeting, step: StepId): void {
  const found = stepViolations(caseOf(loaded), step, work.today)
  if (found.length > 0) throw ruleBroken(found)
}

/**
 * Writes one step of a meeting: entry, state, values, changes, audit entry and change row. Call it inside the request's transaction.
 * @throws AppError conflict when somebody else has written meanwhile.
 */
export async function writeMeeting(work: Work, loaded: LoadedMeeting, write: MeetingWrite): Promise<void> {
  const { record } = loaded
  const entry: Entry<StepId> | undefined = write.step && {
    step: write.step,
    by: work.actor.personId,
    at: work.now,
    on: work.today,
    ...(write.reason && { reason: write.reason }),
  }
  const entries = entry ? [...record.entries, entry] : record.entries
  const updated = await Meetings.updateOne(
    { _id: record._id, revision: record.revision },
    {
      $set: {
        ...write.set,
        ...(entry && { entries, state: stateOf(entries) }),
        ...(write.changes && write.changes.length > 0 && { changes: [...record.changes, ...write.changes] }),
      },
      $inc: { revision: 1 },
      ...(write.unset && { $unset: Object.fromEntries(write.unset.map((field) => [field, 1])) }),
    },
  )
  if (updated.modifiedCount !== 1) throw new AppError('conflict', '刚刚有人改过这次会议，请刷新后再看')
  await noteMeeting(work, { ...record, ...(write.set?.joined && { joined: write.set.joined }) }, write)
}

/** Audit entry and change rows of something that happened to a meeting. @param fact kind of the change */
export async function noteMeeting(
  work: Work,
  place: Pick<MeetingRecord, '_id' | 'organizationId' | 'path' | 'joined' | 'kind' | 'on'>,
  { step, action: named, summary, details, set }: Omit<MeetingWrite, 'reason' | 'unset' | 'changes'>,
  action: StepId | 'proxy' | 'leave' | 'arrival' | 'joint' | 'lecture' | undefined = step ?? named,
  fact: typeof FACT | typeof ATTENDANCE_FACT = FACT,
): Promise<void> {
  if (summary && action)
    await recordAudit(work, {
      action: `meetings.${action}`,
      subject: { kind: 'meeting', id: place._id },
      place: { organizationId: place.organizationId, path: place.path },
      summary,
      ...(details && { details }),
    })
  // Each branch that holds it together, or is asked to, derives its own views from the one record.
  const concerned = [place.organizationId, ...(place.joined ?? []).map((branch) => branch.organizationId)]
  // 民主评议 belongs to the year it looks back on; any other meeting stands in the plan of its own year, a moved one in two.
  const days = fact === FACT && place.kind === 'appraisal' ? [] : [place.on, set?.on ?? place.on]
  const years = [...new Set(days.map(yearOf))]
  const reached = years.length > 0 ? years.map((year) => ({ year })) : [{}]
  await recordChange(
    work,
    concerned.flatMap((organizationId) =>
      reached.map((where) => ({ organizationId, fact, factId: place._id, ...where })),
    ),
  )
}

/**
 * Appends one line to a person's attendance. The document exists since the list was made, so two writers at once collide and the
 * later one starts over and sees what the first has written. Of whom nothing is known yet is added.
 * @throws AppError conflict when somebody else has written meanwhile.
 */
export async function appendAttendance(
  meeting: Pick<MeetingRecord, '_id' | 'organizationId'>,
  person: Attendee,
  entry: AttendanceEntry,
): Promise<void> {
  const { personId, name, standing, known } = person
  const _id = attendanceId(meeting._id, personId)
  if (!known) {
    const { organizationId = meeting.organizationId } = person
    await Attendances.create({
      _id,
      meetingId: meeting._id,
      organizationId,
      personId,
      name,
      standing,
      entries: [entry],
    })
    return
  }
  const updated = await Attendances.updateOne(
    { _id, entries: { $size: known.length } },
    { $set: { entries: [...known, entry], standing } },
  )
  if (updated.modifiedCount !== 1) throw new AppError('conflict', '刚刚有人改过这条到会记录，请刷新后再看')
}
