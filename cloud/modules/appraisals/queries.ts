import type { Actor } from '@cloud/core/actor'
import { found, mustBeAllowed } from '@cloud/core/authorize'
import type { Deps } from '@cloud/core/deps'
import { type LinkedMeeting, listLinked } from '@cloud/modules/meetings/index'
import { listMembers } from '@cloud/modules/people/index'
import type { FormValues } from '@shared/core/form'
import type { Appraisal, Participant, Round } from '@shared/modules/appraisals/model'
import { APPRAISAL_POLICY, type AppraisalAction, type AppraisalSubject } from '@shared/modules/appraisals/policy'
import { isDueIn } from '@shared/modules/appraisals/rules'
import { type AppraisalCase, stateOf } from '@shared/modules/appraisals/steps'
import { type AppraisalRecord, Appraisals, type ParticipantRecord, Participants } from './collection'

export function toAppraisal(record: AppraisalRecord): Appraisal {
  const { _id, state: _s, standingYear: _y, revision: _r, ...rest } = record
  return { id: _id, ...rest }
}

export const toParticipant = (record: ParticipantRecord): Participant => {
  const { _id, caseId: _c, organizationId: _o, sealedSelf: _s, ...rest } = record
  return rest
}

/** A case with everybody in it. */
export interface LoadedCase {
  record: AppraisalRecord
  appraisal: Appraisal
  participants: ParticipantRecord[]
  /** Participants who still belong to the branch: they are asked, judged and rated. */
  active: ParticipantRecord[]
  meeting?: LinkedMeeting
  decision?: LinkedMeeting
  subject: AppraisalSubject
}

export async function loadCase(caseId: string, personId: string): Promise<LoadedCase | undefined> {
  const record = await Appraisals.findById(caseId).lean<AppraisalRecord>()
  if (!record) return undefined
  const participants = await Participants.find({ caseId }).sort({ personId: 1 }).lean<ParticipantRecord[]>()
  participants.sort((a, b) => a.name.localeCompare(b.name, 'zh') || (a.personId < b.personId ? -1 : 1))
  const present = new Set((await listMembers([record.organizationId])).map((member) => member.id))
  const meetings = await listLinked([record.meetingId, record.decisionMeetingId].flatMap((id) => id ?? []))
  const meeting = meetings.find((one) => one.id === record.meetingId && one.state !== 'cancelled')
  const decision = meetings.find((one) => one.id === record.decisionMeetingId)
  return {
    record,
    appraisal: toAppraisal(record),
    participants,
    active: participants.filter((one) => present.has(one.personId)),
    ...(meeting && { meeting }),
    ...(decision && { decision }),
    subject: {
      organizationId: record.organizationId,
      path: record.path,
      participates: participants.some((one) => one.personId === personId),
    },
  }
}

/** @throws AppError not_found for a case the actor may not see, as for one that does not exist. */
export async function getCase(actor: Actor, caseId: string): Promise<LoadedCase> {
  const loaded = await loadCase(caseId, actor.personId)
  return found(loaded && APPRAISAL_POLICY.read(actor, loaded.subject) ? loaded : undefined, '次评议')
}

const FORBIDDEN: Partial<Record<AppraisalAction, string>> = {
  takePart: '你不在这次评议的名单里，请联系书记',
  propose: '只有本支部书记或副书记可以提出评定意见',
  report: '只有本支部书记或副书记可以报告上级',
  tell: '只有本支部书记或副书记可以告知本人',
  correct: '只有本支部书记或副书记可以更正评定',
  cancel: '只有本支部书记或副书记可以取消评议',
}

/** Loads a case on which the actor may do this. @throws AppError not_found, forbidden. */
export async function getCaseFor(actor: Actor, caseId: string, action: AppraisalAction): Promise<LoadedCase> {
  const loaded = await getCase(actor, caseId)
  mustBeAllowed(APPRAISAL_POLICY[action](actor, loaded.subject), FORBIDDEN[action] ?? '只有本支部支委可以这样做')
  return loaded
}

/** @throws AppError forbidden for somebody who does not (any more) take part. */
export async function getOwn(actor: Actor, caseId: string): Promise<{ loaded: LoadedCase; own: ParticipantRecord }> {
  const loaded = await getCaseFor(actor, caseId, 'takePart')
  const own = loaded.active.find((one) => one.personId === actor.personId)
  mustBeAllowed(own !== undefined, '你的组织关系已经转出，这次评议不再需要你参加')
  return { loaded, own: found(own, '次评议') }
}

const isDone = (one: Pick<Participant, 'peerDone' | 'ballotDone'>, round: Round): boolean =>
  round === 'peer' ? one.peerDone : one.ballotDone

/** Numbers of people. Exempt members who take part of their own accord count on both sides, others not at all (B-31). */
export function progressOf(active: readonly Participant[]) {
  const round = (kind: Round) => {
    const counted = active.filter((one) => isDueIn(one, kind) || isDone(one, kind))
    return { due: counted.length, done: counted.filter((one) => isDone(one, kind)).length }
  }
  const own = active.filter((one) => !one.exempt || one.selfOn)
  const peer = round('peer')
  const ballot = round('ballot')
  return {
    due: own.length,
    selfDone: own.filter((one) => one.selfOn).length,
    peerDue: peer.due,
    peerDone: peer.done,
    votingDue: ballot.due,
    voted: ballot.done,
    told: active.filter((one) => one.acknowledged?.ratings === one.ratings.length).length,
  }
}

/** What the workflow's gates look at. */
export function caseOf({ appraisal, active, meeting }: LoadedCase, reason?: string): AppraisalCase {
  const numbers = progressOf(active)
  const state = stateOf(appraisal.entries)
  const missing =
    state === 'self' ? numbers.due - numbers.selfDone : state === 'peer' ? numbers.peerDue - numbers.peerDone : 0
  return {
    entries: appraisal.entries,
    missing,
    ...(reason && { reason }),
    votingDue: numbers.votingDue,
    voted: numbers.voted,
    ...(meeting && { meetingOn: meeting.on }),
  }
}

/** The own appraisal, opened. */
export const openSelf = (deps: Deps, own: Pick<ParticipantRecord, 'sealedSelf'>): FormValues =>
  own.sealedSelf ? (JSON.parse(deps.cipher.open(own.sealedSelf)) as FormValues) : {}
