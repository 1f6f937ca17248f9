import { recordAudit } from '@cloud/core/audit'
import { found } from '@cloud/core/authorize'
import { recordChange } from '@cloud/core/change'
import { newId } from '@cloud/core/database/id'
import { takeTurn } from '@cloud/core/database/takeTurn'
import type { Work } from '@cloud/core/deps'
import { AppError } from '@shared/core/errors'
import { addDays, daysBetween, type PlainDate } from '@shared/core/plainDate'
import type { Absence } from '@shared/modules/reminders/handOver'
import { LONGEST_ABSENCE } from '@shared/modules/reminders/model'
import { type AbsenceRecord, Absences } from '../collection'

/** Fact of a person being away; the deputy is told of it. */
export const ABSENCE_FACT = 'reminders.absence'

/** Who is away on this day, by person. */
export async function listAbsences(day: PlainDate): Promise<Map<string, Absence>> {
  const rows = await Absences.find({ to: { $gte: day }, from: { $lte: day } }).lean<AbsenceRecord[]>()
  return new Map(rows.map(({ personId, deputyId, from, to }) => [personId, { personId, deputyId, from, to }]))
}

/** A person's absences that last or are still to come, the next one first. */
export const listOwnAbsences = (personId: string, today: PlainDate): Promise<AbsenceRecord[]> =>
  Absences.find({ personId, to: { $gte: today } })
    .sort({ to: 1 })
    .limit(20)
    .lean<AbsenceRecord[]>()

/**
 * 外出/休假 — from a day to a day the actor's reminders go to a deputy. It hands over reminders, no rights.
 * @param deputies who may stand in for the actor today.
 * @throws AppError invalid_input for impossible days, forbidden for a deputy without a fitting office, conflict for overlapping days.
 */
export async function goAway(
  work: Work,
  request: { from: PlainDate; to: PlainDate; deputyId: string },
  deputies: readonly { personId: string; name: string }[],
): Promise<string> {
  const { actor, today } = work
  const { from, to, deputyId } = request
  const deputy = deputies.find((one) => one.personId === deputyId)
  if (!deputy) throw new AppError('forbidden', '代办人应当在同一组织任职，请另选一位')
  if (from < today || to < from || daysBetween(today, to) > LONGEST_ABSENCE)
    throw new AppError('invalid_input', '请选今天以后、一年以内的日期，结束不早于开始', [
      { field: 'to', message: '日期不合适' },
    ])
  await takeTurn(`absence:${actor.personId}`)
  const overlaps = (await listOwnAbsences(actor.personId, from)).some((one) => one.from <= to)
  if (overlaps) throw new AppError('conflict', '这段日子已经登记过外出，请先结束原来的')
  const { organizationId, path, personId } = actor
  const record = { _id: newId(), personId, deputyId, organizationId, path, from, to, at: new Date(work.now) }
  await Absences.create(record)
  await recordAudit(work, {
    action: 'reminders.goAway',
    subject: { kind: 'person', id: personId },
    summary: `${actor.name}登记外出或休假，${from}至${to}的提醒转给${deputy.name}`,
    details: { from, to, deputyId },
  })
  await recordChange(work, [{ organizationId, fact: ABSENCE_FACT, factId: record._id }])
  return record._id
}

/** Ends an absence before its last day; one that has not begun is as if it had never been entered. */
export async function comeBack(work: Work, absenceId: string): Promise<void> {
  const { actor, today } = work
  const mine = { _id: absenceId, personId: actor.personId, to: { $gte: today } }
  const { from, to } = found(await Absences.findOne(mine).lean<AbsenceRecord>(), '次外出')
  if (from >= today) await Absences.deleteOne({ _id: absenceId })
  else await Absences.updateOne({ _id: absenceId }, { $set: { to: addDays(today, -1) } })
  await recordAudit(work, {
    action: 'reminders.comeBack',
    subject: { kind: 'person', id: actor.personId },
    summary: `${actor.name}提前结束${from}至${to}的外出或休假`,
  })
  await recordChange(work, [{ organizationId: actor.organizationId, fact: ABSENCE_FACT, factId: absenceId }])
}
