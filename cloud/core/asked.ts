import type { Model } from 'mongoose'
import { recordChange } from './change'
import { anything, count, defineCollection, text, when } from './database/collection'
import { newId } from './database/id'
import type { Work } from './deps'

/** A text somebody gave, recognisable but not readable: where it stood in the request and its keyed hash. */
export interface AskedText {
  field: string
  mark: string
}

/** 一次填报 — what one write asked of the branch of the person who made it. Nobody's name stands here, and no time anybody spent. */
export interface Asked {
  _id: string
  organizationId: string
  /** `YYYY-MM`, Asia/Shanghai. */
  month: string
  /** `meetings.plan` */
  endpoint: string
  /** Values in the request. */
  fields: number
  /** Those of them a hand has entered; the rest stood there already. */
  typed: number
  texts: AskedText[]
  at: Date
}

export const ASKED_FACT = 'core.asked'
/** Days for which it is kept: the months that are compared, and what is looked through for repetition. */
const KEPT_DAYS = 130

export const Askings: Model<Asked> = defineCollection<Asked>(
  'askings',
  { organizationId: text, month: text, endpoint: text, fields: count, typed: count, texts: anything, at: when },
  [{ keys: { organizationId: 1, month: 1 } }, { keys: { at: 1 }, expireAfterSeconds: KEPT_DAYS * 86_400 }],
)

const MOST_FIELDS = 500
const MOST_TEXTS = 40
const isId = (value: string) => /^[0-9a-f]{24}$/.test(value)
/** Words somebody wrote: no ids, days, times or names of choices. */
const isWritten = (value: string) => value.trim().length >= 4 && /\p{Script=Han}/u.test(value)

/** Values of a request with the name of their field; ids are chosen, not entered, and do not count. */
function leavesOf(value: unknown, field = ''): { field: string; value: string | number | boolean }[] {
  if (typeof value === 'string') return isId(value) || value === '' ? [] : [{ field, value }]
  if (typeof value === 'number' || typeof value === 'boolean') return [{ field, value }]
  if (Array.isArray(value)) return value.flatMap((each) => leavesOf(each, field))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => leavesOf(each, key))
}

/**
 * Notes what a write has asked for, in its transaction. Only what a hand has entered is noted: a tap on what is filled already asks
 * for nothing.
 * @param typed fields entered by hand, as the pages count them.
 */
export async function recordAsked(work: Work, endpoint: string, typed: number, request: unknown): Promise<void> {
  const { organizationId } = work.actor
  const leaves = leavesOf(request).slice(0, MOST_FIELDS)
  if (typed <= 0 || leaves.length === 0 || organizationId === '') return
  const texts = leaves
    .filter((leaf): leaf is { field: string; value: string } => typeof leaf.value === 'string' && isWritten(leaf.value))
    .slice(0, MOST_TEXTS)
    .map(({ field, value }) => ({ field, mark: work.deps.cipher.fingerprint(value).slice(0, 16) }))
  const _id = newId()
  const fields = leaves.length
  const at = new Date(work.now)
  const month = work.today.slice(0, 7)
  await Askings.create({ _id, organizationId, month, endpoint, fields, typed: Math.min(typed, fields), texts, at })
  await recordChange(work, [{ organizationId, fact: ASKED_FACT, factId: _id }])
}
