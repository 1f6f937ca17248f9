import type { Work } from '@cloud/core/deps'
import type { LinkedMeeting } from '@cloud/modules/meetings/index'
import { getOrganization } from '@cloud/modules/organizations/index'
import { namesOf } from '@cloud/modules/people/index'
import { inForce } from '@shared/core/norm'
import { lastEntry } from '@shared/core/workflow'
import type { Appraisal, Counts, Participant, RatingEntry } from '@shared/modules/appraisals/model'
import { CORRECTION_TERM, PROCEDURE } from '@shared/modules/appraisals/norms'
import { APPRAISAL_POLICY, allowedActions } from '@shared/modules/appraisals/policy'
import {
  choicesOf,
  currentRating,
  hasAcknowledged,
  isLowest,
  mayTakePart,
  shownCounts,
} from '@shared/modules/appraisals/rules'
import type { AppraisalDetail } from '@shared/modules/appraisals/schemas'
import { APPRAISAL_STEPS, isSelfOpen, NEXT_STEP, stateOf, stepViolations } from '@shared/modules/appraisals/steps'
import { Totals, type TotalsRecord, totalsId } from './collection'
import { listCandidates } from './commands/lead'
import { caseOf, type LoadedCase, progressOf } from './queries'

/** Words of a rating, `不定等次` for none. */
export const ratingWord = ({ ratings }: Pick<Appraisal, 'ratings'>, { rating }: Pick<RatingEntry, 'rating'>): string =>
  rating === null ? '不定等次' : (ratings[rating] ?? '')

/** What sets a member apart, in words. */
export const memberNote = ({ membership, exempt }: Pick<Participant, 'membership' | 'exempt'>): string =>
  [membership === 'probationary' ? '预备党员' : '', exempt ? '不作硬性要求' : ''].filter(Boolean).join(' · ')

/** How many of each rating a branch has, without names; nothing before ratings were proposed. */
export const ratingTotalsOf = (appraisal: Appraisal, active: readonly Participant[]) => {
  const standing = active.flatMap((one) => currentRating(one) ?? [])
  if (standing.length === 0) return []
  const labels = [...appraisal.ratings, '不定等次']
  return labels.map((label) => ({
    label,
    count: standing.filter((one) => ratingWord(appraisal, one) === label).length,
  }))
}

/** One row of a list: state and numbers. */
export const presentSummary = (appraisal: Appraisal, active: readonly Participant[], organizationName: string) => ({
  id: appraisal.id,
  organizationId: appraisal.organizationId,
  organizationName,
  year: appraisal.year,
  state: stateOf(appraisal.entries),
  progress: progressOf(active),
  ratingTotals: ratingTotalsOf(appraisal, active),
})

/** Totals of both rounds by person, once the ballot is closed; below three ballots nothing. */
async function shownTotals(
  caseId: string,
): Promise<(round: 'peer' | 'ballot', personId: string) => Counts | undefined> {
  const rows = await Totals.find({ _id: { $in: [totalsId(caseId, 'peer'), totalsId(caseId, 'ballot')] } }).lean<
    TotalsRecord[]
  >()
  const byId = new Map(rows.map((row) => [row._id, row.counts]))
  return (round, personId) => shownCounts(byId.get(totalsId(caseId, round))?.[personId])
}

/** The rating sheet with its totals. @param nameOf names of those who rated. */
export async function sheetOf({ appraisal, participants, active }: LoadedCase, nameOf: (id: string) => string) {
  const totals = await shownTotals(appraisal.id)
  return participants.map((one) => {
    const left = !active.includes(one)
    const peer = left ? undefined : totals('peer', one.personId)
    const ballot = left ? undefined : totals('ballot', one.personId)
    const current = currentRating(one)
    return {
      personId: one.personId,
      name: one.name,
      note: memberNote(one),
      left,
      ...(peer && { peer: [...peer] }),
      ...(ballot && { ballot: [...ballot] }),
      ...(current && { rating: current.rating }),
      ratings: one.ratings.map((entry) => presentRating(appraisal, entry, nameOf)),
      acknowledged: one.ratings.length > 0 && hasAcknowledged(one),
    }
  })
}

const presentRating = (appraisal: Appraisal, entry: RatingEntry, nameOf: (id: string) => string) => ({
  label: ratingWord(appraisal, entry),
  remark: entry.remark,
  at: entry.at,
  by: nameOf(entry.by),
  ...(entry.reason && { reason: entry.reason }),
})

/** Steps with their reasons; that of a correction speaks of one member's rating, and only those who see ratings read it. */
function presentSteps(
  { appraisal }: LoadedCase,
  nameOf: (id: string) => string,
  seesRatings: boolean,
): AppraisalDetail['steps'] {
  const state = stateOf(appraisal.entries)
  const next = state === 'told' || state === 'cancelled' ? undefined : NEXT_STEP[state]
  return APPRAISAL_STEPS.flatMap(({ id, label }): AppraisalDetail['steps'] => {
    const entry = lastEntry(appraisal.entries, id)
    if (!entry && (id === 'cancel' || id === 'correct' || state === 'cancelled')) return []
    if (!entry) return [{ id, label, state: id === next ? 'now' : 'todo' }]
    const { by, at, reason } = entry
    const note = id === 'correct' && !seesRatings ? undefined : reason
    return [{ id, label, state: 'done', by: nameOf(by), at, ...(note && { note }) }]
  })
}

const rule = (appraisal: Appraisal) => {
  const day = appraisal.selfDueOn
  return { text: CORRECTION_TERM.label, source: inForce(CORRECTION_TERM, day).source }
}

const brief = ({ id, title, on }: LinkedMeeting) => ({ id, title, on })

function presentMine(loaded: LoadedCase, personId: string, nameOf: (id: string) => string): AppraisalDetail['mine'] {
  const { appraisal, active } = loaded
  const own = active.find((one) => one.personId === personId)
  if (!own) return undefined
  const state = stateOf(appraisal.entries)
  const told = state === 'told' ? currentRating(own) : undefined
  return {
    self: own.selfOn !== undefined,
    selfOpen: isSelfOpen(state) && own.selfOn === undefined,
    peer: own.peerDone,
    peerOpen: state === 'peer' && !own.peerDone,
    ballot: own.ballotDone,
    ballotOpen: state === 'ballot' && !own.ballotDone && mayTakePart(own, 'ballot'),
    votes: mayTakePart(own, 'ballot'),
    ...(told && { rating: presentRating(appraisal, told, nameOf) }),
    acknowledged: own.ratings.length > 0 && hasAcknowledged(own),
    ...(told && isLowest(appraisal, told.rating) && { rule: rule(appraisal) }),
  }
}

/** Everything about one case that this person may see: contents of forms are in none of it. */
export async function presentDetail(work: Work, loaded: LoadedCase): Promise<AppraisalDetail> {
  const { appraisal, participants, active, subject, meeting, decision } = loaded
  const { actor, today } = work
  const state = stateOf(appraisal.entries)
  const organization = await getOrganization(appraisal.organizationId)
  const names = await namesOf([
    ...appraisal.entries.map((entry) => entry.by),
    ...participants.flatMap((one) => one.ratings.map((rating) => rating.by)),
  ])
  const nameOf = (id: string): string => names.get(id) ?? ''
  const counted = !['self', 'peer', 'ballot', 'cancelled'].includes(state)
  const sheet = counted && APPRAISAL_POLICY.totals(actor, subject) ? await sheetOf(loaded, nameOf) : undefined
  const linking = state === 'counted' ? 'decision' : 'appraisal'
  const links = APPRAISAL_POLICY.linkMeeting(actor, subject) && ['self', 'peer', 'ballot', 'counted'].includes(state)
  const mine = presentMine(loaded, actor.personId, nameOf)
  const next = state === 'told' || state === 'cancelled' ? undefined : NEXT_STEP[state]
  return {
    ...presentSummary(appraisal, active, organization.name),
    ratings: [...appraisal.ratings],
    choices: choicesOf(appraisal),
    peerScope: appraisal.peerScope,
    selfDueOn: appraisal.selfDueOn,
    peerDueOn: appraisal.peerDueOn,
    source: inForce(PROCEDURE, today).source,
    steps: presentSteps(loaded, nameOf, APPRAISAL_POLICY.totals(actor, subject)),
    ...(meeting && { meeting: brief(meeting) }),
    ...(decision && { decision: brief(decision) }),
    meetings: links ? (await listCandidates(loaded, linking)).map(brief) : [],
    ...(APPRAISAL_POLICY.board(actor, subject) && {
      board: participants.map((one) => ({
        personId: one.personId,
        name: one.name,
        note: memberNote(one),
        exempt: one.exempt,
        votes: mayTakePart(one, 'ballot'),
        left: !active.includes(one),
        self: one.selfOn !== undefined,
        peer: one.peerDone,
        ballot: one.ballotDone,
        told: one.ratings.length > 0 && hasAcknowledged(one),
      })),
    }),
    ...(sheet && { sheet }),
    ...(mine && { mine }),
    ...(sheet?.some((row) => isLowest(appraisal, row.rating)) && { rule: rule(appraisal) }),
    ...(next && {
      next: {
        step: next,
        label: APPRAISAL_STEPS.find((step) => step.id === next)?.label ?? '',
        blocked: stepViolations(caseOf(loaded), next, today),
      },
    }),
    allowed: allowedActions(actor, subject),
  }
}
