import { inForce, type Source } from '@shared/core/norm'
import { type Obligation, obligationKey, type Rung } from '@shared/core/obligation'
import { addDays, laterOf, type PlainDate } from '@shared/core/plainDate'
import { toWorkingDay, type WorkCalendar } from '@shared/core/workCalendar'
import { lastEntry } from '@shared/core/workflow'
import {
  APPRAISAL_STATE_LABELS,
  type Appraisal,
  type AppraisalState,
  type Participant,
  type Round,
  type StepId,
} from './model'
import { NEXT_STEP_DAYS, PROCEDURE, PROPOSE_DAYS, UNIT_SETTING } from './norms'
import { hasAcknowledged, isDueIn } from './rules'
import { APPRAISAL_STEPS, isSelfOpen, NEXT_STEP, stateOf } from './steps'

const MODULE = 'appraisals'
const LEADERS = '书记、副书记'
const LADDER = [
  { id: 'T-1', offsetDays: -1, to: 'owner' },
  { id: 'T', offsetDays: 0, to: 'owner' },
  { id: 'T+1', offsetDays: 1, to: 'secretary' },
] as const satisfies readonly Rung[]

const page = (name: string, caseId: string, more = ''): string =>
  `/modules/appraisals/pages/${name}/index?id=${caseId}${more}`
export const boardPage = (caseId: string): string => page('board', caseId)
export const planPage = (organizationId: string, year: number): string =>
  `/modules/appraisals/pages/plan/index?organizationId=${organizationId}&year=${year}`

/**
 * 年度民主评议 — the line of the year's plan. Where a case runs, the line is done when the rating has been proposed; a branch that has
 * only a record of its appraisal meeting is asked for nothing more.
 * @param line the line as the meetings alone would have it.
 */
export function yearlyLine(line: Obligation, appraisal: Appraisal | undefined): Obligation {
  const { doneBy, missing: _m, ...open } = line
  if (!appraisal)
    return doneBy
      ? { ...line, module: MODULE }
      : {
          ...open,
          module: MODULE,
          missing: { what: '还没有安排民主评议', by: LEADERS },
          action: { page: planPage(line.organizationId, Number(line.period)), label: '去安排' },
        }
  const proposed = lastEntry(appraisal.entries, 'propose')
  return {
    ...open,
    module: MODULE,
    action: { page: boardPage(appraisal.id), label: proposed ? '查看' : '去办理' },
    ...(proposed
      ? { doneBy: { module: MODULE, id: appraisal.id, on: proposed.on } }
      : {
          missing: {
            what: `还没有提出评定意见，现在是“${APPRAISAL_STATE_LABELS[stateOf(appraisal.entries)]}”`,
            by: LEADERS,
            page: boardPage(appraisal.id),
          },
        }),
  }
}

/** By when the leader takes the next step, from where the case stands. */
function leadDueOn(appraisal: Appraisal, state: keyof typeof NEXT_STEP, meetingOn: PlainDate | undefined): PlainDate {
  const last = (step: StepId) => lastEntry(appraisal.entries, step)?.on ?? appraisal.selfDueOn
  if (state === 'self') return addDays(appraisal.selfDueOn, 1)
  if (state === 'peer') return addDays(laterOf(appraisal.peerDueOn, last('openPeer')), 1)
  if (state === 'ballot') return laterOf(meetingOn ?? last('openBallot'), last('openBallot'))
  if (state === 'counted') return addDays(last('closeBallot'), PROPOSE_DAYS)
  return addDays(last(state === 'proposed' ? 'propose' : 'report'), NEXT_STEP_DAYS)
}

/**
 * What a running case asks of people: each member to appraise himself, the others and to vote, each at the time of the step; the leader to take the next
 * step; after the rating each member to confirm it. A round that is over asks nobody any more.
 * @param active members who still belong to the branch. @param leaderId the secretary.
 */
export function appraisalDuties(
  appraisal: Appraisal,
  active: readonly Participant[],
  leaderId: string,
  meetingOn: PlainDate | undefined,
  calendar: WorkCalendar,
): Obligation[] {
  const state = stateOf(appraisal.entries)
  if (state === 'cancelled') return []
  const { id, organizationId, year } = appraisal
  const opened = (step: StepId): PlainDate => lastEntry(appraisal.entries, step)?.on ?? appraisal.selfDueOn
  const procedure = inForce(PROCEDURE, opened('plan')).source
  const duty = (
    rule: string,
    personId: string,
    title: string,
    days: { opensOn: PlainDate; dueOn: PlainDate },
    action: Obligation['action'],
    doneOn?: PlainDate,
    more: { source?: Source; period?: string; why?: string } = {},
  ): Obligation => ({
    key: obligationKey(`appraisals.${rule}`, personId, more.period ?? id),
    module: MODULE,
    rule: `appraisals.${rule}`,
    owner: { kind: 'person', id: personId },
    organizationId,
    title: `${year}年度民主评议：${title}`,
    why: more.why ?? '你是参评党员',
    period: more.period ?? id,
    opensOn: days.opensOn,
    dueOn: toWorkingDay(calendar, laterOf(days.dueOn, days.opensOn), 'after'),
    source: more.source ?? procedure,
    action,
    ladder: LADDER,
    ...(doneOn && { doneBy: { module: MODULE, id, on: doneOn } }),
  })

  const duties: Obligation[] = []
  const round = (member: Participant, kind: Round, step: StepId, dueOn: PlainDate, running: AppraisalState): void => {
    const done = kind === 'peer' ? member.peerDone : member.ballotDone
    if (!isDueIn(member, kind) || !(done || state === running)) return
    const opensOn = opened(step)
    // The mark of having taken part has no time; the day on which the round opened stands for it.
    duties.push(
      duty(
        kind,
        member.personId,
        kind === 'peer' ? '互评' : '民主测评',
        { opensOn, dueOn },
        { page: page('ballot', id, `&round=${kind}`), label: done ? '查看' : kind === 'peer' ? '去互评' : '去测评' },
        done ? opensOn : undefined,
      ),
    )
  }
  for (const member of active) {
    if (!member.exempt && (member.selfOn || isSelfOpen(state)))
      duties.push(
        duty(
          'self',
          member.personId,
          '写个人自评',
          { opensOn: opened('plan'), dueOn: appraisal.selfDueOn },
          { page: page('self', id), label: member.selfOn ? '查看' : '去自评' },
          member.selfOn,
        ),
      )
    round(member, 'peer', 'openPeer', appraisal.peerDueOn, 'peer')
    round(member, 'ballot', 'openBallot', meetingOn ?? opened('openBallot'), 'ballot')
    if (state === 'told' && member.ratings.length > 0) {
      const opensOn = opened('tell')
      const seen = hasAcknowledged(member) ? member.acknowledged?.on : undefined
      duties.push(
        duty(
          'acknowledge',
          member.personId,
          '确认评定结果',
          { opensOn, dueOn: addDays(opensOn, NEXT_STEP_DAYS) },
          { page: page('board', id), label: seen ? '查看' : '去确认' },
          seen,
          { source: UNIT_SETTING, period: `${id}-${member.ratings.length}` },
        ),
      )
    }
  }
  if (state !== 'told') {
    const next = APPRAISAL_STEPS.find((step) => step.id === NEXT_STEP[state])
    const dueOn = leadDueOn(appraisal, state, meetingOn)
    if (next && leaderId)
      duties.push(
        duty(
          'lead',
          leaderId,
          next.label,
          { opensOn: dueOn < opened('plan') ? dueOn : addDays(dueOn, -1), dueOn },
          { page: boardPage(id), label: '去办理' },
          undefined,
          { source: next.source, period: `${id}-${state}`, why: '支部书记' },
        ),
      )
  }
  return duties
}
