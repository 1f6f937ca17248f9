import { wakeConsumers } from '@cloud/core/change'
import { inTransaction } from '@cloud/core/database/connect'
import type { Deps } from '@cloud/core/deps'
import type { Job } from '@cloud/core/jobs/job'
import { GRACE_MS, isTimeUp } from '@shared/modules/quiz/exams/rules'
import { type AttemptRecord, Attempts } from '../collection'
import { closeAttempt } from './submit'

const BATCH = 100

/** 到时收卷 — hands in what has arrived of an attempt. Whoever handed in meanwhile is left alone. */
export async function collectAttempt(work: { now: string }, attemptId: string): Promise<void> {
  await inTransaction(async () => {
    const attempt = await Attempts.findById(attemptId).lean<AttemptRecord>()
    if (attempt?.state !== 'open' || !isTimeUp(attempt.dueAt.toISOString(), work.now)) return
    const { answers, late } = attempt
    await closeAttempt(work, attempt, { answers, late, refused: [], newer: [], changed: false }, 'time')
  })
}

/** Collects every attempt whose time is up, the longest overdue first. One that fails does not hold up the others. */
export async function collectDue(deps: Deps): Promise<void> {
  const now = new Date(deps.clock.now()).toISOString()
  const before = new Date(deps.clock.now() - GRACE_MS)
  for (let after: { dueAt: Date; _id: string } | undefined; ; ) {
    const rows: { _id: string; dueAt: Date }[] = await Attempts.find(
      {
        state: 'open',
        dueAt: { $lt: before },
        ...(after && { $or: [{ dueAt: { $gt: after.dueAt } }, { dueAt: after.dueAt, _id: { $gt: after._id } }] }),
      },
      { dueAt: 1 },
    )
      .sort({ dueAt: 1, _id: 1 })
      .limit(BATCH)
      .lean()
    for (const { _id } of rows)
      await collectAttempt({ now }, _id).catch((error: unknown) =>
        deps.logger.error({ err: error, attempt: _id }, 'an attempt could not be collected; it will be tried again'),
      )
    if (rows.length > 0) wakeConsumers()
    after = rows.at(-1)
    if (!after || rows.length < BATCH) return
  }
}

export const collectJob: Job = { name: 'quiz.collect', at: '00:00', everyMinutes: 5, catchUpDays: 0, run: collectDue }
