import { anything, count, defineCollection, flag, optionalText, text, texts } from '@cloud/core/database/collection'
import type { Appraisal, AppraisalState, Counts, Participant, Round } from '@shared/modules/appraisals/model'

/** 民主评议 — the fact. `entries` only grow. */
export interface AppraisalRecord extends Omit<Appraisal, 'id'> {
  _id: string
  /** Fold of the entries, kept beside them to search by. */
  state: AppraisalState
  /** Year while the case stands, 0 once cancelled: one case per branch and year. */
  standingYear: number
  /** Grows with every step: of two at once the second starts over. */
  revision: number
}

export const Appraisals = defineCollection<AppraisalRecord>(
  'appraisals',
  {
    organizationId: text,
    path: text,
    year: count,
    ratings: texts,
    peerScope: text,
    selfDueOn: text,
    peerDueOn: text,
    meetingId: optionalText,
    decisionMeetingId: optionalText,
    entries: anything,
    state: text,
    standingYear: count,
    revision: count,
  },
  [
    { keys: { organizationId: 1, year: -1, _id: -1 } },
    { keys: { organizationId: 1, standingYear: 1 }, unique: true, where: { standingYear: { $gt: 0 } } },
    { keys: { year: 1, path: 1, _id: 1 } },
    { keys: { path: 1, year: -1, _id: -1 } },
  ],
)

/**
 * 参评党员 — one document per case and person. `peerDone` and `ballotDone` only say that somebody has taken part: no time, no number,
 * no choice.
 */
export interface ParticipantRecord extends Omit<Participant, 'self'> {
  /** `caseId:personId` */
  _id: string
  caseId: string
  organizationId: string
  /** The own appraisal, sealed: only the person reads it. */
  sealedSelf?: string
}

export const participantId = (caseId: string, personId: string): string => `${caseId}:${personId}`

export const Participants = defineCollection<ParticipantRecord>(
  'appraisalParticipants',
  {
    caseId: text,
    organizationId: text,
    personId: text,
    name: text,
    membership: text,
    exempt: flag,
    groupId: optionalText,
    sealedSelf: optionalText,
    selfOn: optionalText,
    peerDone: flag,
    ballotDone: flag,
    ratings: anything,
    acknowledged: anything,
  },
  [{ keys: { caseId: 1, personId: 1 }, unique: true }],
)

/**
 * 总数 — one document per case and round, all at zero when the round opens. A ballot adds to it and leaves nothing else behind: no row
 * of its own, no sender, no time.
 */
export interface TotalsRecord {
  /** `caseId:round` */
  _id: string
  counts: Record<string, Counts>
}

export const totalsId = (caseId: string, round: Round): string => `${caseId}:${round}`

export const Totals = defineCollection<TotalsRecord>('appraisalTotals', { counts: anything })
