import { drainChanges } from '@cloud/core/change'
import { inTransaction } from '@cloud/core/database/connect'
import type { Deps } from '@cloud/core/deps'
import { addDays, instantAt, type PlainDate, plainDateOf } from '@shared/core/plainDate'
import { listAppointments, listOrganizations } from '../modules/organizations/index'
import { climbLadders } from '../modules/reminders/climbLadders'
import { answerReminder } from '../modules/reminders/commands/answer'
import { dispatchPending } from '../modules/reminders/index'
import { findStanding } from '../modules/reminders/views/inbox'
import { actAs } from './demoYear'

/** As far back as the demo branch's last slip and the reminders about it reach. */
const DAYS = 24

/** The service as it stood on the morning of that day, without WeChat: what was said stays in the inboxes. */
function depsOn(deps: Deps, day: PlainDate): Deps {
  const { wechat: _, wecom: _w, ...rest } = deps
  const now = Date.parse(instantAt(day, '08:05'))
  return { ...rest, clock: { now: () => now } }
}

/** One secretary has answered what is still open. */
async function answerSome(deps: Deps, today: PlainDate): Promise<void> {
  for (const { id } of await listOrganizations({ kind: 'branch' })) {
    const offices = await listAppointments([id], today)
    const secretary = offices.find((office) => office.role === 'secretary')
    const [item] = secretary ? await findStanding(secretary.personId, today) : []
    if (!secretary || !item || item.answeredAt) continue
    const work = await actAs(deps, secretary.personId, new Date(deps.clock.now()).toISOString())
    await inTransaction(() => answerReminder(work, item.itemId, addDays(today, 3)))
  }
}

/** Lets the ladders of the last weeks be climbed day by day, as they would have been; what is there already stays. */
export async function seedDemoReminders(deps: Deps): Promise<void> {
  await drainChanges(deps)
  const today = plainDateOf(deps.clock.now())
  for (let day = addDays(today, -DAYS); day < today; day = addDays(day, 1)) {
    await climbLadders(depsOn(deps, day), day)
    await dispatchPending(depsOn(deps, day))
  }
  await answerSome(deps, today)
}
