import type { Role } from '@shared/core/roles'

interface TalkActor {
  personId: string
  appointments: readonly { organizationId: string; path: string; role: Role }[]
}

interface TalkPlace {
  organizationId: string
  path: string
}

export interface TalkSubject extends TalkPlace {
  between: readonly [string, string]
  recordedBy: string
  state: 'waiting' | 'confirmed' | 'disputed' | 'withdrawn'
}

const holds = (actor: TalkActor, place: Pick<TalkPlace, 'organizationId'>, roles: readonly Role[]): boolean =>
  actor.appointments.some((a) => a.organizationId === place.organizationId && roles.includes(a.role))
const isParty = (actor: TalkActor, talk: TalkSubject): boolean => talk.between.includes(actor.personId)
const keepsBook = (actor: TalkActor, place: Pick<TalkPlace, 'organizationId'>): boolean =>
  holds(actor, place, ['secretary', 'deputySecretary', 'organizationCommissioner'])

/** 权限表 — what was said stays between the two and the secretary; that they talked, also with those who keep the branch's book. */
export const TALK_POLICY = {
  read: (actor, talk) => isParty(actor, talk) || keepsBook(actor, talk),
  note: (actor, talk) => isParty(actor, talk) || holds(actor, talk, ['secretary']),
  confirm: (actor, talk) => talk.state === 'waiting' && isParty(actor, talk) && talk.recordedBy !== actor.personId,
  /** For somebody who cannot do it on a phone; the reason stays with the record. */
  confirmFor: (actor, talk) => talk.state === 'waiting' && keepsBook(actor, talk) && !isParty(actor, talk),
  dispute: (actor, talk) => talk.state !== 'withdrawn' && isParty(actor, talk) && talk.recordedBy !== actor.personId,
  withdraw: (actor, talk) =>
    talk.state !== 'withdrawn' && (talk.recordedBy === actor.personId || holds(actor, talk, ['secretary'])),
} as const satisfies Record<string, (actor: TalkActor, talk: TalkSubject) => boolean>

export type TalkAction = keyof typeof TALK_POLICY
export const TALK_ACTIONS = Object.keys(TALK_POLICY) as TalkAction[]

/** Who talks with whom is for those who keep the branch's book; whoever oversees several branches sees numbers alone. */
export const COVERAGE_POLICY = {
  matrix: keepsBook,
  numbers: (actor, place) =>
    actor.appointments.some(
      (a) =>
        place.path.startsWith(a.path) &&
        (a.role === 'administrator' || a.role === 'secretary' || a.role === 'deputySecretary'),
    ),
} as const satisfies Record<string, (actor: TalkActor, place: TalkPlace) => boolean>
