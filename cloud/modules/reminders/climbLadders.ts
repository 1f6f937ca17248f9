import type { Deps } from '@cloud/core/deps'
import { loadWorkCalendar } from '@cloud/modules/calendar/index'
import { findDutiesForLadder } from '@cloud/modules/duties/index'
import { listAppointments, listOrganizations } from '@cloud/modules/organizations/index'
import { clockTimeOf, type PlainDate } from '@shared/core/plainDate'
import type { WorkCalendar } from '@shared/core/workCalendar'
import type { Duty } from '@shared/modules/duties/model'
import { addresseesOf, organizationsConcerned } from '@shared/modules/reminders/addressees'
import { dueDaysAround, dueRungs } from '@shared/modules/reminders/ladder'
import { isWaking } from '@shared/modules/reminders/quietHours'
import { dutyText } from '@shared/modules/reminders/texts'
import { type DeliveryDraft, deliver } from './deliver'

const BATCH = 500

async function draftsFor(
  duties: readonly Duty[],
  day: PlainDate,
  clockTime: string,
  calendar: WorkCalendar,
): Promise<DeliveryDraft[]> {
  const due = duties
    .map((duty) => ({ duty, rungs: dueRungs(duty, day, clockTime, calendar) }))
    .filter(({ rungs }) => rungs.length > 0)
  if (due.length === 0) return []
  const holders = await listAppointments([...new Set(due.flatMap(({ duty }) => organizationsConcerned(duty)))], day)
  const ids = [...new Set(due.map(({ duty }) => duty.organizationId))]
  const names = new Map((await listOrganizations({ ids })).map((organization) => [organization.id, organization.name]))
  return due.flatMap(({ duty, rungs }) =>
    addresseesOf(duty, rungs, holders).map(({ personId, organizationId, path, rung }) => ({
      key: `${duty.key}|${duty.dueOn}|${rung.id}|${personId}`,
      kind: 'duty' as const,
      subject: duty.key,
      rung: rung.id,
      recipientId: personId,
      organizationId,
      path,
      text: dutyText(duty, rung.to, names.get(duty.organizationId) ?? '', day),
      template: 'dutyReminder' as const,
    })),
  )
}

/**
 * Puts every rung that stands on this day, or was missed shortly before, into the inboxes of those it is meant for. May run as often
 * as it likes: a rung reaches a person once per due day of the duty. Outside waking hours it does nothing.
 */
export async function climbLadders(deps: Deps, day: PlainDate): Promise<void> {
  const now = new Date(deps.clock.now()).toISOString()
  if (!isWaking(now)) return
  const calendar = await loadWorkCalendar()
  const window = dueDaysAround(day)
  let after: { dueOn: PlainDate; key: string } | undefined
  for (;;) {
    const duties = await findDutiesForLadder({ ...window, limit: BATCH, ...(after && { after }) })
    await deliver(await draftsFor(duties, day, clockTimeOf(now), calendar), now)
    const last = duties.at(-1)
    if (!last || duties.length < BATCH) return
    after = { dueOn: last.dueOn, key: last.key }
  }
}
