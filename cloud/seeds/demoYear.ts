import type { Actor } from '@cloud/core/actor'
import { ANONYMOUS } from '@cloud/core/actor'
import { wakeConsumers } from '@cloud/core/change'
import { inTransaction } from '@cloud/core/database/connect'
import type { Deps, Work } from '@cloud/core/deps'
import type { Obligation } from '@shared/core/obligation'
import { addDays, instantAt, type PlainDate, plainDateOf, plainDateOfInstant, yearOf } from '@shared/core/plainDate'
import type { Role } from '@shared/core/roles'
import { MEETING_KINDS, type MeetingKind } from '@shared/modules/meetings/model'
import { createMeeting, notifyMeeting } from '../modules/meetings/commands/arrange'
import { checkInFor } from '../modules/meetings/commands/checkIn'
import { setLecture } from '../modules/meetings/commands/lecture'
import { approveMeeting, fileMinutes } from '../modules/meetings/commands/record'
import { meetingObligations } from '../modules/meetings/obligations'
import { getMeeting } from '../modules/meetings/queries'
import { readProposal } from '../modules/meetings/views/lists'
import { listActorAppointments, listAppointments, listOrganizations } from '../modules/organizations/index'
import { findPersonBrief, listMembers, standingOf } from '../modules/people/index'

const TALKS: Partial<Record<MeetingKind, [discussion: string, resolution: string]>> = {
  themeDay: [
    '集中学习后到施工现场开展党员责任区检查，发现的三处问题当场整改。',
    '下月继续结合现场开展，责任区由各小组包干。',
  ],
  lecture: ['书记结合工程实际讲授本季党课，与会党员结合岗位谈体会。', '会后各小组组织一次讨论，记入小组会记录。'],
  committeeMeeting: ['研究本月组织生活安排和党员教育事项。', '同意本月安排，按分工落实。'],
}
const LESSON = {
  topic: '结合工程实际讲纪律',
  materials: [{ title: '党课提纲', text: '一、为什么讲\n二、身边的例子\n三、从自己做起' }],
}
const PLAIN_TALK: [string, string] = ['按议题逐项讨论，与会人员发表了意见。', '同意会议所提安排，按分工落实。']

export async function actAs(deps: Deps, personId: string, instant: string): Promise<Work> {
  const person = await findPersonBrief(personId)
  const today = plainDateOfInstant(instant)
  const appointments = await listActorAppointments(personId, today)
  const { name = '', organizationId = '', path = '' } = person ?? {}
  const own = { personId, name, organizationId, path, ...(person && standingOf(person)) }
  const actor: Actor = { ...ANONYMOUS, kind: 'person', ...own, appointments }
  return { deps, actor, now: instant, today, requestId: 'seed' }
}

export interface Hosts {
  secretary: string
  commissioner: string
  /** Somebody of a large branch who has not come since a day. */
  away?: string
  awayFrom?: PlainDate
}

/** One meeting from plan to lock, as the branch would have held it; in a `round` every eighth of the others stays away. */
export async function hold(
  deps: Deps,
  hosts: Hosts,
  obligation: Obligation,
  kind: MeetingKind,
  on: PlainDate,
  round: number,
): Promise<void> {
  const groupId = obligation.owner.id === obligation.organizationId ? undefined : obligation.owner.id
  const before = await actAs(deps, hosts.commissioner, instantAt(addDays(on, -3), '09:00'))
  const { organizationId, period } = obligation
  const month = /^\d{4}-\d\d$/.test(period) || /^\d{4}(-Q\d)?$/.test(period) ? period : undefined
  const proposal = await readProposal(before, {
    organizationId,
    kind,
    ...(month && { period: month }),
    ...(groupId && { groupId }),
  })
  const { title, startTime, endTime, place, chairId, recorderId, agenda } = proposal
  await inTransaction(async () => {
    const draft = {
      organizationId,
      kind,
      title,
      on,
      startTime,
      endTime,
      place,
      chairId,
      recorderId,
      agenda,
      ...(groupId && { groupId }),
    }
    const id = await createMeeting(before, draft as Parameters<typeof createMeeting>[1])
    await notifyMeeting(before, id)
    const during = await actAs(deps, hosts.commissioner, instantAt(on, startTime))
    const { attendances } = await getMeeting(during.actor, id, during.today)
    const hosting = [hosts.secretary, hosts.commissioner]
    const isAway = (personId: string) => personId === hosts.away && on >= (hosts.awayFrom ?? on)
    const coming = attendances.filter(
      ({ personId }, i) => hosting.includes(personId) || ((i + round) % 8 !== 0 && !isAway(personId)),
    )
    if (kind === 'lecture') await setLecture(before, id, { ...LESSON, lecturerId: hosts.secretary })
    for (const { personId } of coming) await checkInFor(during, id, { personId, reason: '示范数据' })
    const [discussion, resolution] = TALKS[kind] ?? PLAIN_TALK
    const votes = Object.fromEntries(
      agenda.flatMap((item, i) =>
        item.kind === 'decide' ? [[String(i), { yes: coming.length, no: 0, abstain: 0 }]] : [],
      ),
    )
    const recorder = await actAs(deps, recorderId, instantAt(on, '18:00'))
    const values = { discussion, resolution }
    await fileMinutes(recorder, id, { values, votes, basedOn: 0, device: '', stroke: 0 })
    const approver = recorderId === hosts.secretary ? hosts.commissioner : hosts.secretary
    await approveMeeting(await actAs(deps, approver, instantAt(addDays(on, 1), '09:00')), id)
  })
}

/** The secretary and a second committee member; a branch too small for a committee has only the secretary. */
export async function hostsOf(branchId: string, today: PlainDate): Promise<Hosts | undefined> {
  const offices = await listAppointments([branchId], today)
  const holder = (role: Role) => offices.find((office) => office.role === role)?.personId
  const secretary = holder('secretary')
  if (!secretary) return undefined
  const members = (await listMembers([branchId])).map((member) => member.id).sort()
  const away = members.length > 15 ? members[members.length - 1] : undefined
  const commissioner = holder('organizationCommissioner') ?? secretary
  return { secretary, commissioner, ...(away && { away, awayFrom: addDays(today, -120) }) }
}

/**
 * Gives every branch the year so far: what fell due until ten days ago has been held through the same commands people use, but for
 * one thing that slipped in each larger branch. What is there already stays, so an interrupted run can go on.
 */
export async function seedDemoYear(deps: Deps): Promise<void> {
  const today = plainDateOf(deps.clock.now())
  const until = addDays(today, -10)
  for (const { id } of await listOrganizations({ kind: 'branch' })) {
    const hosts = await hostsOf(id, today)
    if (!hosts) continue
    const members = await listMembers([id])
    const plan = await meetingObligations.compute(deps, [id], yearOf(today), today)
    const due = plan.filter((o) => o.organizationId === id && o.dueOn <= until && o.opensOn <= o.dueOn)
    for (const [i, obligation] of due.entries()) {
      const kind = MEETING_KINDS.find((candidate) => obligation.rule === `meetings.${candidate}`)
      const slipped = members.length > 8 && i === due.length - 2
      if (!kind || obligation.doneBy || slipped) continue
      await hold(deps, hosts, obligation, kind, obligation.dueOn, i)
      wakeConsumers()
    }
  }
}
