import { currentToken } from '@cloud/core/checkIn/rollingCode'
import type { TestService } from '../support/service'

/** What the pages of this day are opened on. */
export interface MeetingDay {
  meetingId: string
  /** Of the branch's appraisals: the one under way, and last year's. */
  caseId: string
  lastCaseId: string
}

const done = <T extends { status: number; body: unknown }>(answer: T): T => {
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  return answer
}

/** A branch meeting under way: some are here, one was late, one asks for leave, what another one sent comes after hours and waits. */
async function holdToday(service: TestService, secretary: string, organizationId: string): Promise<string> {
  const as = service.as(secretary)
  const proposal = done(await as.get(`/meetings/proposal?organizationId=${organizationId}&kind=branchMeeting`))
  const { period: _p, organizationName: _o, why: _w, source: _s, sources: _t, people: _l, ...draft } = proposal.body
  const on = new Date(service.clock.now()).toISOString().slice(0, 10)
  const times = { on, startTime: '10:10', endTime: '11:40' }
  const { id } = done(await as.post('/meetings', { ...draft, ...times, title: '第三季度党员大会' })).body
  done(await as.post(`/meetings/${id}/notify`))
  const { attendees } = done(await as.get(`/meetings/${id}`)).body
  const others: string[] = attendees
    .map((one: { personId: string }) => one.personId)
    .filter((personId: string) => personId !== secretary)
  const [away = '', vouched = '', late = '', ...coming] = others
  done(await service.as(away).post(`/meetings/${id}/leave`, { reason: '工地值班' }))
  done(await as.post(`/meetings/${id}/proxy`, { personId: vouched, reason: '没带手机' }))
  const token = currentToken(service.deps, id, service.clock.now())
  for (const personId of coming.slice(0, 6)) done(await service.as(personId).post('/meetings/check-in', { token }))
  service.clock.advance({ hours: 1 })
  const scannedAt = new Date(service.clock.now() - 60_000).toISOString()
  done(await service.as(late).post('/meetings/check-in', { token, scannedAt }))
  return id
}

/** The branch's appraisal goes on from the members' own words to what they say of each other. */
async function openPeer(service: TestService, secretary: string, organizationId: string): Promise<string[]> {
  const as = service.as(secretary)
  const { items } = done(await as.get(`/appraisals?organizationId=${organizationId}`)).body
  const cases: { id: string; state: string }[] = items
  const begun = cases.find(({ state }) => state === 'self')
  if (begun) done(await as.post(`/appraisals/${begun.id}/step`, { step: 'openPeer', reason: '两人在外地，回来补' }))
  return [begun?.id ?? '', cases.find(({ state }) => state === 'told')?.id ?? '']
}

/** A day of the branch on which every page has something to show. */
export async function startMeetingDay(
  service: TestService,
  secretary: string,
  organizationId: string,
): Promise<MeetingDay> {
  const meetingId = await holdToday(service, secretary, organizationId)
  const [caseId = '', lastCaseId = ''] = await openPeer(service, secretary, organizationId)
  await service.drain()
  return { meetingId, caseId, lastCaseId }
}
