import { wakeConsumers } from '@cloud/core/change'
import { inTransaction } from '@cloud/core/database/connect'
import type { Deps, Work } from '@cloud/core/deps'
import type { Job } from '@cloud/core/jobs/job'
import { tellPlans } from '@cloud/modules/people/index'
import { type ExamRecord, Exams } from './collection'
import { ASKED_FACT } from './note'

const BATCH = 100

/** Takes one exam that is over out of the plans. An end that was moved meanwhile counts; of two at once one does it. */
const takeOut = (work: Pick<Work, 'now'>, { _id, audience }: Pick<ExamRecord, '_id' | 'audience'>): Promise<void> =>
  inTransaction(async () => {
    const over = { _id, live: true, closesAt: { $lte: new Date(work.now) } }
    const { modifiedCount } = await Exams.updateOne(over, { $set: { live: false } })
    if (modifiedCount === 1) await tellPlans(work, ASKED_FACT, { _id, audience })
  })

/** What is over can be asked of nobody: it leaves the plans of those who have not handed in. */
export async function endOver(deps: Deps): Promise<void> {
  const work = { now: new Date(deps.clock.now()).toISOString() }
  const findOver = () =>
    Exams.find({ live: true, closesAt: { $lte: new Date(work.now) } }, { audience: 1 })
      .sort({ closesAt: 1, _id: 1 })
      .limit(BATCH)
      .lean<Pick<ExamRecord, '_id' | 'audience'>[]>()
  for (let rows = await findOver(); rows.length > 0; rows = await findOver()) {
    for (const row of rows) await takeOut(work, row)
    wakeConsumers()
  }
}

export const overJob: Job = { name: 'quiz.over', at: '00:00', everyMinutes: 5, catchUpDays: 0, run: endOver }
