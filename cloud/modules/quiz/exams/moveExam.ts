import { mustBeAllowed } from '@cloud/core/authorize'
import type { Work } from '@cloud/core/deps'
import { tellPlans } from '@cloud/modules/people/index'
import { AppError, ruleBroken } from '@shared/core/errors'
import { dayLabel, type PlainDate, plainDateOfInstant, yearOf } from '@shared/core/plainDate'
import { endOf } from '@shared/modules/quiz/exams/duty'
import { dueAtOf, phaseOf, setupViolations } from '@shared/modules/quiz/exams/rules'
import { Attempts, type ExamRecord } from './collection'
import { ASKED_FACT, noteExam } from './note'
import { getExamFor, toExam } from './queries'
import { nextWord, writeExam } from './write'

const firstDayOf = (opensAt: Date): PlainDate => plainDateOfInstant(opensAt.toISOString())
const lastDayOf = (closesAt: Date): PlainDate => endOf(closesAt.toISOString()).on

/** Attempts under way end with the exam: their time follows a moved end. */
async function moveDueTimes(record: ExamRecord, closesAt: Date): Promise<void> {
  const open = await Attempts.find({ examId: record._id, state: 'open' }, { startedAt: 1, dueAt: 1 }).lean()
  const window = { minutes: record.minutes, closesAt: closesAt.toISOString() }
  const writes = open.flatMap(({ _id, startedAt, dueAt }) => {
    const due = new Date(dueAtOf(window, startedAt.toISOString()))
    return due.getTime() === dueAt.getTime()
      ? []
      : [{ updateOne: { filter: { _id, state: 'open' as const }, update: { $set: { dueAt: due } } } }]
  })
  if (writes.length > 0) await Attempts.bulkWrite(writes)
}

/** 推迟或提前结束; without an instant it ends now. @throws AppError conflict, rule_broken. */
export async function moveExamEnd(
  work: Work,
  examId: string,
  { closesAt: asked, reason }: { closesAt?: string | undefined; reason: string },
): Promise<void> {
  const record = await getExamFor(work.actor, examId)
  const phase = phaseOf(toExam(record), work.now)
  mustBeAllowed(phase !== 'draft' && phase !== 'cancelled', '只有已经发布的考试可以改结束时间')
  if (!asked && phase === 'closed') return
  if (!asked && phase === 'waiting') throw new AppError('conflict', '考试还没有开始；不办了请取消')
  const closesAt = new Date(asked ?? work.now)
  if (asked && closesAt.toISOString() <= work.now) throw new AppError('invalid_input', '新的结束时间要晚于现在')
  const faults = asked ? setupViolations({ ...toExam(record), closesAt: closesAt.toISOString() }) : []
  if (faults.length > 0) throw ruleBroken(faults)
  if (record.quiet && lastDayOf(closesAt) !== lastDayOf(record.closesAt))
    throw new AppError('conflict', '这次考试哪天结束由活动安排，请到活动里改这个节点；在这里只能改当天几点结束')
  await writeExam(record, {
    closesAt,
    ...(!record.quiet && { live: asked !== undefined }),
    ...(asked && nextWord(record, 'moved', reason)),
  })
  await moveDueTimes(record, closesAt)
  await noteExam(work, record, 'moveExamEnd', `${asked ? '更改' : '提前'}结束考试“${record.title}”：${reason}`)
  if (!record.quiet) await tellPlans(work, ASKED_FACT, record)
}

/** @throws AppError conflict once somebody has begun: what was begun would lie before the beginning. */
async function mustNotHaveBegun({ _id, opensAt }: ExamRecord): Promise<void> {
  const people = await Attempts.countDocuments({ examId: _id, number: 1 })
  if (people === 0) return
  const day = firstDayOf(opensAt)
  throw new AppError(
    'conflict',
    `已有 ${people} 人开始答题，考试从哪天起不能再改，仍是${dayLabel(day, yearOf(day))}；到哪天可以改`,
  )
}

/**
 * 随活动改期 — an exam of a campaign is open on the days of its node. Where a day stays, its clock time does; the campaign tells its
 * people. The first day can be moved until somebody has begun. @returns whether anything was moved.
 * @throws AppError forbidden, conflict, invalid_input, rule_broken for a window that cannot be.
 */
export async function moveWithCampaign(
  work: Work,
  examId: string,
  window: { opensAt: string; closesAt: string },
): Promise<boolean> {
  const record = await getExamFor(work.actor, examId)
  const asked = { opensAt: new Date(window.opensAt), closesAt: new Date(window.closesAt) }
  const movesStart = firstDayOf(asked.opensAt) !== firstDayOf(record.opensAt)
  const movesEnd = lastDayOf(asked.closesAt) !== lastDayOf(record.closesAt)
  if (!movesStart && !movesEnd) return false
  // Published by itself, it has days of its own until a campaign takes it.
  if (record.state === 'published' && !record.quiet) return false
  mustBeAllowed(record.state !== 'cancelled', '考试已经取消，不能再改日期')
  const { opensAt } = movesStart ? asked : record
  const { closesAt } = movesEnd ? asked : record
  if (movesStart) await mustNotHaveBegun(record)
  if (movesEnd && record.state === 'published' && closesAt.toISOString() <= work.now)
    throw new AppError('invalid_input', '新的结束时间要晚于现在')
  const { minutes } = record
  const faults = setupViolations({ minutes, opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString() })
  if (faults.length > 0) throw ruleBroken(faults)
  await writeExam(record, { opensAt, closesAt })
  if (movesEnd) await moveDueTimes(record, closesAt)
  await noteExam(work, record, 'moveWithCampaign', `考试“${record.title}”随活动改期`)
  return true
}
