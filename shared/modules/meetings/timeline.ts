import { addDays, type PlainDate, plainDateOfInstant } from '@shared/core/plainDate'
import { lastEntry } from '@shared/core/workflow'
import { findCheckIn, tally } from './attendance'
import type { Attendance, Meeting } from './model'
import { APPROVAL_DAYS, MINUTES_DAYS, stateOf } from './steps'

/** One line of the steps on the screen. */
export interface TimelineStep {
  id: 'notify' | 'meet' | 'minutes' | 'approve' | 'cancel'
  label: string
  state: 'done' | 'now' | 'todo'
  byId?: string
  /** UTC ISO instant, or the day by which it should be done. */
  at?: string
  dueOn?: PlainDate
  note?: string
}

/** 流程时间线 — what has happened, what is next and by when, what follows. */
export function timelineOf(
  meeting: Pick<Meeting, 'entries' | 'on'>,
  attendances: readonly Attendance[],
): TimelineStep[] {
  const { entries, on } = meeting
  const state = stateOf(entries)
  const counts = tally(attendances)
  const entry = (step: 'notify' | 'minutes' | 'approve' | 'cancel' | 'return') => lastEntry(entries, step)
  const notify = entry('notify')
  const minutes = entry('minutes')
  const approve = entry('approve')
  const filed = state === 'filed' || state === 'locked'
  const arrivals = attendances.flatMap((a) => findCheckIn(a.entries)?.at ?? []).sort()
  const first = arrivals[0]

  const steps: TimelineStep[] = [
    notify
      ? {
          id: 'notify',
          label: '通知',
          state: 'done',
          byId: notify.by,
          at: notify.at,
          note: `${attendances.filter((a) => a.readAt).length} 人已读`,
        }
      : { id: 'notify', label: '通知', state: 'now' },
    {
      id: 'meet',
      label: '签到与开会',
      state: filed || state === 'returned' ? 'done' : notify ? 'now' : 'todo',
      dueOn: on,
      ...(first && { at: first, note: `到会 ${counts.present} 人` }),
    },
    filed && minutes
      ? { id: 'minutes', label: '记录提交', state: 'done', byId: minutes.by, at: minutes.at }
      : {
          id: 'minutes',
          label: '记录提交',
          state: state === 'returned' ? 'now' : 'todo',
          dueOn: addDays(on, MINUTES_DAYS),
          ...(state === 'returned' && { note: `被退回：${entry('return')?.reason ?? ''}` }),
        },
    approve
      ? { id: 'approve', label: '审核归档', state: 'done', byId: approve.by, at: approve.at, note: '之后只能追加更正' }
      : {
          id: 'approve',
          label: '审核归档',
          state: state === 'filed' ? 'now' : 'todo',
          ...(minutes && filed && { dueOn: addDays(plainDateOfInstant(minutes.at), APPROVAL_DAYS) }),
        },
  ]
  const cancel = entry('cancel')
  if (!cancel) return steps
  const done = steps.filter((step) => step.state === 'done')
  return [
    ...done,
    { id: 'cancel', label: '已取消', state: 'done', byId: cancel.by, at: cancel.at, note: cancel.reason ?? '' },
  ]
}
