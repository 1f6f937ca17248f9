import { found, mustBeAllowed } from '@cloud/core/authorize'
import type { PageRequest } from '@cloud/core/database/paging'
import { standIn } from '@cloud/core/database/places'
import type { Work } from '@cloud/core/deps'
import { listBranchPage, listOrganizations } from '@cloud/modules/organizations/index'
import { AppError } from '@shared/core/errors'
import { statusOf } from '@shared/modules/meetings/attendance'
import { MOST_PARTNERS, mayBeJoint } from '@shared/modules/meetings/joint'
import type { JoinedBranch } from '@shared/modules/meetings/model'
import { organises } from '@shared/modules/meetings/policy'
import { stateOf } from '@shared/modules/meetings/steps'
import { Attendances, attendanceId, type MeetingRecord } from '../collection'
import { getMeeting, getMeetingFor, type LoadedMeeting } from '../queries'
import { invitedFrom } from '../roster'
import { writeMeeting } from '../write'

/** Branches below the same organisation are within earshot. @throws AppError conflict for a branch that stands alone. */
function parentPath(path: string): string {
  const above = path.split('/').slice(0, -2)
  if (above.length < 2) throw new AppError('conflict', '本支部没有上级组织，不能联合召开')
  return `${above.join('/')}/`
}

function mustBeAhead({ meeting }: LoadedMeeting): void {
  const state = stateOf(meeting.entries)
  if (state !== 'planned' && state !== 'notified') throw new AppError('conflict', '记录已经提交或会议已取消，不能再改')
}

const idColumns = (joined: readonly JoinedBranch[]): Pick<MeetingRecord, 'partnerIds' | 'invitedIds'> => ({
  partnerIds: joined.flatMap((one) => (one.state === 'accepted' ? [one.organizationId] : [])),
  invitedIds: joined.flatMap((one) => (one.state === 'invited' ? [one.organizationId] : [])),
})

/** Branches that may be asked: those under the same superior, in the order of the tree. */
export async function listJoinable(work: Work, meetingId: string, request: PageRequest) {
  const { meeting } = await getMeetingFor(work.actor, meetingId, 'joint', work.today)
  const asked = new Set([meeting.organizationId, ...(meeting.joined ?? []).map((one) => one.organizationId)])
  const { items, next } = await listBranchPage(parentPath(meeting.path), request)
  return {
    items: items.filter((one) => !asked.has(one.id)).map(({ id, name }) => ({ organizationId: id, name })),
    next,
  }
}

/** 请别的支部联合召开. @throws AppError not_found for a branch out of earshot, conflict for a kind held alone. */
export async function inviteBranches(work: Work, meetingId: string, organizationIds: readonly string[]): Promise<void> {
  const loaded = await getMeetingFor(work.actor, meetingId, 'joint', work.today)
  mustBeAhead(loaded)
  const { meeting } = loaded
  if (!mayBeJoint(meeting.kind)) throw new AppError('conflict', '只有党员大会、党课和主题党日可以联合召开')
  const wanted = [...new Set(organizationIds)].filter((id) => id !== meeting.organizationId)
  const near = parentPath(meeting.path)
  // None of them is dissolved or moved away at the same moment.
  await standIn(wanted)
  const places = (await listOrganizations({ ids: wanted, kind: 'branch' })).filter((one) => one.path.startsWith(near))
  found(places.length === wanted.length && places.length > 0 ? places : undefined, '个支部')
  const gone = places.find((one) => one.dissolvedOn)
  if (gone) throw new AppError('conflict', `“${gone.name}”已撤销，不能再请`)
  const before = meeting.joined ?? []
  const fresh = places.filter(({ id }) => !before.some((one) => one.organizationId === id && one.state !== 'declined'))
  if (fresh.length === 0) throw new AppError('conflict', '这些支部已经请过了')
  const kept = before.filter((one) => !fresh.some(({ id }) => id === one.organizationId))
  const joined: JoinedBranch[] = [
    ...kept,
    ...fresh.map(({ id, path }) => ({ organizationId: id, path, state: 'invited' as const })),
  ]
  if (joined.length > MOST_PARTNERS) throw new AppError('conflict', `一次最多请 ${MOST_PARTNERS} 个支部`)
  await writeMeeting(work, loaded, {
    set: { joined, ...idColumns(joined) },
    summary: `请${fresh.map((one) => one.name).join('、')}联合召开“${meeting.title}”`.slice(0, 400),
    action: 'joint',
  })
}

/** Puts the members of a branch on the list, or takes them off it. */
async function relist(work: Work, { meeting, attendances }: LoadedMeeting, organizationId: string, accept: boolean) {
  const own = attendances.filter((a) => a.organizationId === organizationId)
  if (!accept) {
    if (own.some((a) => statusOf(a.entries) === 'present'))
      throw new AppError('conflict', '本支部已经有人签到，不能再退出')
    await Attendances.deleteMany({ _id: { $in: own.map((a) => attendanceId(meeting.id, a.personId)) } })
    return
  }
  const listed = new Set(attendances.map((a) => a.personId))
  const invited = await invitedFrom([organizationId], meeting.kind, undefined, work.today)
  const fresh = invited.filter((person) => !listed.has(person.personId))
  if (fresh.length > 0)
    await Attendances.insertMany(
      fresh.map((person) => ({
        _id: attendanceId(meeting.id, person.personId),
        meetingId: meeting.id,
        ...person,
        entries: [],
      })),
    )
}

/** 答复邀请 — by whoever runs the meetings of the branch that was asked; the same answer twice is one. */
export async function answerInvitation(
  work: Work,
  meetingId: string,
  answer: { organizationId: string; accept: boolean; reason?: string | undefined },
): Promise<void> {
  const { actor } = work
  const { organizationId, accept, reason } = answer
  const loaded = await getMeeting(actor, meetingId, work.today)
  const own = found(
    (loaded.meeting.joined ?? []).find((one) => one.organizationId === organizationId),
    '份邀请',
  )
  mustBeAllowed(organises(actor, { organizationId }), '只有受邀支部的支委可以答复')
  mustBeAhead(loaded)
  const state = accept ? 'accepted' : 'declined'
  if (own.state === state) return
  if (!accept && !reason) throw new AppError('invalid_input', '不参加请写一句原因')
  await relist(work, loaded, organizationId, accept)
  const { reason: _, ...rest } = own
  const answered: JoinedBranch = {
    ...rest,
    state,
    answeredBy: actor.personId,
    answeredAt: work.now,
    ...(reason && { reason }),
  }
  const joined = (loaded.meeting.joined ?? []).map((one) => (one === own ? answered : one))
  await writeMeeting(work, loaded, {
    set: { joined, ...idColumns(joined) },
    summary: `${accept ? '接受' : '谢绝'}联合召开“${loaded.meeting.title}”`,
    action: 'joint',
  })
}
