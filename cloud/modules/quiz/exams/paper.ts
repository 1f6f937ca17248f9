import { type Chance, chanceOf } from '@shared/core/chance'
import { AppError, ruleBroken } from '@shared/core/errors'
import { shortageMessage } from '@shared/modules/quiz/blueprint'
import { type DrawingPool, drawPaper, inOrder, ordersOf, preparePool } from '@shared/modules/quiz/drawing'
import type { Paper, PaperItem } from '@shared/modules/quiz/exams/model'
import { versionId } from '../banks/collection'
import { indexesOf } from '../banks/drawing'
import { contentsOf } from '../contents'
import type { ExamRecord } from './collection'

interface PreparedPool {
  pool: DrawingPool
  versionOf: ReadonlyMap<string, number>
}

/** Pools kept in memory at once; each is a sorted view of banks that are kept anyway. */
const KEPT = 50
const kept = new Map<string, PreparedPool>()

type Drawn = Extract<Paper, { kind: 'drawn' }>

/**
 * The questions an exam draws from, sorted into classes once per exam and state of its banks.
 * @throws AppError rule_broken with the shortage named when the banks no longer hold enough.
 */
async function poolOf({ _id, revision }: Pick<ExamRecord, '_id' | 'revision'>, paper: Drawn): Promise<PreparedPool> {
  const banks = await indexesOf(paper.bankIds)
  const key = `${_id}:${revision}:${banks.map((bank) => `${bank.bankId}:${bank.revision}`).join(',')}`
  const there = kept.get(key)
  if (there) return there
  const questions = banks.flatMap((bank) => bank.questions)
  const prepared = preparePool(paper.rows, questions)
  if ('shortage' in prepared)
    throw ruleBroken([{ message: shortageMessage(paper.rows, prepared.shortage), fixBy: '出卷人' }])
  const made = { pool: prepared.pool, versionOf: new Map(questions.map(({ id, version }) => [id, version])) }
  for (const old of kept.keys()) if (old.startsWith(`${_id}:`) || kept.size >= KEPT) kept.delete(old)
  kept.set(key, made)
  return made
}

/** Questions of one paper with what each is worth, in the order they are asked. */
async function entriesOf(exam: Pick<ExamRecord, '_id' | 'revision' | 'paper'>, chance: Chance) {
  const { paper } = exam
  if (paper.kind === 'drawn') {
    const { pool, versionOf } = await poolOf(exam, paper)
    return drawPaper(pool, chance).map(({ questionId, points }) => ({
      versionId: versionId(questionId, versionOf.get(questionId) ?? 0),
      points,
    }))
  }
  const chosen = paper.questions.map(({ questionId, version = 0, points }) => ({
    versionId: versionId(questionId, version),
    points,
  }))
  if (paper.ordered) return chosen
  const contents = await contentsOf(chosen.map((one) => one.versionId))
  const kindOf = (id: string) => contents.get(id)?.content.kind ?? 'single'
  return inOrder(
    chosen.map((one) => ({ questionId: one.versionId, points: one.points, kind: kindOf(one.versionId) })),
    chance,
  ).map(({ questionId, points }) => ({ versionId: questionId, points }))
}

/**
 * 出卷 — the paper of one attempt. The same seed gives the same paper as long as the banks stay as they are; afterwards it stands
 * where it was stored. @throws AppError rule_broken with the shortage named.
 */
export async function makePaper(
  exam: Pick<ExamRecord, '_id' | 'revision' | 'paper'>,
  seed: string,
): Promise<PaperItem[]> {
  const chance = chanceOf(seed)
  const entries = await entriesOf(exam, chance)
  const contents = await contentsOf(entries.map((entry) => entry.versionId))
  return entries.map((entry) => {
    const version = contents.get(entry.versionId)
    if (!version) throw new AppError('internal', '题目没有找到')
    return { ...entry, orders: ordersOf(version.content, chance) }
  })
}
