import type { Talk, TalkEntry, TalkKind, TalkState } from './model'

const STATE_AFTER = {
  record: 'waiting',
  confirm: 'confirmed',
  dispute: 'disputed',
  withdraw: 'withdrawn',
} as const satisfies Record<TalkEntry['step'], TalkState>

/** Where a talk stands: a fold over its entries. What was withdrawn stays so. */
export function talkStateOf(entries: readonly Pick<TalkEntry, 'step'>[]): TalkState {
  let state: TalkState = 'waiting'
  for (const { step } of entries) if (state !== 'withdrawn') state = STATE_AFTER[step]
  return state
}

/** Kind of a talk by who of the two holds an office. */
export function kindOf(between: readonly [string, string], onCommittee: (personId: string) => boolean): TalkKind {
  const offices = between.filter(onCommittee).length
  return offices === 2 ? 'committee' : offices === 1 ? 'committeeMember' : 'members'
}

/** Two people in the order of their ids. */
export const pairOf = (a: string, b: string): [string, string] => (a < b ? [a, b] : [b, a])

/** The other one of the two. */
export const otherOf = ({ between }: Pick<Talk, 'between'>, personId: string): string =>
  between[0] === personId ? between[1] : between[0]
