import type { Deps } from '@cloud/core/deps'
import { loadWorkCalendar } from '@cloud/modules/calendar/index'
import { findDutiesForLadder } from '@cloud/modules/duties/index'
import { listAppointments, listOrganizations } from '@cloud/modules/organizations/index'
import { namesOf } from '@cloud/modules/people/index'
import { ladderDays } from '@shared/core/obligation'
import { clockTimeOf, type PlainDate } from '@shared/core/plainDate'
import type { WorkCalendar } from '@shared/core/workCalendar'
import type { Duty } from '@shared/modules/duties/model'
import { PRIVATE_RULE } from '@shared/modules/memberLife/duties'
import { type Acknowledgement, isAnswered } from '@shared/modules/reminders/acknowledgement'
import { type Addressee, addresseesOf, organizationsConcerned } from '@shared/modules/reminders/addressees'
import type { Absence } from '@shared/modules/reminders/handOver'
import { climbDay, dueRungs, ladderWindow } from '@shared/modules/reminders/ladder'
import { dutyText, onBehalf, type Told } from '@shared/modules/reminders/texts'
import { Deliveries, type Delivery } from './collection'
import { listAbsences } from './commands/absences'
import { type DeliveryDraft, deliver, findFreshKeys, placesOf } from './deliver'

const BATCH = 500

interface Moment {
  day: PlainDate
  clockTime: string
  calendar: WorkCalendar
  absences: ReadonlyMap<string, Absence>
}

/** One rung of one duty for one person. */
interface Call {
  key: string
  duty: Duty
  addressee: Addressee
}

type Answered = Pick<Delivery, '_id' | 'subject' | 'recipientId' | 'offsetDays' | 'answeredOn' | 'byOn'>

async function listAnswers(subjects: readonly string[]): Promise<Map<string, Acknowledgement[]>> {
  const rows = await Deliveries.find(
    { subject: { $in: [...subjects] }, answeredOn: { $exists: true } },
    { subject: 1, recipientId: 1, offsetDays: 1, answeredOn: 1, byOn: 1 },
  ).lean<Answered[]>()
  const answers = new Map<string, Acknowledgement[]>()
  for (const { subject, recipientId, offsetDays, answeredOn, byOn } of rows) {
    if (answeredOn === undefined || offsetDays === undefined) continue
    const id = `${subject}|${recipientId}`
    answers.set(id, [...(answers.get(id) ?? []), { offsetDays, on: answeredOn, byOn }])
  }
  return answers
}

/** Whom the ladder calls today and the ledger does not know of yet; whoever has answered is not called again for the same. */
async function findCalls(duties: readonly Duty[], moment: Moment): Promise<Call[]> {
  const { day, clockTime, calendar, absences } = moment
  const due = duties
    .map((duty) => ({ duty, rungs: dueRungs(duty, day, clockTime, calendar) }))
    .filter(({ rungs }) => rungs.length > 0)
  if (due.length === 0) return []
  const holders = await listAppointments([...new Set(due.flatMap(({ duty }) => organizationsConcerned(duty)))], day)
  const calls = due.flatMap(({ duty, rungs }) =>
    addresseesOf(duty, rungs, holders, absences).map((addressee) => ({
      key: `${duty.key}|${duty.dueOn}|${addressee.rung.id}|${addressee.personId}`,
      duty,
      addressee,
    })),
  )
  const fresh = await findFreshKeys(calls.map((call) => call.key))
  const open = calls.filter((call) => fresh.has(call.key))
  if (open.length === 0) return []
  const answers = await listAnswers([...new Set(open.map(({ duty }) => duty.key))])
  return open.filter(({ duty, addressee: { personId, rung } }) => {
    const climbOn = climbDay(duty, rung, calendar)
    return !answers.get(`${duty.key}|${personId}`)?.some((answer) => isAnswered(answer, rung, climbOn))
  })
}

/** Who was told of each of these duties before, in the order in which they were. */
async function listTold(subjects: readonly string[]): Promise<Map<string, Told[]>> {
  const rows = await Deliveries.find(
    { subject: { $in: [...subjects] }, kind: 'duty' },
    { subject: 1, recipientId: 1, answeredOn: 1, byOn: 1 },
  )
    .sort({ subject: 1, at: -1, _id: -1 })
    .limit(BATCH * 10)
    .lean<Answered[]>()
  const names = await namesOf(rows.map((row) => row.recipientId))
  const told = new Map<string, Map<string, Told>>()
  for (const { subject, recipientId, answeredOn, byOn } of rows.reverse()) {
    const people = told.get(subject) ?? new Map<string, Told>()
    const name = names.get(recipientId) ?? ''
    people.set(recipientId, answeredOn ? { name, answeredOn, byOn } : (people.get(recipientId) ?? { name }))
    told.set(subject, people)
  }
  return new Map([...told].map(([subject, people]) => [subject, [...people.values()]]))
}

async function draftsFor(calls: readonly Call[], day: PlainDate): Promise<DeliveryDraft[]> {
  const ids = [...new Set(calls.map(({ duty }) => duty.organizationId))]
  const organizations = new Map((await listOrganizations({ ids })).map((one) => [one.id, one.name]))
  const escalated = calls.filter(({ addressee }) => addressee.rung.to === 'superior').map(({ duty }) => duty.key)
  const told = escalated.length > 0 ? await listTold([...new Set(escalated)]) : new Map<string, Told[]>()
  const names = await namesOf(calls.flatMap(({ addressee }) => addressee.onBehalfOf ?? []))
  return calls.map(({ key, duty, addressee }) => {
    const { personId, organizationId, path, rung, onBehalfOf, away, handedTo } = addressee
    const text = dutyText(duty, rung.to, organizations.get(duty.organizationId) ?? '', day, told.get(duty.key))
    return {
      key,
      kind: 'duty',
      subject: duty.key,
      rung: rung.id,
      audience: rung.to,
      offsetDays: rung.offsetDays,
      recipientId: personId,
      organizationId,
      path,
      places: duty.rule === PRIVATE_RULE ? [] : placesOf(duty.path),
      text: onBehalfOf ? onBehalf(text, names.get(onBehalfOf) ?? '') : text,
      template: 'dutyReminder',
      ...(onBehalfOf && { onBehalfOf }),
      ...(handedTo && { handedTo }),
      ...(away && { quietBecause: 'away' as const }),
    }
  })
}

/**
 * Puts every rung that stands on this day, or was missed shortly before, into the inboxes of those it is meant for. May run as often
 * as it likes: a rung reaches a person once per due day of the duty. When phones ring is decided where they are rung.
 */
export async function climbLadders(deps: Deps, day: PlainDate): Promise<void> {
  const now = new Date(deps.clock.now()).toISOString()
  const calendar = await loadWorkCalendar()
  const moment = { day, clockTime: clockTimeOf(now), calendar, absences: await listAbsences(day) }
  const window = ladderWindow(day, calendar)
  for (const rungDay of window) {
    // A ladder with several rungs in these days is climbed with the first of them.
    const isFirst = (duty: Duty) => ladderDays(duty).every((one) => one >= rungDay || !window.includes(one))
    for (let after = ''; ; ) {
      const duties = await findDutiesForLadder(rungDay, after, BATCH)
      await deliver(await draftsFor(await findCalls(duties.filter(isFirst), moment), day), now)
      const last = duties.at(-1)
      if (!last || duties.length < BATCH) break
      after = last.key
    }
  }
}
