import type { Violation } from '@shared/core/errors'
import { inForce } from '@shared/core/norm'
import type { PlainDate } from '@shared/core/plainDate'
import { ORGANISER_ROLES } from '@shared/core/roles'
import { type Entry, violations, type Workflow } from '@shared/core/workflow'
import { LIFE_MEETING } from '../norms'
import { APPROVER_ROLES, type MeetingActor, SUPERVISOR_ROLES } from '../policy'
import type { Rectification, RectificationState, RectificationStep } from './model'

type Entries = readonly Entry<RectificationStep>[]

const STATE_AFTER = {
  open: 'open',
  finish: 'finished',
  close: 'closed',
  reopen: 'open',
} as const satisfies Partial<Record<RectificationStep, RectificationState>>

/** Where an item stands: a fold over its entries; progress and changes leave it where it is. */
export function rectificationState(entries: Entries): RectificationState {
  let state: RectificationState = 'open'
  for (const { step } of entries) if (step !== 'progress' && step !== 'change') state = STATE_AFTER[step]
  return state
}

interface RectificationCase {
  entries: Entries
}

const source = inForce(LIFE_MEETING, '2018-11-26' as PlainDate).source
const needs =
  (states: readonly RectificationState[], message: string, fixBy: string) =>
  ({ entries }: RectificationCase): Violation[] =>
    states.includes(rectificationState(entries)) ? [] : [{ message, fixBy, source }]

const running = needs(['open'], '这一项已经办完报核或销号', '支委')

/** 整改流程 — whoever is responsible carries it out and reports; somebody else checks and strikes it off. */
export const RECTIFICATION_FLOW: Workflow<RectificationStep, RectificationCase> = [
  { id: 'open', label: '列入清单', actor: '支委', source },
  { id: 'progress', label: '写进展', actor: '责任人', after: ['open'], gates: [running], repeatable: true, source },
  { id: 'finish', label: '办完报核', actor: '责任人', after: ['open'], gates: [running], repeatable: true, source },
  {
    id: 'close',
    label: '核对销号',
    actor: '支委（责任人除外）',
    after: ['finish'],
    gates: [needs(['finished'], '责任人还没有报核', '责任人')],
    repeatable: true,
    source,
  },
  {
    id: 'reopen',
    label: '退回重办',
    actor: '支委（责任人除外）',
    after: ['finish'],
    gates: [needs(['finished', 'closed'], '这一项还在整改', '责任人')],
    repeatable: true,
    source,
  },
  { id: 'change', label: '调整', actor: '支委', after: ['open'], gates: [running], repeatable: true, source },
]

/** Every reason why a step may not be done. */
export const rectificationViolations = (entries: Entries, step: RectificationStep, today: PlainDate): Violation[] =>
  violations(RECTIFICATION_FLOW, { entries }, step, today)

type Subject = Pick<Rectification, 'organizationId' | 'path' | 'personId'>

const organises = (actor: MeetingActor, { organizationId }: Pick<Subject, 'organizationId'>): boolean =>
  actor.appointments.some((a) => a.organizationId === organizationId && ORGANISER_ROLES.some((role) => role === a.role))

/** 权限表 — nobody strikes off an item for which he is responsible himself. */
export const RECTIFICATION_POLICY = {
  read: (actor, subject) =>
    actor.organizationId === subject.organizationId ||
    actor.personId === subject.personId ||
    actor.appointments.some((a) => subject.path.startsWith(a.path) && SUPERVISOR_ROLES.some((role) => role === a.role)),
  progress: (actor, subject) => actor.personId === subject.personId,
  finish: (actor, subject) => actor.personId === subject.personId,
  close: (actor, subject) => organises(actor, subject) && actor.personId !== subject.personId,
  reopen: (actor, subject) => organises(actor, subject) && actor.personId !== subject.personId,
  change: organises,
} as const satisfies Record<string, (actor: MeetingActor, subject: Subject) => boolean>
export type RectificationAction = keyof typeof RECTIFICATION_POLICY

/** What this actor may do with an item now. */
export const allowedOnItem = (actor: MeetingActor, item: Rectification, today: PlainDate): RectificationAction[] =>
  (['progress', 'finish', 'close', 'reopen', 'change'] as const).filter(
    (step) =>
      RECTIFICATION_POLICY[step](actor, item) && rectificationViolations(item.entries, step, today).length === 0,
  )

/** Who checks an item: the first office holder who is not responsible for it, the secretary before the others. */
export function checkerOf(
  item: Pick<Rectification, 'personId'>,
  offices: readonly { personId: string; role: string }[],
): string | undefined {
  const ranked = [...APPROVER_ROLES, ...ORGANISER_ROLES].flatMap((role) => offices.filter((one) => one.role === role))
  return ranked.find((one) => one.personId !== item.personId)?.personId
}
