import { wakeConsumers } from '@cloud/core/change'
import { inTransaction } from '@cloud/core/database/connect'
import type { Deps } from '@cloud/core/deps'
import { addDays, instantAt, monthOf, type PlainDate, plainDateFrom, plainDateOf, yearOf } from '@shared/core/plainDate'
import type { Round } from '@shared/modules/appraisals/model'
import { linkMeeting, planAppraisal, proposeRatings, takeStep } from '../modules/appraisals/commands/lead'
import { acknowledge, castBallot, writeSelf } from '../modules/appraisals/commands/takePart'
import { readBallotSheet } from '../modules/appraisals/views/ballotSheet'
import { createMeeting, notifyMeeting } from '../modules/meetings/commands/arrange'
import { listLinkable } from '../modules/meetings/index'
import { addOpinion, saveNote, setTheme } from '../modules/meetings/life/prepare'
import { actOnItem, addRectification } from '../modules/meetings/life/rectify'
import { meetingObligations } from '../modules/meetings/obligations'
import { readProposal } from '../modules/meetings/views/lists'
import { listOrganizations } from '../modules/organizations/index'
import { listMembers, type Member } from '../modules/people/index'
import { actAs, type Hosts, hold, hostsOf } from './demoYear'

const SELF = { belief: 'good', study: 'good', work: 'good', service: 'fair', conduct: 'good' }
const TEXTS = { gaps: '下班组了解情况不够经常，学习联系实际还不够紧。', plan: '每月到班组两次，学习后写一条改进措施。' }

interface Branch {
  id: string
  hosts: Hosts
  members: Member[]
}

const at = (day: PlainDate, time = '10:00'): string => instantAt(day, time)

/** Everybody of `people` gives a whole form; most choose the second rating, some the first. */
async function castAll(
  deps: Deps,
  caseId: string,
  round: Round,
  people: readonly Member[],
  day: PlainDate,
): Promise<void> {
  for (const [i, { id }] of people.entries()) {
    const work = await actAs(deps, id, at(day, '15:00'))
    const sheet = await readBallotSheet(work, caseId, round)
    const form = sheet.people.map(({ personId }, j) => ({ personId, choice: (i + j) % 3 === 0 ? 0 : 1 }))
    await castBallot(work, caseId, round, form)
  }
}

async function handIn(deps: Deps, caseId: string, people: readonly Member[], day: PlainDate): Promise<void> {
  for (const { id } of people) {
    const work = await actAs(deps, id, at(day))
    await inTransaction(() => writeSelf(work, caseId, { ...SELF, ...TEXTS }, true))
  }
}

async function plan(deps: Deps, { id, hosts }: Branch, year: number, day: PlainDate): Promise<string> {
  const work = await actAs(deps, hosts.secretary, at(day, '09:00'))
  const draft = {
    organizationId: id,
    year,
    peerScope: 'branch' as const,
    selfDueOn: addDays(day, 14),
    peerDueOn: addDays(day, 21),
  }
  return inTransaction(() => planAppraisal(work, draft))
}

/** Last year's appraisal, held with the 组织生活会, from plan to receipt, and the list that followed it. */
async function seedLastYear(deps: Deps, branch: Branch, year: number, today: PlainDate): Promise<void> {
  const { id, hosts, members } = branch
  const on = (month: number, day: number) => plainDateFrom(year, month, day)
  const obligations = await meetingObligations.compute(deps, [id], year, today)
  const line = obligations.find((one) => one.rule === 'meetings.lifeMeeting' && !one.doneBy)
  if (line) await hold(deps, hosts, line, 'lifeMeeting', on(12, 10), 1)
  const [meeting] = await listLinkable([id], ['lifeMeeting'], year)
  if (!meeting) return
  const caseId = await plan(deps, branch, year, on(11, 3))
  const lead = async (day: PlainDate, step: Parameters<typeof takeStep>[2], reason?: string) => {
    const work = await actAs(deps, hosts.secretary, at(day, '16:00'))
    await inTransaction(() => takeStep(work, caseId, step, reason))
  }
  const voters = members.filter((member) => member.membership === 'full')
  await handIn(deps, caseId, members, on(11, 14))
  await lead(on(11, 17), 'openPeer')
  await castAll(deps, caseId, 'peer', members, on(11, 20))
  await lead(on(12, 10), 'openBallot')
  await castAll(deps, caseId, 'ballot', voters, on(12, 10))
  const secretary = await actAs(deps, hosts.secretary, at(on(12, 11)))
  await inTransaction(() => linkMeeting(secretary, caseId, meeting.id))
  await lead(on(12, 11), 'closeBallot')
  const rows = members.map(({ id: personId, membership }, i) =>
    membership === 'full'
      ? { personId, rating: i % 5 === 0 ? 0 : 1, remark: '' }
      : { personId, rating: null, remark: '预备期内，不定等次' },
  )
  await inTransaction(() => proposeRatings(secretary, caseId, meeting.id, rows))
  await lead(on(12, 15), 'report')
  await lead(on(12, 16), 'tell')
  for (const member of members) {
    const work = await actAs(deps, member.id, at(on(12, 17)))
    await inTransaction(() => acknowledge(work, caseId))
  }
  await seedList(deps, branch, meeting.id, on(12, 12), today)
}

async function seedList(
  deps: Deps,
  { hosts, members }: Branch,
  meetingId: string,
  day: PlainDate,
  today: PlainDate,
): Promise<void> {
  const secretary = await actAs(deps, hosts.secretary, at(day))
  const [, , third = members[0], fourth = members[0]] = members
  if (!third || !fourth) return
  const item = (problem: string, measure: string, personId: string, dueOn: PlainDate) =>
    inTransaction(() => addRectification(secretary, meetingId, { problem, measure, personId, dueOn }))
  const done = await item('班组学习不够经常', '每月到班组组织一次学习', third.id, addDays(day, 60))
  await item('党员责任区牌子没有更新', '重新划分责任区并公示', fourth.id, addDays(today, 30))
  const owner = await actAs(deps, third.id, at(addDays(day, 50)))
  await inTransaction(() => actOnItem(owner, done, 'finish', '三个班组都组织了学习，有签到表'))
  const checker = await actAs(deps, hosts.commissioner, at(addDays(day, 52)))
  await inTransaction(() => actOnItem(checker, done, 'close', '看了签到表，属实'))
}

/** This autumn's appraisal and life meeting, half-way. */
async function seedThisYear(deps: Deps, branch: Branch, year: number, today: PlainDate): Promise<void> {
  const { id, hosts, members } = branch
  const caseId = await plan(deps, branch, year, addDays(today, -10))
  await handIn(
    deps,
    caseId,
    members.filter((_, i) => i !== 5 && i % 4 !== 3),
    addDays(today, -2),
  )
  const work = await actAs(deps, hosts.commissioner, at(addDays(today, -5)))
  const {
    period: _p,
    organizationName: _o,
    why: _w,
    source: _s,
    sources: _t,
    people: _l,
    groups: _g,
    ...draft
  } = await readProposal(work, {
    organizationId: id,
    kind: 'lifeMeeting',
  })
  const meetingId = await inTransaction(async () => {
    const created = await createMeeting(work, draft as Parameters<typeof createMeeting>[1])
    await notifyMeeting(work, created)
    await setTheme(work, created, '转作风、强担当，服务大桥建设')
    return created
  })
  for (const [i, text] of ['主题党日多安排到施工现场', '会议通知再早两天发', '多听一线班组的困难'].entries()) {
    const member = await actAs(deps, members[i + 7]?.id ?? hosts.secretary, at(addDays(today, -3)))
    await inTransaction(() => addOpinion(member, meetingId, text))
    await inTransaction(() => saveNote(member, meetingId, '联系班组不够经常，打算每月到班组两次。', true))
  }
}

/** The largest branch gets last year's appraisal whole and, in autumn, this year's half-way. */
export async function seedDemoAppraisal(deps: Deps): Promise<void> {
  const today = plainDateOf(deps.clock.now())
  const branches: Branch[] = []
  for (const { id } of await listOrganizations({ kind: 'branch' })) {
    const hosts = await hostsOf(id, today)
    if (hosts) branches.push({ id, hosts, members: await listMembers([id]) })
  }
  const [branch] = branches.sort((a, b) => b.members.length - a.members.length)
  if (!branch) return
  await seedLastYear(deps, branch, yearOf(today) - 1, today)
  if (monthOf(today) >= 9) await seedThisYear(deps, branch, yearOf(today), today)
  wakeConsumers()
}
