import type { Actor } from '@cloud/core/actor'
import { type BankRecord, Banks, PRODUCT } from '../banks/collection'
import { type BankIndex, indexOf } from '../banks/drawing'

/** A question in use, as practice needs it. */
export type PoolQuestion = BankIndex['questions'][number] & { bankId: string }

type PractisedBank = Pick<BankRecord, '_id' | 'organizationId' | 'title' | 'note' | 'revision'>

/** What somebody may practise: banks in use, and how to find their questions in use. */
export interface Pool {
  banks: readonly PractisedBank[]
  questions(bankId?: string): readonly PoolQuestion[]
  find(bankId: string, questionId: string): PoolQuestion | undefined
}

/** Banks of one unit, with those above it; many more would be no help to anybody who wants to practise. */
const MAX_POOL_BANKS = 40

const found = new WeakMap<BankIndex, ReadonlyMap<string, PoolQuestion>>()

/** Questions of an index by id, put together once per index. */
function byId(index: BankIndex): ReadonlyMap<string, PoolQuestion> {
  const there = found.get(index)
  if (there) return there
  const { bankId } = index
  const made = new Map(index.questions.map((question) => [question.id, { ...question, bankId }]))
  found.set(index, made)
  return made
}

/** Whose banks somebody may practise: the product's, and those of every organisation the person is among. */
export const practisedOwners = ({ placeIds }: Actor): string[] => [PRODUCT.organizationId, ...placeIds]

/** 能练的题 — one query; what is in the banks is kept in memory for each revision. */
export async function poolFor(actor: Actor): Promise<Pool> {
  const banks = await Banks.find(
    { organizationId: { $in: practisedOwners(actor) }, active: true },
    { organizationId: 1, title: 1, note: 1, revision: 1 },
  )
    .sort({ organizationId: 1, _id: 1 })
    .limit(MAX_POOL_BANKS)
    .lean<PractisedBank[]>()
  const indexes = new Map((await Promise.all(banks.map(indexOf))).map((index) => [index.bankId, byId(index)]))
  return {
    banks,
    questions: (bankId) =>
      bankId === undefined
        ? [...indexes.values()].flatMap((questions) => [...questions.values()])
        : [...(indexes.get(bankId)?.values() ?? [])],
    find: (bankId, questionId) => indexes.get(bankId)?.get(questionId),
  }
}
