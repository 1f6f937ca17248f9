import { compare, equals, rankOf } from '../bson/order'
import { compileFilter } from '../query/compileFilter'
import { conjuncts, type Filter, type Test } from '../query/filter'

type Bound = Test & { op: 'gt' | 'gte' | 'lt' | 'lte' }

const isBound = (test: Test): test is Bound => ['gt', 'gte', 'lt', 'lte'].includes(test.op)

const boundImplies = (known: Bound, wanted: Bound): boolean => {
  if (known.op[0] !== wanted.op[0] || rankOf(known.value) !== rankOf(wanted.value)) return false
  const order = compare(known.value, wanted.value) * (wanted.op[0] === 'g' ? 1 : -1)
  return order > 0 || (order === 0 && (known.op === wanted.op || wanted.op.endsWith('e')))
}

/** Whether every value that passes `known` passes `wanted`. */
const testImplies = (known: Test, wanted: Test): boolean => {
  if (known.op === 'eq') {
    const holds = compileFilter({ kind: 'field', path: 'value', parts: ['value'], test: wanted })
    return wanted.op === 'exists' ? known.value != null && wanted.wanted : holds({ value: known.value })
  }
  if (known.op === 'in' && known.patterns.length === 0) {
    return known.values.every((value) => testImplies({ op: 'eq', value }, wanted))
  }
  if (wanted.op === 'exists') {
    if (known.op === 'exists') return known.wanted === wanted.wanted
    return wanted.wanted && ['gt', 'gte', 'lt', 'lte', 'regex', 'elemMatch', 'all', 'size', 'type'].includes(known.op)
  }
  if (isBound(known) && isBound(wanted)) return boundImplies(known, wanted)
  return false
}

const sameTest = (a: Test, b: Test): boolean => equals({ ...a }, { ...b })

const isImplied = (wanted: Filter, known: readonly Filter[]): boolean => {
  if (wanted.kind !== 'field') return false
  return known.some(
    (filter) =>
      filter.kind === 'field' &&
      filter.path === wanted.path &&
      (testImplies(filter.test, wanted.test) || sameTest(filter.test, wanted.test)),
  )
}

/** Whether every document that matches `query` is in an index with the partial filter `partial`. */
export const implies = (query: readonly Filter[], partial: Filter): boolean =>
  conjuncts(partial).every((wanted) => isImplied(wanted, query))
