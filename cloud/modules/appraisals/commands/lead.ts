import { found, mustBeAllowed } from '@cloud/core/authorize'
import { newId } from '@cloud/core/database/id'
import { takeTurn } from '@cloud/core/database/takeTurn'
import type { Work } from '@cloud/core/deps'
import { listMembersOn } from '@cloud/modules/care/index'
import { type LinkedMeeting, listLinkable } from '@cloud/modules/meetings/index'
import { getOrganization, settingsOf } from '@cloud/modules/organizations/index'
import { AppError, ruleBroken } from '@shared/core/errors'
import { type PlainDate, yearOf } from '@shared/core/plainDate'
import type { PeerScope, Round, StepId } from '@shared/modules/appraisals/model'
import { APPRAISAL_POLICY } from '@shared/modules/appraisals/policy'
import { choicesOf, emptyTotals, ratingsFrom, type SheetRow, sheetFaults } from '@shared/modules/appraisals/rules'
import { APPRAISAL_STEPS } from '@shared/modules/appraisals/steps'
import { Appraisals, Participants, participantId, Totals, totalsId } from '../collection'
import { getCaseFor, type LoadedCase } from '../queries'
import { mustBeOpen, noteCase, writeStep } from '../write'

export interface PlanDraft {
  organizationId: string
  year: number
  peerScope: PeerScope
  selfDueOn: PlainDate
  peerDueOn: PlainDate
}

/** Loads a branch in which the actor may arrange an appraisal. @throws AppError not_found, forbidden, conflict. */
export async function getBranchFor(work: Work, organizationId: string) {
  const { actor } = work
  const branch = await getOrganization(organizationId)
  const subject = { organizationId, path: branch.path, participates: false }
  found(APPRAISAL_POLICY.read(actor, subject) ? branch : undefined, '个支部')
  mustBeAllowed(APPRAISAL_POLICY.plan(actor, subject), '只有本支部支委可以安排民主评议')
  if (branch.kind !== 'branch') throw new AppError('conflict', '民主评议由党支部安排，请选一个党支部')
  return branch
}

/** Arranges the appraisal of a year with everybody on the register; self-appraisals begin. @returns its id. */
export async function planAppraisal(work: Work, draft: PlanDraft): Promise<string> {
  const { organizationId, year, peerScope, selfDueOn, peerDueOn } = draft
  const branch = await getBranchFor(work, organizationId)
  const away = yearOf(work.today) - year
  if (away < 0 || away > 1) throw new AppError('invalid_input', '只能安排今年的评议，或补上一年的')
  if (peerDueOn < selfDueOn) throw new AppError('invalid_input', '互评截止应不早于自评截止')
  await takeTurn(`appraisals:${organizationId}`)
  if (await Appraisals.exists({ organizationId, standingYear: year }))
    throw new AppError('conflict', `${year} 年度的民主评议已经安排过了`)
  const members = await listMembersOn([organizationId], work.today)
  if (members.length === 0) throw new AppError('conflict', '名册里还没有党员，请先导入党员名册')
  if (peerScope === 'group' && members.some((member) => !member.groupId))
    throw new AppError('conflict', '有党员还没有分到党小组，请先分组，或选全支部互评')
  const { appraisalRatings } = await settingsOf(branch)
  const _id = newId()
  await Appraisals.create({
    _id,
    organizationId,
    path: branch.path,
    year,
    ratings: ratingsFrom(appraisalRatings),
    peerScope,
    selfDueOn,
    peerDueOn,
    entries: [{ step: 'plan', by: work.actor.personId, at: work.now, on: work.today }],
    state: 'self',
    standingYear: year,
    revision: 0,
  })
  await Participants.insertMany(
    members.map(({ id, name, membership, exempt, groupId }) => ({
      _id: participantId(_id, id),
      caseId: _id,
      organizationId,
      personId: id,
      name,
      membership,
      exempt,
      ...(groupId && { groupId }),
      peerDone: false,
      ballotDone: false,
      ratings: [],
    })),
  )
  const place = { _id, organizationId, path: branch.path }
  await noteCase(work, place, 'plan', `安排 ${year} 年度民主评议，${members.length} 人参评`)
  return _id
}

const openRound = async ({ appraisal, active }: LoadedCase, round: Round): Promise<void> => {
  const people = active.map((one) => one.personId)
  await Totals.create({ _id: totalsId(appraisal.id, round), counts: emptyTotals(people, choicesOf(appraisal)) })
}

type PlainStep = Exclude<StepId, 'plan' | 'propose' | 'correct'>

/** Takes a step that needs nothing but the decision; going on without somebody needs a reason. */
export async function takeStep(work: Work, caseId: string, step: PlainStep, reason?: string): Promise<void> {
  const loaded = await getCaseFor(work.actor, caseId, step)
  mustBeOpen(work, loaded, step, reason)
  if (step === 'cancel' && !reason) throw new AppError('invalid_input', '请写明取消的原因')
  if (step === 'openPeer') await openRound(loaded, 'peer')
  if (step === 'openBallot') await openRound(loaded, 'ballot')
  const label = APPRAISAL_STEPS.find((one) => one.id === step)?.label ?? step
  const why = reason ? `：${reason}` : ''
  await writeStep(work, loaded, step, `${loaded.appraisal.year} 年度民主评议，${label}${why}`, { reason })
}

/** Kinds of meetings at which an appraisal may take place: its own, or the 组织生活会 it is combined with (B-25, B-26). */
const APPRAISAL_MEETINGS = ['appraisal', 'lifeMeeting', 'branchMeeting'] as const
/** Those that may propose the rating: the committee or the meeting of all members. */
const DECISION_MEETINGS = [...APPRAISAL_MEETINGS, 'committeeMeeting'] as const

/** Meetings that may be linked: of the year, and of the year after for one that is appraised late. */
export async function listCandidates(
  { appraisal: { organizationId, year } }: Pick<LoadedCase, 'appraisal'>,
  use: 'appraisal' | 'decision',
): Promise<LinkedMeeting[]> {
  const kinds = use === 'appraisal' ? APPRAISAL_MEETINGS : DECISION_MEETINGS
  return [
    ...(await listLinkable([organizationId], kinds, year)),
    ...(await listLinkable([organizationId], kinds, year + 1)),
  ]
}

/** Names the meeting at which members are appraised. */
export async function linkMeeting(work: Work, caseId: string, meetingId: string): Promise<void> {
  const loaded = await getCaseFor(work.actor, caseId, 'linkMeeting')
  const meeting = found(
    (await listCandidates(loaded, 'appraisal')).find((one) => one.id === meetingId),
    '次会议',
  )
  const { record } = loaded
  if (!['self', 'peer', 'ballot'].includes(record.state))
    throw new AppError('conflict', '测评已经结束，评议会议不再更改')
  await Appraisals.updateOne({ _id: caseId }, { $set: { meetingId }, $inc: { revision: 1 } })
  await noteCase(work, record, 'linkMeeting', `选定“${meeting.title}”为评议会议`)
}

/** 提出评定意见 — one rating per member who still belongs to the branch, by the meeting named. */
export async function proposeRatings(
  work: Work,
  caseId: string,
  meetingId: string,
  rows: readonly SheetRow[],
): Promise<void> {
  const loaded = await getCaseFor(work.actor, caseId, 'propose')
  mustBeOpen(work, loaded, 'propose')
  const { appraisal, active } = loaded
  const meeting = found(
    (await listCandidates(loaded, 'decision')).find((one) => one.id === meetingId),
    '次会议',
  )
  const faults = sheetFaults(rows, active, appraisal.ratings)
  if (meeting.on > work.today) faults.push({ message: '提出评定意见的会议还没有开', field: 'meetingId' })
  if (faults.length > 0) throw ruleBroken(faults)
  await Participants.bulkWrite(
    rows.map(({ personId, rating, remark }) => ({
      updateOne: {
        filter: { _id: participantId(caseId, personId) },
        update: { $set: { ratings: [{ rating, remark, by: work.actor.personId, at: work.now }] } },
      },
    })),
  )
  const summary = `“${meeting.title}”提出 ${appraisal.year} 年度评定意见，${rows.length} 人`
  await writeStep(work, loaded, 'propose', summary, { set: { decisionMeetingId: meetingId } })
}

/** 更正评定 — a new entry; the one before stays readable, and the person confirms anew. Superiors read the audit trail: no name, no reason. */
export async function correctRating(work: Work, caseId: string, row: SheetRow & { reason: string }): Promise<void> {
  const loaded = await getCaseFor(work.actor, caseId, 'correct')
  mustBeOpen(work, loaded, 'correct')
  const { personId, rating, remark, reason } = row
  const person = found(
    loaded.participants.find((one) => one.personId === personId && one.ratings.length > 0),
    '名参评党员',
  )
  const faults = sheetFaults([{ personId, rating, remark }], [person], loaded.appraisal.ratings)
  if (faults.length > 0) throw ruleBroken(faults)
  const entry = { rating, remark, by: work.actor.personId, at: work.now, reason }
  await Participants.updateOne({ _id: person._id }, { $set: { ratings: [...person.ratings, entry] } })
  await writeStep(work, loaded, 'correct', '更正一名党员的评定', { reason })
}
