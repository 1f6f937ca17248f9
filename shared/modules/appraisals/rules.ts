import type { Violation } from '@shared/core/errors'
import { ABSTAIN, type Appraisal, type Counts, type Participant, type RatingEntry, type Round } from './model'
import { LEAST_SHOWN, UNIT_SETTING } from './norms'

type Judge = Pick<Participant, 'personId' | 'groupId' | 'membership' | 'exempt'>

/** Everything that can be chosen about a person: the unit's ratings, then 弃权. */
export const choicesOf = (appraisal: Pick<Appraisal, 'ratings'>): string[] => [...appraisal.ratings, ABSTAIN]

/** Reads the unit's list “优秀、合格、基本合格、不合格”, best first. */
export const ratingsFrom = (setting: string): string[] => setting.split('、').map((word) => word.trim())

/** B-29: only full members vote; in mutual appraisal every member takes part. */
export const mayTakePart = (judge: Judge, round: Round): boolean => round === 'peer' || judge.membership === 'full'

/** Is this member counted as due in a round? Exempt members (B-31) are welcome and not counted. */
export const isDueIn = (judge: Judge, round: Round): boolean => mayTakePart(judge, round) && !judge.exempt

/** Whom this member judges in a round: everybody else, in mutual appraisal by groups only the own group. */
export function subjectsFor<P extends Judge>(
  judge: Judge,
  participants: readonly P[],
  round: Round,
  appraisal: Pick<Appraisal, 'peerScope'>,
): P[] {
  const byGroup = round === 'peer' && appraisal.peerScope === 'group'
  return participants.filter(
    (other) => other.personId !== judge.personId && (!byGroup || other.groupId === judge.groupId),
  )
}

export interface Choice {
  personId: string
  /** Index in `choicesOf`. */
  choice: number
}

/** What is wrong with a form; a form is whole or it is not taken, so that totals tell nothing about who left something out. */
export function ballotFaults(
  form: readonly Choice[],
  subjects: readonly Pick<Participant, 'personId' | 'name'>[],
  choices: readonly string[],
): Violation[] {
  const faults: Violation[] = []
  const chosen = new Map(form.map(({ personId, choice }) => [personId, choice]))
  if (chosen.size !== form.length) faults.push({ message: '同一个人选了两次，请刷新后重填', source: UNIT_SETTING })
  const missing = subjects.filter(({ personId }) => !chosen.has(personId))
  if (missing.length > 0)
    faults.push({
      message: `还有 ${missing.length} 人没有选：${missing.map((one) => one.name).join('、')}`,
      source: UNIT_SETTING,
    })
  if (form.some(({ choice }) => choices[choice] === undefined))
    faults.push({ message: '有一项选择不在本次的选项里，请刷新后重填', source: UNIT_SETTING })
  return faults
}

/** All totals at zero: written when a round opens, so that nothing shows which choice was made first. */
export const emptyTotals = (personIds: readonly string[], choices: readonly string[]): Record<string, Counts> =>
  Object.fromEntries(personIds.map((personId) => [personId, choices.map(() => 0)]))

/** Adds one whole form to the totals. Choices about people who are no longer judged are dropped. */
export function addBallot(
  totals: Readonly<Record<string, Counts>>,
  form: readonly Choice[],
  subjects: readonly Pick<Participant, 'personId'>[],
): Record<string, Counts> {
  const judged = new Set(subjects.map((one) => one.personId))
  const next = { ...totals }
  for (const { personId, choice } of form) {
    const before = next[personId]
    if (before && judged.has(personId)) next[personId] = before.map((count, i) => (i === choice ? count + 1 : count))
  }
  return next
}

export const ballotsIn = (counts: Counts): number => counts.reduce((sum, count) => sum + count, 0)

/** Totals as they may be shown: none below three ballots, because they would tell who chose what. */
export const shownCounts = (counts: Counts | undefined): Counts | undefined =>
  counts && ballotsIn(counts) >= LEAST_SHOWN ? counts : undefined

/** The rating that stands: the last entry. */
export const currentRating = (participant: Pick<Participant, 'ratings'>): RatingEntry | undefined =>
  participant.ratings[participant.ratings.length - 1]

/** Has the person confirmed the rating that stands now? */
export const hasAcknowledged = (participant: Pick<Participant, 'ratings' | 'acknowledged'>): boolean =>
  participant.acknowledged?.ratings === participant.ratings.length

/** Is this the lowest of the unit's ratings? It opens the reading of the rule (B-33) and nothing else. */
export const isLowest = (appraisal: Pick<Appraisal, 'ratings'>, rating: number | null | undefined): boolean =>
  rating === appraisal.ratings.length - 1

export interface SheetRow {
  personId: string
  rating: number | null
  remark: string
}

/** What is missing or wrong in a rating sheet: one line per member; without a rating it needs a remark. */
export function sheetFaults(
  rows: readonly SheetRow[],
  rated: readonly Pick<Participant, 'personId' | 'name'>[],
  ratings: readonly string[],
): Violation[] {
  const byPerson = new Map(rows.map((row) => [row.personId, row]))
  const faults: Violation[] = []
  if (byPerson.size !== rows.length) faults.push({ message: '同一个人写了两行，请刷新后重填', source: UNIT_SETTING })
  const missing = rated.filter(({ personId }) => !byPerson.has(personId))
  if (missing.length > 0)
    faults.push({
      message: `还有 ${missing.length} 人没有评定：${missing.map((one) => one.name).join('、')}`,
      source: UNIT_SETTING,
    })
  const known = new Set(rated.map((one) => one.personId))
  if (rows.some(({ personId }) => !known.has(personId)))
    faults.push({ message: '有人不在本次评定的名单里，请刷新后重填', source: UNIT_SETTING })
  for (const row of rows) {
    if (row.rating !== null && ratings[row.rating] === undefined)
      faults.push({ message: '有一项评定不在本次的选项里，请刷新后重填', source: UNIT_SETTING })
    if (row.rating === null && !row.remark)
      faults.push({ message: '不定等次的，请在备注里写明原因', field: row.personId, source: UNIT_SETTING })
  }
  return faults
}
