import { type Fields, isFields, soleEntry } from '../bson/document'
import { encodeKey, keyText } from '../bson/keyEncoding'
import { compare, isNumber, toDouble } from '../bson/order'
import { badValue, unsupported } from '../errors'
import { compileExpression, type Evaluate } from './expression'

/** Collects the values of one group. */
interface Collector {
  add(value: unknown): void
  result(): unknown
}

const collectNumbers = (finish: (sum: number, count: number) => unknown) => (): Collector => {
  let sum = 0
  let count = 0
  return {
    add(value) {
      if (value === undefined || value === null || !isNumber(value)) return
      sum += toDouble(value)
      count++
    },
    result: () => finish(sum, count),
  }
}

const collectExtreme = (sign: 1 | -1) => (): Collector => {
  let best: unknown
  return {
    add(value) {
      if (value === undefined || value === null) return
      if (best === undefined || compare(value, best) * sign > 0) best = value
    },
    result: () => best ?? null,
  }
}

const collectOne = (isLast: boolean) => (): Collector => {
  let kept: unknown
  let isSet = false
  return {
    add(value) {
      if (isSet && !isLast) return
      kept = value
      isSet = true
    },
    result: () => kept ?? null,
  }
}

const collectList = (): Collector => {
  const items: unknown[] = []
  return {
    add(value) {
      if (value !== undefined) items.push(value)
    },
    result: () => items,
  }
}

const collectSet = (): Collector => {
  const items = new Map<string, unknown>()
  return {
    add(value) {
      if (value !== undefined) items.set(keyText(encodeKey(value)), value)
    },
    result: () => [...items.values()],
  }
}

const COLLECTORS: Record<string, (() => Collector) | undefined> = {
  $sum: collectNumbers((sum) => sum),
  $avg: collectNumbers((sum, count) => (count === 0 ? null : sum / count)),
  $count: collectNumbers((_sum, count) => count),
  $min: collectExtreme(-1),
  $max: collectExtreme(1),
  $first: collectOne(false),
  $last: collectOne(true),
  $push: collectList,
  $addToSet: collectSet,
}

interface Accumulator {
  name: string
  evaluate: Evaluate
  collect: () => Collector
}

const parseAccumulator = (name: string, spec: unknown): Accumulator => {
  const sole = isFields(spec) ? soleEntry(spec) : undefined
  if (!sole) throw badValue(`The field '${name}' must specify one accumulator`)
  const [operator, argument] = sole
  const collect = COLLECTORS[operator]
  if (!collect) throw unsupported(`accumulator ${operator}`)
  return { name, collect, evaluate: operator === '$count' ? () => 1 : compileExpression(argument) }
}

/** `$group`: one document per value of `_id`, in the order in which the values first appear. */
export const compileGroup = (spec: unknown): ((documents: Iterable<Fields>) => Fields[]) => {
  if (!isFields(spec) || !('_id' in spec)) throw badValue('a group specification must include an _id')
  const { _id, ...others } = spec
  const key = compileExpression(_id)
  const accumulators = Object.entries(others).map(([name, value]) => parseAccumulator(name, value))
  return (documents) => {
    const groups = new Map<string, { id: unknown; collectors: Collector[] }>()
    for (const fields of documents) {
      const id = key(fields, {}) ?? null
      const text = typeof id === 'string' ? id : `\0${keyText(encodeKey(id))}`
      let group = groups.get(text)
      if (!group) {
        group = { id, collectors: accumulators.map(({ collect }) => collect()) }
        groups.set(text, group)
      }
      for (const [i, { evaluate }] of accumulators.entries()) group.collectors[i]?.add(evaluate(fields, {}))
    }
    return [...groups.values()].map(({ id, collectors }) => {
      const results = accumulators.map(({ name }, i): [string, unknown] => [name, collectors[i]?.result()])
      return { _id: id, ...Object.fromEntries(results) }
    })
  }
}
