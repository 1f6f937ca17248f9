import type { Work } from '@cloud/core/deps'
import { laterOf, type PlainDate } from '@shared/core/plainDate'
import type { AppointmentRecord } from './collection'
import { endAppointment } from './commands'
import { reopenOffices } from './leaving'

/** An office that ended along with something else, and its last day: enough to give it back. */
export interface ClosedOffice {
  id: string
  on: PlainDate
}

/** Ends open offices on a day, those that begin later on their first. */
export async function closeOffices(
  work: Work,
  offices: readonly AppointmentRecord[],
  on: PlainDate,
  reason: string,
): Promise<ClosedOffice[]> {
  const closed = offices.map((office) => ({ office, on: laterOf(office.from, on) }))
  for (const one of closed) await endAppointment(work, one.office, one.on, reason)
  return closed.map((one) => ({ id: one.office._id, on: one.on }))
}

/** Gives offices back that ended that way; what was changed since stays as it is. */
export async function reopenClosed(work: Work, closed: readonly ClosedOffice[], reason: string): Promise<void> {
  for (const { id, on } of closed) await reopenOffices(work, [{ id, to: null }], on, reason)
}
