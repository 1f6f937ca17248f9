import { setImmediate as breathe } from 'node:timers/promises'
import { findPage } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import { storedAnswer } from '@shared/modules/quiz/asked'
import {
  addSample,
  emptyTally,
  type ItemTally,
  LEAST_TOLD,
  statisticsOf,
} from '@shared/modules/quiz/exams/itemStatistics'
import type { PaperItem } from '@shared/modules/quiz/exams/model'
import { FULL_SHARE } from '@shared/modules/quiz/grading'
import { contentsOf } from '../contents'
import { type AttemptRecord, Attempts, type PaperRecord, Papers } from './collection'
import { getExamFor } from './queries'

const BATCH = 200
/** Attempts looked at: beyond, more of them change no figure that matters. */
const MOST_ATTEMPTS = 5_000

type Graded = Pick<AttemptRecord, '_id' | 'answers' | 'shares'>

/** Options chosen in an answer, as stored: where the person saw them says nothing about the question. */
function picksOf(given: Graded['answers'][string] | undefined, { orders }: PaperItem): number[] {
  const stored = storedAnswer(given?.answer ?? null, orders)
  if (stored === null || 'parts' in stored) return []
  return stored.filter((one): one is number => typeof one === 'number')
}

function addAttempt(
  tallies: Map<string, ItemTally>,
  { answers, shares = [] }: Graded,
  items: readonly PaperItem[],
): void {
  const counted = items.map(({ points }, place) => {
    const share = shares[place] ?? null
    return share === null ? { got: 0, of: 0 } : { got: (share / FULL_SHARE) * points, of: points }
  })
  const got = counted.reduce((sum, one) => sum + one.got, 0)
  const of = counted.reduce((sum, one) => sum + one.of, 0)
  for (const [place, item] of items.entries()) {
    const share = shares[place]
    const own = counted[place]
    if (share === null || share === undefined || !own) continue
    const others = of - own.of
    const tally = tallies.get(item.versionId) ?? emptyTally()
    tallies.set(item.versionId, tally)
    addSample(tally, {
      share,
      rest: others > 0 ? (got - own.got) / others : 0,
      picks: picksOf(answers[place], item),
    })
  }
}

/**
 * 题目分析 — how each question of an exam did, those to look at first. From the attempts that count, each person once; nothing of it is
 * stored, so a re-scored attempt is right at once. @throws AppError not_found for an exam the actor may not look after.
 */
export async function readItemStatistics({ actor }: Work, examId: string) {
  const exam = await getExamFor(actor, examId)
  const tallies = new Map<string, ItemTally>()
  let people = 0
  for (let cursor: string | null | undefined; cursor !== null && people < MOST_ATTEMPTS; ) {
    const page = await findPage<AttemptRecord>(
      Attempts,
      { examId, counts: true },
      { path: 1 },
      { limit: BATCH, cursor },
      { answers: 1, shares: 1, path: 1 },
    )
    const papers = await Papers.find({ _id: { $in: page.items.map(({ _id }) => _id) } }).lean<PaperRecord[]>()
    const itemsOf = new Map(papers.map(({ _id, items }) => [_id, items]))
    for (const attempt of page.items) addAttempt(tallies, attempt, itemsOf.get(attempt._id) ?? [])
    people += page.items.length
    cursor = page.next
    await breathe()
  }
  const contents = await contentsOf([...tallies.keys()])
  const items = [...tallies].flatMap(([versionId, tally]) => {
    const version = contents.get(versionId)
    const statistics = version && statisticsOf(tally, version.content)
    if (!statistics) return []
    const [questionId = ''] = versionId.split(':')
    return [{ versionId, questionId, kind: version.content.kind, stem: version.content.stem, ...statistics }]
  })
  const hardFirst = (a: (typeof items)[number], b: (typeof items)[number]) =>
    b.findings.length - a.findings.length || a.right - b.right || (a.versionId < b.versionId ? -1 : 1)
  return {
    title: exam.title,
    people,
    least: LEAST_TOLD,
    untold: tallies.size - items.length,
    items: items.sort(hardFirst),
  }
}
