import type { Violation } from './errors'
import type { Source } from './norm'
import { addDays, dayLabel, type PlainDate } from './plainDate'

/** One entry of a case: who did which step when. The list of entries only grows; correction is a new entry. */
export interface Entry<StepId extends string = string> {
  step: StepId
  /** Person who did it. */
  by: string
  /** UTC ISO instant. */
  at: string
  /** Business day on which it counts, Asia/Shanghai. */
  on: PlainDate
  /** Why, where the step asks for a reason. */
  reason?: string
}

/** 步骤 — one row of a workflow table. `Case` is the pure view of the record the gates look at. */
export interface Step<StepId extends string, Case> {
  id: StepId
  label: string
  /** Who acts, in the words of the norm. */
  actor: string
  /** Steps that must have been done. */
  after?: readonly StepId[]
  /** A step that takes this one back or ends the case: it may not be done any more once one of these stands. */
  unless?: readonly StepId[]
  /** Earliest lawful day. */
  earliest?: (subject: Case) => PlainDate | undefined
  /** Days after the last step of `after` by which it should be done; shown and reminded, never blocking. */
  latestDays?: number
  /** Every further reason against closing the step. A gate is asked even when steps before it are missing, so all reasons show at once. */
  gates?: readonly ((subject: Case, today: PlainDate) => readonly Violation[])[]
  /** True when the step may be done again and again, for example a correction. */
  repeatable?: boolean
  source: Source
}

/** 流程 — steps as one readable table. */
export type Workflow<StepId extends string, Case> = readonly Step<StepId, Case>[]

export const isDone = (entries: readonly Entry[], step: string): boolean => entries.some((entry) => entry.step === step)

export const lastEntry = <S extends string>(entries: readonly Entry<S>[], step: S): Entry<S> | undefined =>
  entries.reduce<Entry<S> | undefined>((last, entry) => (entry.step === step ? entry : last), undefined)

/**
 * Every reason why `step` may not be closed today, each with its source; an empty list means it may.
 * @throws RangeError when the workflow has no such step.
 */
export function violations<S extends string, C extends { entries: readonly Entry<S>[] }>(
  workflow: Workflow<S, C>,
  subject: C,
  stepId: S,
  today: PlainDate,
): Violation[] {
  const step = workflow.find((candidate) => candidate.id === stepId)
  if (!step) throw new RangeError(`没有这个步骤：${stepId}`)
  const label = (id: S) => workflow.find((candidate) => candidate.id === id)?.label ?? id
  const found: Violation[] = []
  if (!step.repeatable && isDone(subject.entries, stepId))
    found.push({ message: `“${step.label}”已经做过了`, source: step.source })
  for (const id of step.after ?? [])
    if (!isDone(subject.entries, id))
      found.push({
        message: `还没有“${label(id)}”`,
        source: step.source,
        fixBy: workflow.find((s) => s.id === id)?.actor ?? '',
      })
  for (const id of step.unless ?? [])
    if (isDone(subject.entries, id))
      found.push({ message: `已经“${label(id)}”，不能再“${step.label}”`, source: step.source })
  const earliest = step.earliest?.(subject)
  if (earliest && today < earliest)
    found.push({ message: `最早 ${dayLabel(earliest)} 才能“${step.label}”`, source: step.source })
  for (const gate of step.gates ?? []) found.push(...gate(subject, today))
  return found
}

/** Day by which the step should be done: after the last of its predecessors plus `latestDays`. */
export function latestOf<S extends string, C extends { entries: readonly Entry<S>[] }>(
  step: Step<S, C>,
  subject: C,
): PlainDate | undefined {
  if (step.latestDays === undefined) return undefined
  let last: PlainDate | undefined
  for (const id of step.after ?? []) {
    const on = lastEntry(subject.entries, id)?.on
    if (!on) return undefined
    if (!last || on > last) last = on
  }
  return last && addDays(last, step.latestDays)
}
