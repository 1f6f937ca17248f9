import { badValue } from '../errors'
import { compileFilter, type Predicate } from '../query/compileFilter'
import { conjuncts, type Filter, type Test } from '../query/filter'
import type { SortKey } from '../query/sort'
import type { Collection, Index } from '../storage/catalog'
import { implies } from './implication'
import { type IndexScan, planIndex } from './planIndex'

/** What is left to check on the document itself. */
export interface Residual {
  matches: Predicate
  filter: Filter
}

export type Plan = { residual?: Residual; isSorted: boolean } & (
  | { kind: 'collection' }
  | { kind: 'index'; scan: IndexScan }
  | { kind: 'union'; branches: Plan[] }
)

export interface PlanRequest {
  collection: Collection
  filter: Filter
  sort: readonly SortKey[]
  /** Name or key pattern of the index to use. */
  hint?: unknown
}

const residualOf = (known: readonly Filter[], settled: ReadonlySet<Test>): Residual | undefined => {
  const open = known.filter((filter) => !(filter.kind === 'field' && settled.has(filter.test)))
  if (open.length === 0) return undefined
  const filter: Filter = { kind: 'and', filters: open }
  return { filter, matches: compileFilter(filter) }
}

const isHinted = (index: Index, hint: unknown): boolean =>
  typeof hint === 'string' ? hint === index.name : JSON.stringify(hint) === JSON.stringify(index.key)

/** How well a plan narrows; a union is as good as its worst branch. */
const scoreOf = (plan: Plan): number => {
  if (plan.kind === 'index') return plan.scan.score
  return plan.kind === 'union' ? Math.min(...plan.branches.map(scoreOf)) : 0
}

/** Branches of an `$or` through an index each; undefined when one of them narrows no more than `least`. */
const planUnion = (request: PlanRequest, known: readonly Filter[], least: number): Plan | undefined => {
  const or = known.find((filter) => filter.kind === 'or')
  if (or?.kind !== 'or') return undefined
  const others = known.filter((filter) => filter !== or)
  const branches: Plan[] = []
  for (const filter of or.filters) {
    const branch = planFind({
      collection: request.collection,
      filter: { kind: 'and', filters: [filter, ...others] },
      sort: [],
    })
    if (scoreOf(branch) <= least) return undefined
    branches.push(branch)
  }
  return { kind: 'union', branches, isSorted: request.sort.length === 0 }
}

/** The best way to the documents of a filter in an order. @throws StoreError when the hinted index does not exist */
export const planFind = (request: PlanRequest): Plan => {
  const { collection, filter, sort, hint } = request
  const known = conjuncts(filter)
  const candidates =
    hint === undefined ? collection.indexes : collection.indexes.filter((index) => isHinted(index, hint))
  if (hint !== undefined && candidates.length === 0) {
    throw badValue(
      `planner returned error: hint provided does not correspond to an existing index of ${collection.namespace}`,
    )
  }
  let best: IndexScan | undefined
  for (const index of candidates) {
    if (index.partial && !implies(known, index.partial.filter)) continue
    const scan = planIndex(index, known, sort)
    if ((scan.score > 0 || hint !== undefined) && scan.score > (best?.score ?? -1)) best = scan
  }
  const comesInOrder = best?.hasBounds === true && best.isSorted && sort.length > 0
  const union =
    hint === undefined && !comesInOrder ? planUnion(request, known, best?.hasBounds ? best.score : 0) : undefined
  if (union) return union
  if (best && (best.hasBounds || hint !== undefined)) {
    return withResidual({ kind: 'index', scan: best, isSorted: best.isSorted }, residualOf(known, best.settled))
  }
  if (best) return withResidual({ kind: 'index', scan: best, isSorted: true }, residualOf(known, best.settled))
  return withResidual({ kind: 'collection', isSorted: sort.length === 0 }, residualOf(known, new Set()))
}

const withResidual = (plan: Plan, residual: Residual | undefined): Plan => (residual ? { ...plan, residual } : plan)
