import type { Job } from '@cloud/core/jobs/job'
import { climbLadders } from './climbLadders'
import { reportUnreachable } from './reportUnreachable'

/** From early in the morning, so that the digest finds everything in its place; every ten minutes, so that what was planned or moved during the day is not forgotten; yesterday's is made up by the ladder itself. */
const ladderJob: Job = {
  name: 'reminders.climbLadders',
  at: '06:00',
  everyMinutes: 10,
  catchUpDays: 0,
  run: climbLadders,
}

const unreachableJob: Job = {
  name: 'reminders.reportUnreachable',
  at: '06:10',
  everyMinutes: 10,
  catchUpDays: 0,
  run: reportUnreachable,
}

export const reminderJobs: readonly Job[] = [ladderJob, unreachableJob]
