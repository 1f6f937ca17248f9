import type { PlainDate } from '@shared/core/plainDate'
import type { Deps } from '../deps'

/** 定时任务 — runs once per business day, at or after a clock time; missed days are caught up. */
export interface Job {
  name: string
  /** `HH:MM`, Asia/Shanghai. */
  at: string
  /** Repeats within the day: minutes from one run to the next, starting at `at`. */
  everyMinutes?: number
  /** A missed day is made up for only this far back; 0 = only today counts. */
  catchUpDays: number
  /** Must give the same result when it runs again for the same day. */
  run(deps: Deps, day: PlainDate): Promise<void>
}
