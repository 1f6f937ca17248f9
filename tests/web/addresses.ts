import { packages } from '@/packages'
import type { TestService } from '../support/service'
import { startExamDay } from './examDay'
import { startMeetingDay } from './meetingDay'

/** A page to look at: who opens it, with which parameters. */
export interface Place {
  page: string
  who: 'admin' | 'leader' | 'secretary' | 'member' | 'union' | 'worker' | 'teamLeader'
  query: string
  /** False for a page that asks the service for nothing when it opens; `once` for one that asks and yet needs no 刷新. */
  asks?: false | 'once'
}

/** Who opens which pages, where it is not the secretary. */
const OTHERS: Readonly<Record<string, Place['who']>> = {
  'modules/duties/pages/progress/index': 'leader',
  'modules/talks/pages/coverage/index': 'leader',
  'modules/memberLife/pages/dual/index': 'leader',
  'modules/appraisals/pages/ballot/index': 'member',
  'modules/appraisals/pages/self/index': 'member',
  'modules/meetings/pages/check-in/index': 'member',
  'modules/meetings/pages/preparation/index': 'member',
  'modules/memberLife/pages/mine/index': 'member',
  'modules/exchange/pages/import/index': 'admin',
  'modules/exchange/pages/batches/index': 'admin',
  'modules/exchange/pages/change/index': 'admin',
  'modules/organizations/pages/settings/index': 'admin',
  'modules/people/pages/leaving/index': 'admin',
  'modules/people/pages/confirm/index': 'member',
  'modules/accounts/pages/account/index': 'admin',
  'modules/accounts/pages/secondFactor/index': 'admin',
  'modules/burden/pages/guard/index': 'admin',
  'modules/organizations/pages/list/index': 'admin',
  'modules/organizations/pages/detail/index': 'admin',
  'modules/people/pages/list/index': 'admin',
  'modules/audit/pages/list/index': 'admin',
  'modules/calendar/pages/years/index': 'admin',
  'pages/study/index': 'worker',
  'modules/campaigns/pages/list/index': 'union',
  'modules/campaigns/pages/create/index': 'union',
  'modules/campaigns/pages/campaign/index': 'union',
  'modules/campaigns/pages/board/index': 'union',
  'modules/campaigns/pages/contest/index': 'union',
  'modules/campaigns/pages/screen/index': 'union',
  'modules/campaigns/pages/summary/index': 'union',
  'modules/campaigns/pages/check-in/index': 'worker',
  'modules/campaigns/pages/group/index': 'teamLeader',
  'modules/campaigns/pages/proxy/index': 'teamLeader',
  'modules/learning/pages/catalogue/index': 'worker',
  'modules/learning/pages/course/index': 'worker',
  'modules/learning/pages/lesson/index': 'worker',
  'modules/learning/pages/downloads/index': 'worker',
  'modules/learning/pages/manage/index': 'union',
  'modules/learning/pages/edit/index': 'union',
  'modules/learning/pages/lessonEdit/index': 'union',
  'modules/learning/pages/ask/index': 'union',
  'modules/learning/pages/demands/index': 'union',
  'modules/learning/pages/progress/index': 'union',
  'modules/quiz/pages/practice/index': 'member',
  'modules/quiz/pages/round/index': 'member',
  'modules/quiz/pages/book/index': 'member',
  'modules/quiz/pages/exams/index': 'member',
  'modules/quiz/pages/exam/index': 'member',
  'modules/quiz/pages/attempt/index': 'member',
  'modules/quiz/pages/result/index': 'member',
  'modules/quiz/pages/certificates/index': 'member',
  'modules/quiz/pages/certificate/index': 'member',
  'modules/quiz/pages/banks/index': 'admin',
  'modules/quiz/pages/bank/index': 'admin',
  'modules/quiz/pages/question/index': 'admin',
  'modules/quiz/pages/legal/index': 'admin',
}

const SILENT = new Set([
  'modules/accounts/pages/signIn/index',
  'modules/accounts/pages/password/index',
  'modules/accounts/pages/outbox/index',
  'modules/accounts/pages/scan/index',
  'modules/quiz/pages/verify/index',
  'modules/learning/pages/downloads/index',
])

/** A course that is asked for, and a copy of it the union is writing on. */
async function startCourse(service: TestService, officerId: string) {
  const officer = service.as(officerId)
  const [demand] = (await officer.get('/learning/demands')).body.items
  const courseId: string = demand.courseId
  const { places } = (await officer.get('/learning/courses')).body
  const copy = { organizationId: places[0].id, title: '高处作业防坠落（本单位）', copyOf: courseId }
  const draftId: string = (await officer.post('/learning/courses', copy)).body.id
  const { lessons: drafts } = (await officer.get(`/learning/courses/${draftId}/draft`)).body
  const { lessons } = (await officer.get(`/learning/courses/${courseId}`)).body
  return {
    courseId,
    lessonId: lessons[1].id as string,
    demandId: demand.id as string,
    draftId,
    draftLessonId: drafts[0].id as string,
  }
}

/** Without 刷新: a paper stays on the phone and is never altered; the screen of a hall renews itself. */
const ONCE = new Set(['modules/quiz/pages/attempt/index', 'modules/meetings/pages/screen/index'])

/** Beside the safety month that is over: a campaign under way with an event today, and a draft. */
async function startCampaign(service: TestService, ids: Record<Place['who'], string>) {
  const officer = service.as(ids.union)
  const { items: past } = (await officer.get('/campaigns')).body
  const { places } = (await officer.get('/campaigns/templates')).body
  const draft = {
    templateId: 'own',
    theme: '上墩之前先想一想',
    audience: { organizationIds: [places[0].id] },
    from: '2026-09-15',
    to: '2026-09-30',
  }
  const create = async (): Promise<string> => (await officer.post('/campaigns', draft)).body.id
  const [id, draftId] = [await create(), await create()]
  const event = {
    kind: 'event',
    title: '高处作业救援演练',
    text: '看一次救援，自己系一次安全带。扫现场屏幕上的码签到。',
    on: '2026-09-17',
    until: '2026-09-17',
    startTime: '10:00',
    endTime: '11:30',
    place: '三号墩下',
  }
  const eventId: string = (await officer.post(`/campaigns/${id}/nodes`, event)).body.id
  const contest = {
    kind: 'contest',
    title: '班组安全竞赛',
    text: '以班组为单位参加。',
    on: '2026-09-16',
    until: '2026-09-29',
  }
  await officer.post(`/campaigns/${id}/nodes`, contest)
  await officer.post(`/campaigns/${id}/open`)
  await service.drain()
  const { items: groups } = (await officer.get(`/campaigns/${id}/board`)).body
  const groupId: string = groups.find(({ name }: { name: string }) => name === '桥面工班').groupId
  const leader = service.as(ids.teamLeader)
  const { people } = (await leader.get(`/campaigns/${id}/groups/${groupId}`)).body
  for (const { personId } of people.slice(3, 6))
    await leader.post(`/campaigns/${id}/nodes/${eventId}/proxy`, { personId, reason: '手机没电' })
  await service.drain()
  return { id, draftId, eventId, groupId, closedId: past[0]?.id as string }
}

/** The address of every page, with parameters that lead to something in the demo organisation. */
export async function addressesOf(service: TestService, ids: Record<Place['who'], string>): Promise<Place[]> {
  const secretary = service.as(ids.secretary)
  const { organizationId } = (await secretary.get('/me')).body
  const { meetingId, caseId, lastCaseId } = await startMeetingDay(service, ids.secretary, organizationId)
  const listed = (await secretary.get(`/meetings?organizationId=${organizationId}&limit=50`)).body.items
  const find = (wanted: Record<string, string>): string =>
    listed.find((each: Record<string, string>) => Object.entries(wanted).every(([key, value]) => each[key] === value))
      ?.id ?? ''
  const locked = find({ kind: 'themeDay', state: 'locked' })
  const life = find({ kind: 'lifeMeeting', state: 'notified' })
  const joint = find({ title: '联合党课' })
  const { items: rectifications } = (await secretary.get(`/meetings/rectifications?organizationId=${organizationId}`))
    .body
  const { items: talks } = (await secretary.get('/talks')).body
  const { items: handovers } = (await secretary.get(`/handovers?organizationId=${organizationId}`)).body
  const administrator = service.as(ids.admin)
  const { organizationId: committeeId } = (await administrator.get('/me')).body
  const { items: imports } = (await administrator.get(`/imports?organizationId=${committeeId}`)).body
  const { items: banks } = (await administrator.get('/quiz/banks')).body
  const bankId = banks[0]?.id
  const { items: questions } = (await administrator.get(`/quiz/banks/${bankId}/questions?kind=case`)).body
  const exams = await startExamDay(service, ids, organizationId, bankId)
  const learning = await startCourse(service, ids.union)
  const campaign = await startCampaign(service, ids)
  const member = { personId: ids.member }
  const usual = { organizationId, personId: ids.secretary, year: '2026', month: '2026-08' }
  const queries: Readonly<Record<string, Record<string, string>>> = {
    'modules/appraisals/pages/ballot/index': { id: caseId, round: 'peer' },
    'modules/appraisals/pages/board/index': { id: caseId },
    'modules/appraisals/pages/plan/index': { organizationId, year: '2027' },
    'modules/appraisals/pages/ratings/index': { id: lastCaseId },
    'modules/appraisals/pages/self/index': { id: caseId },
    'modules/meetings/pages/plan/index': { organizationId, kind: 'themeDay' },
    'modules/meetings/pages/detail/index': { id: meetingId },
    'modules/meetings/pages/check-in/index': { id: meetingId },
    'modules/meetings/pages/roll-call/index': { id: meetingId },
    'modules/meetings/pages/screen/index': { id: meetingId },
    'modules/meetings/pages/minutes/index': { id: meetingId },
    'modules/meetings/pages/receipt/index': { id: locked },
    'modules/meetings/pages/preparation/index': { id: life },
    'modules/meetings/pages/rectification/index': { id: rectifications[0]?.id },
    'modules/talks/pages/detail/index': { id: talks[0]?.id },
    'modules/talks/pages/coverage/index': { view: 'numbers' },
    'modules/duties/pages/progress/index': {},
    'modules/memberLife/pages/dual/index': {},
    'modules/handovers/pages/detail/index': { id: handovers[0]?.id },
    'modules/exchange/pages/change/index': { importId: imports[0]?.id },
    'modules/exchange/pages/import/index': {},
    'modules/people/pages/detail/index': member,
    'modules/people/pages/history/index': member,
    'modules/people/pages/leaving/index': member,
    'modules/people/pages/search/index': { text: '党员二' },
    'modules/accounts/pages/account/index': member,
    'modules/accounts/pages/scan/index': {},
    'modules/reminders/pages/history/index': {},
    'modules/campaigns/pages/list/index': {},
    'modules/campaigns/pages/create/index': {},
    'modules/campaigns/pages/campaign/index': { id: campaign.id },
    'modules/campaigns/pages/board/index': { id: campaign.id },
    'modules/campaigns/pages/contest/index': { id: campaign.id },
    'modules/campaigns/pages/screen/index': { id: campaign.id, node: campaign.eventId },
    'modules/campaigns/pages/summary/index': { id: campaign.closedId },
    'modules/campaigns/pages/check-in/index': { id: campaign.eventId, campaign: campaign.id },
    'modules/campaigns/pages/group/index': { id: campaign.id, group: campaign.groupId },
    'modules/campaigns/pages/proxy/index': { id: campaign.id, group: campaign.groupId, node: campaign.eventId },
    'modules/learning/pages/catalogue/index': {},
    'modules/learning/pages/course/index': { id: learning.courseId },
    'modules/learning/pages/lesson/index': { courseId: learning.courseId, id: learning.lessonId },
    'modules/learning/pages/downloads/index': {},
    'modules/learning/pages/manage/index': {},
    'modules/learning/pages/edit/index': { id: learning.draftId },
    'modules/learning/pages/lessonEdit/index': { courseId: learning.draftId, id: learning.draftLessonId },
    'modules/learning/pages/ask/index': { courseId: learning.courseId },
    'modules/learning/pages/demands/index': {},
    'modules/learning/pages/progress/index': { id: learning.demandId },
    'modules/quiz/pages/round/index': { mode: 'daily' },
    'modules/quiz/pages/exam/index': { id: exams.openId },
    'modules/quiz/pages/attempt/index': { id: exams.attemptId },
    'modules/quiz/pages/result/index': { id: exams.resultId },
    'modules/quiz/pages/certificates/index': {},
    'modules/quiz/pages/certificate/index': { id: exams.certificateId },
    'modules/quiz/pages/verify/index': {},
    'modules/quiz/pages/statistics/index': { id: exams.resultExamId },
    'modules/quiz/pages/examList/index': {},
    'modules/quiz/pages/examStaff/index': { id: exams.openId },
    'modules/quiz/pages/examEdit/index': { id: exams.draftId },
    'modules/quiz/pages/sample/index': { id: exams.openId },
    'modules/quiz/pages/examPick/index': { id: exams.draftId },
    'modules/quiz/pages/examinees/index': { id: exams.resultExamId },
    'modules/quiz/pages/appeals/index': {},
    'modules/quiz/pages/appeal/index': { id: exams.appealId },
    'modules/quiz/pages/bank/index': { id: bankId },
    'modules/quiz/pages/question/index': { id: questions[0]?.id },
  }
  const registered = packages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`))
  const tabs = ['today', 'calendar', 'study', 'me'].map((tab) => `pages/${tab}/index`)
  const places = [...tabs, ...registered].map((page): Place => {
    const query = new URLSearchParams(queries[page] ?? (page.startsWith('pages/') ? {} : usual)).toString()
    return {
      page,
      who: OTHERS[page] ?? 'secretary',
      query,
      ...(SILENT.has(page) && { asks: false }),
      ...(ONCE.has(page) && { asks: 'once' }),
    }
  })
  const place = (page: string, who: Place['who'], query = ''): Place => ({ page, who, query })
  return [
    ...places,
    ...(['member', 'leader', 'admin'] as const).map((who) => place('pages/today/index', who)),
    ...(['member', 'admin'] as const).map((who) => place('pages/me/index', who)),
    place('modules/people/pages/list/index', 'secretary'),
    place('modules/people/pages/detail/index', 'admin', `personId=${ids.secretary}`),
    ...[locked, life, joint].map((id) => place('modules/meetings/pages/detail/index', 'secretary', `id=${id}`)),
    place('modules/meetings/pages/detail/index', 'member', `id=${meetingId}`),
    place('modules/appraisals/pages/board/index', 'secretary', `id=${lastCaseId}`),
    place('modules/appraisals/pages/board/index', 'member', `id=${lastCaseId}`),
    place('modules/talks/pages/coverage/index', 'secretary', `organizationId=${organizationId}`),
    place('modules/quiz/pages/question/index', 'admin', `bankId=${bankId}`),
    place('modules/quiz/pages/examEdit/index', 'secretary'),
    place('modules/quiz/pages/verify/index', 'secretary', `code=${exams.code}`),
    place('modules/quiz/pages/result/index', 'member', `id=${exams.passedId}`),
    place('modules/quiz/pages/examStaff/index', 'secretary', `id=${exams.draftId}`),
    place('modules/quiz/pages/examEdit/index', 'secretary', `id=${exams.chosenId}`),
    place('modules/quiz/pages/examPick/index', 'secretary'),
    place('modules/exchange/pages/import/index', 'admin', 'kind=questions'),
    place('modules/campaigns/pages/list/index', 'worker'),
    place('modules/campaigns/pages/campaign/index', 'worker', `id=${campaign.id}`),
    place('modules/campaigns/pages/campaign/index', 'union', `id=${campaign.draftId}`),
    place('modules/campaigns/pages/campaign/index', 'union', `id=${campaign.closedId}`),
    place('modules/campaigns/pages/board/index', 'teamLeader', `id=${campaign.id}`),
    place('pages/study/index', 'secretary'),
    place('pages/study/index', 'union'),
    place('modules/learning/pages/lessonEdit/index', 'union', `courseId=${learning.draftId}`),
    place('modules/learning/pages/course/index', 'union', `id=${learning.courseId}`),
  ]
}
