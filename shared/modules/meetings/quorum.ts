import type { Violation } from '@shared/core/errors'
import { inForce, type Source } from '@shared/core/norm'
import type { PlainDate } from '@shared/core/plainDate'
import type { Tally } from './attendance'
import type { MeetingKind, Votes } from './model'
import { ORDINARY_QUORUM } from './norms'

/** 法定人数 — how many voting members must be there, how many are, and what that means in words. */
export interface Quorum {
  /** Voting members needed; 0 when this kind of meeting knows no quorum. */
  needed: number
  present: number
  votingDue: number
  missing: number
  reached: boolean
  message: string
  source?: Source
}

/** Only the general meeting of all members decides by a quorum in the regulation; the other meetings just count who came. */
export const hasQuorum = (kind: MeetingKind): boolean => kind === 'branchMeeting'

/** Voting members needed for an ordinary resolution: at least half of those due (B-29). */
export const neededForQuorum = (votingDue: number): number => Math.ceil(votingDue / 2)

/** Yes votes needed for an ordinary resolution: more than half of the voting members due (B-29). */
export const neededForYes = (votingDue: number): number => Math.floor(votingDue / 2) + 1

/**
 * Live quorum. Probationary members have no vote. Exempt members (B-31) are not counted while they stay away; a full member
 * among them who comes is counted on both sides.
 * @param over the record has been filed: nobody is expected any more.
 */
export function quorumOf(kind: MeetingKind, counts: Tally, day: PlainDate, over = false): Quorum {
  const { votingDue, votingPresent: present, missing: away } = counts
  if (!hasQuorum(kind)) {
    const message = away === 0 ? '应到的都到了或已请假' : over ? `缺席 ${away} 人` : `还有 ${away} 人未到`
    return { needed: 0, present, votingDue, missing: 0, reached: true, message }
  }
  const source = inForce(ORDINARY_QUORUM, day).source
  const needed = neededForQuorum(votingDue)
  const missing = Math.max(0, needed - present)
  const reached = missing === 0 && votingDue > 0
  const message =
    votingDue === 0
      ? '名单里没有有表决权的党员'
      : reached
        ? '达到法定人数'
        : `还差 ${missing} 名正式党员签到，达到法定人数`
  return { needed, present, votingDue, missing, reached, message, source }
}

/** Did an ordinary resolution pass? */
export const isPassed = (votes: Votes, votingDue: number): boolean => votes.yes >= neededForYes(votingDue)

/** What is wrong with the totals of a vote; nothing about the outcome, which stands for itself. */
export function voteFaults(votes: Votes, counts: Tally, line: number, day: PlainDate): Violation[] {
  const cast = votes.yes + votes.no + votes.abstain
  if (cast <= counts.votingPresent) return []
  const message = `议题 ${line} 的票数合计 ${cast}，多于到会有表决权的 ${counts.votingPresent} 人，请核对票数`
  return [{ message, field: `votes.${line}`, source: inForce(ORDINARY_QUORUM, day).source, fixBy: '记录人' }]
}
