import type { Role } from '@shared/core/roles'
import type { Handover, HandoverState } from './model'

/** As much of the caller as the table reads. */
export interface HandoverActor {
  personId: string
  appointments: readonly { organizationId: string; path: string; role: Role }[]
}

/** As much of a handover as the table reads. */
export interface HandoverSubject extends Pick<Handover, 'organizationId' | 'path' | 'role' | 'fromId' | 'toId'> {
  giverId: string | null
  state: HandoverState
}

export const OVERSEER_ROLES = ['administrator', 'secretary', 'deputySecretary'] as const satisfies readonly Role[]

/** Somebody above the seat; in the own organisation only the secretary over lesser seats, and an administrator. */
export function isAbove(actor: HandoverActor, { path, role }: Pick<HandoverSubject, 'path' | 'role'>): boolean {
  return actor.appointments.some((a) => {
    if (!path.startsWith(a.path) || !(OVERSEER_ROLES as readonly Role[]).includes(a.role)) return false
    if (a.path !== path) return true
    return a.role === 'administrator' ? role !== 'administrator' : a.role === 'secretary' && role !== 'secretary'
  })
}

const isRunning = ({ state }: HandoverSubject): boolean => state === 'open' || state === 'vacant'
const gives = (actor: HandoverActor, subject: HandoverSubject): boolean =>
  subject.giverId === null ? isAbove(actor, subject) : subject.giverId === actor.personId
/** While the seat is empty a superior holds the fort. */
const takes = (actor: HandoverActor, subject: HandoverSubject): boolean =>
  subject.toId === null ? isAbove(actor, subject) : subject.toId === actor.personId
const isParty = (actor: HandoverActor, subject: HandoverSubject): boolean =>
  [subject.fromId, subject.toId, subject.giverId].includes(actor.personId)

/** Does whoever may read it read also what came up after the predecessor had left? */
export const readsAll = (actor: HandoverActor, subject: HandoverSubject): boolean =>
  actor.personId !== subject.fromId || actor.personId === subject.toId || isAbove(actor, subject)

/** 权限表 — who may do what in a handover. */
export const HANDOVER_POLICY = {
  read: (actor, subject) => isParty(actor, subject) || isAbove(actor, subject),
  add: (actor, subject) => isRunning(subject) && gives(actor, subject),
  give: (actor, subject) => isRunning(subject) && gives(actor, subject),
  answer: (actor, subject) => isRunning(subject) && gives(actor, subject),
  accept: (actor, subject) => isRunning(subject) && takes(actor, subject),
  ask: (actor, subject) => isRunning(subject) && takes(actor, subject),
  finish: (actor, subject) => isRunning(subject) && takes(actor, subject),
  standIn: (actor, subject) =>
    isRunning(subject) &&
    isAbove(actor, subject) &&
    subject.giverId !== actor.personId &&
    subject.toId !== actor.personId,
  correct: (actor, subject) => subject.state === 'finished' && (isParty(actor, subject) || isAbove(actor, subject)),
  export: (actor, subject) => isParty(actor, subject) || isAbove(actor, subject),
} as const satisfies Record<string, (actor: HandoverActor, subject: HandoverSubject) => boolean>

export type HandoverAction = keyof typeof HANDOVER_POLICY
export const HANDOVER_ACTIONS = Object.keys(HANDOVER_POLICY) as HandoverAction[]
