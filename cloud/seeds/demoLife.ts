import { SYSTEM } from '@cloud/core/actor'
import { wakeConsumers } from '@cloud/core/change'
import { inTransaction } from '@cloud/core/database/connect'
import type { Deps } from '@cloud/core/deps'
import { addDays, instantAt, type PlainDate, plainDateFrom, plainDateOf, yearOf } from '@shared/core/plainDate'
import type { Role } from '@shared/core/roles'
import type { TalkTopic } from '@shared/modules/talks/model'
import { grantExemption, recordVisit } from '../modules/care/index'
import { createMeeting } from '../modules/meetings/commands/arrange'
import { answerInvitation, inviteBranches } from '../modules/meetings/commands/joint'
import { readProposal } from '../modules/meetings/views/lists'
import { insertAppointments, listOrganizations } from '../modules/organizations/index'
import { listMembers } from '../modules/people/index'
import { confirmTalk, recordTalk } from '../modules/talks/index'
import { readTalkProposal } from '../modules/talks/views'
import { actAs, hostsOf } from './demoYear'

const TOPICS: readonly TalkTopic[] = ['thought', 'work', 'study', 'life', 'care']

/** Two of three talks the year owes are held; the last one of each branch still waits for the other one's word. */
async function holdTalks(deps: Deps, branchId: string, today: PlainDate): Promise<void> {
  const members = await listMembers([branchId])
  const first = plainDateFrom(yearOf(today), 1, 8)
  for (const [i, { id }] of members.entries()) {
    const on = addDays(first, i * 2)
    if (i % 3 === 2 || on > today) continue
    const work = await actAs(deps, id, instantAt(on, '17:00'))
    const [next] = (await readTalkProposal(work)).proposed
    if (!next) continue
    const talkId = await inTransaction(() =>
      recordTalk(work, { withId: next.personId, on, place: '项目部', topic: TOPICS[i % TOPICS.length] ?? 'work' }),
    )
    if (i === members.length - 1) continue
    const answer = await actAs(deps, next.personId, instantAt(on, '18:00'))
    await inTransaction(() => confirmTalk(answer, talkId, undefined))
  }
}

/** A member who cannot come for a while, study brought to the door. */
async function bringStudy(deps: Deps, branchId: string, secretary: string, today: PlainDate): Promise<void> {
  const members = await listMembers([branchId])
  const [resting, visited] = [members[8], members.find((member) => member.exempt)]
  const now = await actAs(deps, secretary, instantAt(today, '08:30'))
  if (resting)
    await inTransaction(() =>
      grantExemption(now, { personId: resting.id, category: 'illness', from: addDays(today, -20) }),
    )
  const on = addDays(today, -12)
  if (visited)
    await inTransaction(() =>
      recordVisit(now, { personId: visited.id, on, minutes: 90, topic: '送学上门：学习条例', visitorIds: [secretary] }),
    )
}

/** A theme day two branches will hold together. */
async function planTogether(deps: Deps, hostId: string, guestId: string, today: PlainDate): Promise<void> {
  const [hosts, guests] = [await hostsOf(hostId, today), await hostsOf(guestId, today)]
  if (!hosts || !guests) return
  const work = await actAs(deps, hosts.secretary, instantAt(today, '08:00'))
  const proposal = await readProposal(work, { organizationId: hostId, kind: 'lecture' })
  const { startTime, endTime, place, chairId, recorderId, agenda } = proposal
  const on = addDays(today, 16)
  const draft = { organizationId: hostId, kind: 'lecture' as const, title: '联合党课', on, startTime, endTime, place }
  await inTransaction(async () => {
    const id = await createMeeting(work, { ...draft, chairId, recorderId, agenda })
    await inviteBranches(work, id, [guestId])
    const answer = await actAs(deps, guests.secretary, instantAt(today, '08:10'))
    await answerInvitation(answer, id, { organizationId: guestId, accept: true })
  })
}

/** Members who lead in the committee and have their second organisational life in their own branch. */
async function appointLeaders(deps: Deps, branches: readonly { id: string }[], today: PlainDate): Promise<void> {
  const [committee] = await listOrganizations({ kind: 'partyCommittee' })
  if (!committee) return
  const system = { deps, actor: SYSTEM, now: new Date(deps.clock.now()).toISOString(), today, requestId: 'seed' }
  const roles: readonly Role[] = ['publicityCommissioner', 'disciplineCommissioner', 'committeeMember']
  for (const [i, role] of roles.entries()) {
    const branch = branches[i]
    const leader = branch && (await listMembers([branch.id]))[4]
    if (!leader) continue
    const { id: organizationId, path } = committee
    const from = plainDateFrom(yearOf(today), 1, 1)
    await inTransaction(() => insertAppointments(system, [{ organizationId, path, personId: leader.id, role, from }]))
  }
}

/** Talks, care and a joint lesson for the demo branches; one member of each also leads in the committee. */
export async function seedDemoLife(deps: Deps): Promise<void> {
  const today = plainDateOf(deps.clock.now())
  const branches = await listOrganizations({ kind: 'branch' })
  const [first, second] = branches
  for (const { id } of branches) await holdTalks(deps, id, today)
  const hosts = second && (await hostsOf(second.id, today))
  if (second && hosts) await bringStudy(deps, second.id, hosts.secretary, today)
  if (first && second) await planTogether(deps, second.id, first.id, today)
  await appointLeaders(deps, branches, today)
  wakeConsumers()
}
