import { type Fields, isFields, soleEntry } from '../bson/document'
import { badValue, unsupported } from '../errors'
import { compileFilter } from '../query/compileFilter'
import { parseFilter } from '../query/filter'
import { parseSort, sortFields } from '../query/sort'
import { compileGroup } from './group'
import { compileLookup, type ReadForeign } from './lookup'
import { compileAddFields, compileProject, compileUnset, type Reshape } from './reshape'
import { compileUnwind } from './unwind'

export type Documents = Iterable<Fields>
export type Stage = (documents: Documents) => Documents

/** What a stage may need from outside. */
export interface StageContext {
  readForeign: ReadForeign
}

const each = (reshape: Reshape): Stage =>
  function* (documents) {
    for (const fields of documents) yield reshape(fields)
  }

/** A stage's whole number. @throws StoreError BadValue */
export const stageNumber = (stage: string, value: unknown, least: number): number => {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least) {
    throw badValue(`the argument of ${stage} must be a whole number of at least ${least}`)
  }
  return value
}

const skip = (count: number): Stage =>
  function* (documents) {
    let position = 0
    for (const fields of documents) if (position++ >= count) yield fields
  }

const limit = (count: number): Stage =>
  function* (documents) {
    let left = count
    for (const fields of documents) {
      yield fields
      if (--left === 0) return
    }
  }

const match = (spec: unknown): Stage => {
  const matches = compileFilter(parseFilter(spec))
  return function* (documents) {
    for (const fields of documents) if (matches(fields)) yield fields
  }
}

const countInto = (name: unknown): Stage => {
  if (typeof name !== 'string' || name === '') throw badValue('$count needs the name of a field')
  return (documents) => {
    let count = 0
    for (const _ of documents) count++
    return count === 0 ? [] : [{ [name]: count }]
  }
}

const compileStage = (stage: unknown, context: StageContext): Stage => {
  const sole = isFields(stage) ? soleEntry(stage) : undefined
  if (!sole) throw badValue('A pipeline stage specification object must contain exactly one field.')
  const [name, argument] = sole
  switch (name) {
    case '$match':
      return match(argument)
    case '$project':
      return each(compileProject(argument))
    case '$addFields':
    case '$set':
      return each(compileAddFields(argument))
    case '$unset':
      return each(compileUnset(argument))
    case '$group':
      return compileGroup(argument)
    case '$sort': {
      const sort = parseSort(argument)
      return (documents) => sortFields(documents, sort)
    }
    case '$skip':
      return skip(stageNumber('$skip', argument, 0))
    case '$limit':
      return limit(stageNumber('$limit', argument, 1))
    case '$unwind':
      return compileUnwind(argument)
    case '$count':
      return countInto(argument)
    case '$lookup':
      return compileLookup(argument, context.readForeign)
  }
  throw unsupported(`aggregation stage ${name}`)
}

/** A pipeline as one function. @throws StoreError for stages that are not supported, before anything runs */
export const compileStages = (pipeline: unknown, context: StageContext): Stage => {
  if (!Array.isArray(pipeline)) throw badValue("'pipeline' option must be specified as an array")
  const stages = pipeline.map((stage) => compileStage(stage, context))
  return (documents) => stages.reduce((flowing, run) => run(flowing), documents)
}
