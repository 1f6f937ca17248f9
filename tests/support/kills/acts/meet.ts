import type { Person } from '../caller'
import { type Play, type Stage, until } from '../play'
import { dayOf } from './enter'
import { createOfflinePhone } from './offlinePhone'

type Meeting = Play['meetings'][number]

const instantOf = (stage: Stage): string => new Date(stage.clock.now()).toISOString()
const codeOn = async ({ caller }: Stage, play: Play, id: string): Promise<string> =>
  (await caller.read(play.people.secretary, `/meetings/${id}/screen`)).code
const note = (meeting: Meeting, person: Person, ...kinds: string[]): void => {
  meeting.attendance[person.id] = [...(meeting.attendance[person.id] ?? []), ...kinds]
}

async function checkInAtOnce(stage: Stage, play: Play, meeting: Meeting): Promise<void> {
  const { people } = play
  const code = await codeOn(stage, play, meeting.id)
  const body = { meetingId: meeting.id, code, scannedAt: instantOf(stage) }
  const present = [people.secretary, people.commissioner, people.scans]
  await Promise.all(present.map((person) => stage.caller.write(person, 'POST', '/meetings/check-in', body)))
  for (const person of present) note(meeting, person, 'checkIn')
}

async function takeLeave({ caller }: Stage, { people }: Play, meeting: Meeting): Promise<void> {
  const place = `/meetings/${meeting.id}`
  const { secretary, onLeave, withoutPhone } = people
  await caller.write(onLeave, 'POST', `${place}/leave`, { reason: '工地值班' })
  const decision = { personId: onLeave.id, approve: true }
  await caller.write(secretary, 'POST', `${place}/leave/decide`, decision, 'meetings.leave')
  note(meeting, onLeave, 'requestLeave', 'approveLeave')
  const proxy = { personId: withoutPhone.id, reason: '不会用手机' }
  await caller.write(secretary, 'POST', `${place}/proxy`, proxy, 'meetings.proxy')
  note(meeting, withoutPhone, 'checkIn')
}

/** Six digits typed where nothing reaches the phone. */
async function checkInUnderground(stage: Stage, play: Play, meeting: Meeting, person: Person) {
  const phone = createOfflinePhone(stage, person)
  const json = { meetingId: meeting.id, code: await codeOn(stage, play, meeting.id), scannedAt: instantOf(stage) }
  await phone.keep({ label: '签到', lane: meeting.id, method: 'POST', path: '/meetings/check-in', json })
  return phone
}

async function fileMinutes({ caller }: Stage, { people, round }: Play, meeting: Meeting): Promise<void> {
  const place = `/meetings/${meeting.id}`
  const draft = { values: { discussion: `第${round}次讨论` }, basedOn: 0, device: 'phone' }
  await caller.write(people.commissioner, 'PUT', `${place}/draft`, draft)
  const { values } = draft
  await caller.write(people.commissioner, 'POST', `${place}/minutes`, { values }, 'meetings.minutes')
  await caller.write(people.secretary, 'POST', `${place}/approve`, undefined, 'meetings.approve')
  meeting.steps.push('minutes', 'approve')
}

/** What arrives after the record was locked waits for the secretary, who accepts it; a word is put right as well. */
async function correct({ caller }: Stage, play: Play, meeting: Meeting): Promise<void> {
  const { secretary, late, onLeave } = play.people
  const place = `/meetings/${meeting.id}`
  const accepted = { personId: late.id, accept: true, reason: '当时在会场，没有信号' }
  await caller.write(secretary, 'POST', `${place}/arrivals/decide`, accepted, 'meetings.correct')
  note(meeting, late, 'lateArrival', 'correct')
  const present = { personId: onLeave.id, status: 'present', reason: '后来赶到了' }
  await caller.write(secretary, 'POST', `${place}/correct-attendance`, present, 'meetings.correct')
  note(meeting, onLeave, 'correct')
  const word = { field: 'place', value: '三号会议室', reason: '写错了' }
  await caller.write(secretary, 'POST', `${place}/correct`, word, 'meetings.correct')
  meeting.steps.push('correct', 'correct', 'correct')
}

/** The meeting day: check-in with and without signal, leave, proxy, minutes, approval, correction. */
export async function meet(stage: Stage, play: Play, id: string): Promise<void> {
  const { clock, caller } = stage
  const { people } = play
  const meeting = play.meetings.find((one) => one.id === id)
  if (!meeting) throw new Error('no such meeting')
  await clock.set(dayOf(play, 0), '14:40')
  await checkInAtOnce(stage, play, meeting)
  await takeLeave(stage, play, meeting)
  const [underground, onTheMountain] = [
    await checkInUnderground(stage, play, meeting, people.offline),
    await checkInUnderground(stage, play, meeting, people.late),
  ]
  await clock.set(dayOf(play, 0), '17:10')
  await underground.sendAll()
  note(meeting, people.offline, 'checkIn')
  await fileMinutes(stage, play, meeting)
  await clock.set(dayOf(play, 0), '18:30')
  await onTheMountain.sendAll()
  await correct(stage, play, meeting)
  await until('the hours', async () => {
    const { items } = await caller.read(people.secretary, `/meetings?organizationId=${play.branchId}`)
    return items.find((one: { id: string; state: string }) => one.id === id && one.state === 'locked')
  })
}
