import { addMonths, type PlainDate } from '@shared/core/plainDate'
import { ABSENCE_STAGES } from './norms'

/** As much of a person's part in one meeting of the own branch as the clock reads. */
export interface LifeFact {
  meetingId: string
  on: PlainDate
  title: string
  status: 'present' | 'leave' | 'absent'
  due: boolean
  /** Asked for leave and nobody answered: held against nobody. */
  undecided?: boolean
}

type Period = { from: PlainDate; to: PlainDate | null }

/** 缺席计时 — the unbroken row of meetings missed without reason, and how many whole months it spans. */
export interface AbsenceClock {
  missed: readonly LifeFact[]
  months: number
  stage: 0 | (typeof ABSENCE_STAGES)[number]
  /** First and last of the row. */
  from?: PlainDate
  until?: PlainDate
  /** Day on which the stage was reached. */
  reachedOn?: PlainDate
}

const wholeMonths = (from: PlainDate, until: PlainDate): number => {
  let months = 0
  while (addMonths(from, months + 1) <= until) months += 1
  return months
}

/** Whoever was there on a day was there, whatever else was missed on it. */
const ORDER = { absent: 0, leave: 1, present: 2 } as const

/**
 * B-32 from facts alone: it runs from the first to the latest meeting missed without reason, so it stands still while no meeting is
 * held, and needs no clock of its own. Having come, leave that was granted, and a time of exemption (B-31) begin it anew; the same facts
 * in any order give the same. Facts of a former branch are left out by the caller: whoever comes over begins anew.
 */
export function absenceClock(facts: readonly LifeFact[], exemptions: readonly Period[] = []): AbsenceClock {
  const ordered = [...facts].sort(
    (a, b) =>
      (a.on < b.on ? -1 : a.on > b.on ? 1 : 0) ||
      ORDER[a.status] - ORDER[b.status] ||
      (a.meetingId < b.meetingId ? -1 : 1),
  )
  const excusedBetween = (from: PlainDate, until: PlainDate) =>
    exemptions.some((period) => period.from <= until && (period.to === null || period.to >= from))
  let missed: LifeFact[] = []
  for (const fact of ordered) {
    const last = missed[missed.length - 1]
    if (excusedBetween(last?.on ?? fact.on, fact.on)) missed = []
    if (fact.status !== 'absent') missed = []
    else if (fact.due && !fact.undecided && !excusedBetween(fact.on, fact.on)) missed.push(fact)
  }
  const first = missed[0]
  const latest = missed[missed.length - 1]
  if (!first || !latest) return { missed, months: 0, stage: 0 }
  const months = wholeMonths(first.on, latest.on)
  let stage: AbsenceClock['stage'] = 0
  for (const one of ABSENCE_STAGES) if (months >= one) stage = one
  const since = stage
  const reached = since === 0 ? undefined : missed.find((fact) => addMonths(first.on, since) <= fact.on)
  return { missed, months, stage, from: first.on, until: latest.on, ...(reached && { reachedOn: reached.on }) }
}
