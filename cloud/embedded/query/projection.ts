import { decodeTyped, encode, isFields } from '../bson/document'
import { isNumber, toDouble } from '../bson/order'
import { badValue, unsupported } from '../errors'
import { compileFilter } from './compileFilter'
import { parseFilter } from './filter'
import { addPath, type FieldTree, projectRaw } from './projectRaw'

type ArrayCut = (items: unknown[]) => unknown[]

/** A parsed projection. */
export interface Projection {
  mode: 'include' | 'exclude'
  tree: FieldTree
  /** `$slice` and `$elemMatch` by path; these fields are decoded. */
  cuts: { parts: string[]; cut: ArrayCut; dropsEmpty: boolean }[]
}

const isFlag = (value: unknown): boolean => typeof value === 'boolean' || isNumber(value)
const isOn = (value: unknown): boolean => (isNumber(value) ? toDouble(value) !== 0 : value === true)

const parseSlice = (argument: unknown): ArrayCut => {
  const numbers = (Array.isArray(argument) ? argument : [argument]).map(toDouble)
  if (numbers.some((number) => !Number.isInteger(number)) || numbers.length > 2)
    throw badValue('$slice needs whole numbers')
  const [first = 0, count] = numbers
  if (count === undefined) return (items) => (first < 0 ? items.slice(first) : items.slice(0, first))
  return (items) => {
    const start = first < 0 ? Math.max(items.length + first, 0) : first
    return items.slice(start, start + count)
  }
}

const parseElemMatchCut = (argument: unknown): ArrayCut => {
  const matches = compileFilter(parseFilter({ item: { $elemMatch: argument } }))
  return (items) => {
    const found = items.find((item) => matches({ item: [item] }))
    return found === undefined ? [] : [found]
  }
}

interface Draft {
  included: string[]
  excluded: string[]
  cuts: Projection['cuts']
  id: boolean | undefined
}

const readEntry = (draft: Draft, path: string, value: unknown): void => {
  if (path.split('.').some((part) => part.startsWith('$'))) throw unsupported(`positional projection ${path}`)
  if (isFlag(value)) {
    if (path === '_id') draft.id = isOn(value)
    else (isOn(value) ? draft.included : draft.excluded).push(path)
    return
  }
  if (!isFields(value)) throw unsupported(`a computed projection of ${path}`)
  for (const [name, argument] of Object.entries(value)) {
    const parts = path.split('.')
    if (name === '$slice') draft.cuts.push({ parts, cut: parseSlice(argument), dropsEmpty: false })
    else if (name === '$elemMatch') {
      draft.cuts.push({ parts, cut: parseElemMatchCut(argument), dropsEmpty: true })
      draft.included.push(path)
    } else if (name.startsWith('$')) throw unsupported(`operator ${name} in a projection`)
    else readEntry(draft, `${path}.${name}`, argument)
  }
}

/** Parses a find projection; undefined when it keeps everything. @throws StoreError for computed fields */
export const parseProjection = (spec: unknown): Projection | undefined => {
  if (spec === undefined || spec === null) return undefined
  if (!isFields(spec)) throw badValue('a projection must be an object')
  const draft: Draft = { included: [], excluded: [], cuts: [], id: undefined }
  for (const [path, value] of Object.entries(spec)) readEntry(draft, path, value)
  if (draft.included.length > 0 && draft.excluded.length > 0) {
    throw badValue('Cannot do inclusion and exclusion in one projection')
  }
  const mode = draft.included.length > 0 || (draft.id === true && draft.excluded.length === 0) ? 'include' : 'exclude'
  const tree: FieldTree = new Map()
  const paths =
    mode === 'include' ? [...draft.included, ...draft.cuts.map(({ parts }) => parts.join('.'))] : draft.excluded
  for (const path of paths) addPath(tree, path)
  if (mode === 'include' ? draft.id !== false : draft.id === false) tree.set('_id', undefined)
  if (mode === 'exclude' && tree.size === 0 && draft.cuts.length === 0) return undefined
  return { mode, tree, cuts: draft.cuts }
}

const cutAt = (value: unknown, parts: readonly string[], cut: ArrayCut, dropsEmpty: boolean): void => {
  const [part, ...rest] = parts
  if (part === undefined || !isFields(value)) return
  const inner = value[part]
  if (rest.length > 0) {
    for (const item of Array.isArray(inner) ? inner : [inner]) cutAt(item, rest, cut, dropsEmpty)
    return
  }
  if (!Array.isArray(inner)) {
    if (dropsEmpty) delete value[part]
    return
  }
  const kept = cut(inner)
  if (kept.length === 0 && dropsEmpty) delete value[part]
  else value[part] = kept
}

/** The projected bytes of a stored document. */
export const applyProjection = (projection: Projection, raw: Buffer): Buffer => {
  const projected = projectRaw(raw, projection.tree, projection.mode)
  if (projection.cuts.length === 0) return projected
  const fields = decodeTyped(projected)
  for (const { parts, cut, dropsEmpty } of projection.cuts) cutAt(fields, parts, cut, dropsEmpty)
  return encode(fields)
}
