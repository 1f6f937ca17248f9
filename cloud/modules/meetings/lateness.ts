import type { Work } from '@cloud/core/deps'
import { settingsOf } from '@cloud/modules/organizations/index'
import { AppError } from '@shared/core/errors'
import { instantAt } from '@shared/core/plainDate'
import { findPendingArrival, lateMinutesOf } from '@shared/modules/meetings/arrivals'
import type { LateArrival, Meeting } from '@shared/modules/meetings/model'
import type { Attendee } from './commands/attendee'
import type { LoadedMeeting } from './queries'
import { appendAttendance, noteMeeting } from './write'

/** Minutes somebody came late by the unit's rule. The settings are looked up only for whoever came after the start. */
export async function lateMinutesAt(meeting: Meeting, at: string): Promise<{ lateMinutes?: number }> {
  const startsAt = instantAt(meeting.on, meeting.startTime)
  if (at <= startsAt) return {}
  const settings = await settingsOf({ id: meeting.organizationId, path: meeting.path })
  const lateMinutes = lateMinutesOf(at, startsAt, settings)
  return lateMinutes === undefined ? {} : { lateMinutes }
}

/**
 * 迟到的签到 — puts down what does not count by itself, for the secretary to decide on. The same thing sent again adds nothing.
 * @throws AppError conflict when the secretary has said no already.
 */
export async function keepLateArrival(
  work: Work,
  loaded: LoadedMeeting,
  person: Attendee,
  arrival: Omit<LateArrival, 'kind' | 'by' | 'at'>,
): Promise<void> {
  const known = person.known ?? []
  const refused = known.find((entry) => entry.kind === 'refuseArrival')
  if (refused) throw new AppError('conflict', `书记没有认可：${refused.reason ?? ''}。有异议请当面找书记`)
  if (findPendingArrival(known)) return
  const entry: LateArrival = { kind: 'lateArrival', by: work.actor.personId, at: work.now, ...arrival }
  // Whoever is not on the list does not get onto it by this.
  const standing = loaded.attendances.some((a) => a.personId === person.personId) ? person.standing : 'guest'
  await appendAttendance(loaded.record, { ...person, standing }, entry)
  await noteMeeting(work, loaded.record, {})
}
