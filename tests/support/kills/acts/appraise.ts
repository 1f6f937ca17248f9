import type { Person } from '../caller'
import { type Play, type Stage, withPhones } from '../play'
import { arrange } from './arrange'
import { dayOf } from './enter'

const VALUES = { belief: 'good', study: 'good', work: 'fair', service: 'fair', conduct: 'good', gaps: '少', plan: '多' }
type Case = NonNullable<Play['appraisal']>

async function cast({ caller }: Stage, { id, totals }: Case, round: 'peer' | 'ballot', person: Person): Promise<void> {
  const sheet = await caller.read(person, `/appraisals/${id}/ballot?round=${round}`)
  const form = sheet.people.map(({ personId }: { personId: string }) => ({ personId, choice: 1 }))
  const answer = await caller.attempt(`/appraisals/${id}/ballot`, { round, form }, person)
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  // Once more, as from a second tap: it changes nothing.
  const again = await caller.attempt(`/appraisals/${id}/ballot`, { round, form }, person)
  if (again.body.repeated !== true) throw new Error(JSON.stringify(again.body))
  const sums = totals[round] ?? {}
  for (const { personId } of form) sums[personId] = (sums[personId] ?? 0) + 1
  totals[round] = sums
}

/** 民主评议 — from the plan to the receipt; everybody with a phone takes part. */
export async function appraise(stage: Stage, play: Play): Promise<void> {
  const { caller, clock } = stage
  const { secretary } = play.people
  await clock.set(dayOf(play, 4), '10:00')
  const { organizationId, year, peerScope, selfDueOn, peerDueOn } = await caller.read(
    secretary,
    `/appraisals/proposal?organizationId=${play.branchId}`,
  )
  const draft = { organizationId, year, peerScope, selfDueOn, peerDueOn }
  const { id } = await caller.write(secretary, 'POST', '/appraisals', draft, 'appraisals.plan')
  const own: Case = { id, steps: ['plan'], totals: {}, tookPart: withPhones(play).map((one) => one.id) }
  play.appraisal = own
  const place = `/appraisals/${id}`
  const step = async (name: string, reason?: string) => {
    await caller.write(
      secretary,
      'POST',
      `${place}/step`,
      { step: name, ...(reason && { reason }) },
      `appraisals.${name}`,
    )
    own.steps.push(name)
  }
  const everybody = (work: (person: Person) => Promise<unknown>) => Promise.all(withPhones(play).map(work))
  await everybody((one) => caller.write(one, 'POST', `${place}/self`, { values: VALUES }, 'appraisals.handInSelf'))
  await step('openPeer', '一人住院')
  await everybody((one) => cast(stage, own, 'peer', one))
  await step('openBallot', '一人住院')
  await everybody((one) => cast(stage, own, 'ballot', one))
  const hours = { on: dayOf(play, 4), startTime: '09:00', endTime: '10:00' }
  const meetingId = await arrange(stage, play, { kind: 'appraisal', title: `评议会${play.round}`, ...hours })
  await caller.write(secretary, 'PUT', `${place}/meeting`, { meetingId }, 'appraisals.linkMeeting')
  await step('closeBallot')
  const rows = Object.values(play.people).map((one) => ({ personId: one.id, rating: 1, remark: '' }))
  await caller.write(secretary, 'POST', `${place}/ratings`, { meetingId, rows }, 'appraisals.propose')
  own.steps.push('propose')
  await step('report')
  await step('tell')
  await everybody((one) => caller.write(one, 'POST', `${place}/acknowledge`, undefined, 'appraisals.acknowledge'))
}
