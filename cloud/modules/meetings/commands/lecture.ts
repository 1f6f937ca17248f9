import { mustBeAllowed } from '@cloud/core/authorize'
import type { Work } from '@cloud/core/deps'
import { listAppointments, listOrganizations } from '@cloud/modules/organizations/index'
import { listMembers, namesOf } from '@cloud/modules/people/index'
import { AppError } from '@shared/core/errors'
import type { PlainDate } from '@shared/core/plainDate'
import { COMMITTEE_ROLES, ROLE_LABELS } from '@shared/core/roles'
import { branchIdsOf } from '@shared/modules/meetings/joint'
import type { Lecture, LecturerKind, Meeting } from '@shared/modules/meetings/model'
import { MEETING_POLICY } from '@shared/modules/meetings/policy'
import { stateOf } from '@shared/modules/meetings/steps'
import { getMeetingFor } from '../queries'
import { mustBeOpen, writeMeeting } from '../write'

export interface LecturerChoice {
  personId: string
  name: string
  kind: LecturerKind
  post: string
}

/** Who may be named as lecturer: members of the branches that hold it, and leaders of the organisations above. */
async function choicesFor(meeting: Meeting, today: PlainDate): Promise<LecturerChoice[]> {
  const members = await listMembers(branchIdsOf(meeting))
  const above = meeting.path.split('/').filter((id) => id !== '' && id !== meeting.organizationId)
  const organizations = new Map((await listOrganizations({ ids: above })).map((one) => [one.id, one.name]))
  const offices = (await listAppointments(above, today)).filter((a) => COMMITTEE_ROLES.some((role) => role === a.role))
  const names = await namesOf(offices.map((office) => office.personId))
  const leaders = new Map<string, LecturerChoice>()
  for (const { personId, organizationId, role } of offices)
    if (!leaders.has(personId))
      leaders.set(personId, {
        personId,
        name: names.get(personId) ?? '',
        kind: 'leader',
        post: `${organizations.get(organizationId) ?? ''}${ROLE_LABELS[role]}`,
      })
  return [
    ...leaders.values(),
    ...members
      .filter((member) => !leaders.has(member.id))
      .map((member) => ({ personId: member.id, name: member.name, kind: 'member' as const, post: '' })),
  ]
}

export async function listLecturers(work: Work, meetingId: string) {
  const { meeting } = await getMeetingFor(work.actor, meetingId, 'lecture', work.today)
  return { items: await choicesFor(meeting, work.today) }
}

export interface LectureDraft {
  lecturerId?: string | undefined
  guest?: { name: string; post: string } | undefined
  topic: string
  materials: readonly { title: string; link?: string | undefined; text?: string | undefined }[]
  reason?: string | undefined
}

async function lecturerOf(meeting: Meeting, draft: LectureDraft, today: PlainDate): Promise<Lecture['lecturer']> {
  const { lecturerId, guest } = draft
  if (lecturerId && guest) throw new AppError('invalid_input', '授课人选名册里的人，或写外请的人，只能一样')
  if (guest) return { kind: 'guest', ...guest }
  const kept = meeting.lecture?.lecturer
  if (lecturerId && kept?.personId === lecturerId) return kept
  const chosen = (await choicesFor(meeting, today)).find((choice) => choice.personId === lecturerId)
  if (!chosen) throw new AppError('invalid_input', '请选本支部党员或上级负责同志，外请的写姓名和职务')
  const { personId, name, kind, post } = chosen
  return { kind, personId, name, ...(post && { post }) }
}

const wordOf = (lecture: Lecture | undefined): string =>
  lecture ? `${lecture.lecturer.name}：${lecture.topic}` : '未登记'

/**
 * 登记授课 — lecturer, subject and materials of a lesson, any number of times before approval; afterwards a correction with a reason.
 * @throws AppError conflict for a meeting that is no lesson.
 */
export async function setLecture(work: Work, meetingId: string, draft: LectureDraft): Promise<void> {
  const loaded = await getMeetingFor(work.actor, meetingId, 'lecture', work.today)
  const { meeting, subject } = loaded
  if (meeting.kind !== 'lecture' && meeting.kind !== 'themeDay')
    throw new AppError('conflict', '党课和主题党日才登记授课人')
  const state = stateOf(meeting.entries)
  if (state === 'cancelled') throw new AppError('conflict', '会议已经取消')
  for (const { link, text } of draft.materials)
    if (!link && !text) throw new AppError('invalid_input', '每份材料写一个链接或正文')
  const lecture: Lecture = {
    lecturer: await lecturerOf(meeting, draft, work.today),
    topic: draft.topic,
    materials: draft.materials.map(({ title, link, text }) => ({
      title,
      ...(link && { link }),
      ...(text && { text }),
    })),
  }
  if (state !== 'locked') {
    const summary = `登记“${meeting.title}”授课：${wordOf(lecture)}`
    return writeMeeting(work, loaded, { set: { lecture }, summary, action: 'lecture' })
  }
  mustBeAllowed(MEETING_POLICY.correct(work.actor, subject), '归档后的更正由本支部书记或副书记来做')
  mustBeOpen(work, loaded, 'correct')
  const { reason } = draft
  if (!reason) throw new AppError('invalid_input', '归档后更正请写明原因')
  const from = wordOf(meeting.lecture)
  await writeMeeting(work, loaded, {
    step: 'correct',
    reason,
    set: { lecture },
    changes: [
      { field: 'lecture', label: '授课', from, to: wordOf(lecture), reason, by: work.actor.personId, at: work.now },
    ],
    summary: `更正“${meeting.title}”授课：${wordOf(lecture)}`,
  })
}
