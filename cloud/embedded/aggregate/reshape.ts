import { type Fields, isFields } from '../bson/document'
import { isNumber, toDouble } from '../bson/order'
import { badValue } from '../errors'
import { compileExpression, type Evaluate } from './expression'

export type Reshape = (fields: Fields) => Fields

const isFlag = (value: unknown): value is boolean | number => typeof value === 'boolean' || isNumber(value)
const isOn = (value: unknown): boolean => (isNumber(value) ? toDouble(value) !== 0 : value === true)

/** What becomes of one field: kept, dropped, computed, or looked into. */
type Node =
  | { kind: 'keep' }
  | { kind: 'drop' }
  | { kind: 'compute'; evaluate: Evaluate }
  | { kind: 'inside'; tree: Tree }
type Tree = Map<string, Node>

const place = (tree: Tree, parts: readonly string[], node: Node): void => {
  const [part = '', ...rest] = parts
  if (rest.length === 0) {
    tree.set(part, node)
    return
  }
  const present = tree.get(part)
  const inner: Tree = present?.kind === 'inside' ? present.tree : new Map()
  tree.set(part, { kind: 'inside', tree: inner })
  place(inner, rest, node)
}

const isPlainFields = (value: unknown): value is Fields =>
  isFields(value) && Object.keys(value).length > 0 && !Object.keys(value).some((name) => name.startsWith('$'))

const placeEntry = (tree: Tree, path: string, value: unknown, flagsCount: boolean): void => {
  const parts = path.split('.')
  if (flagsCount && isFlag(value)) place(tree, parts, { kind: isOn(value) ? 'keep' : 'drop' })
  else if (!isPlainFields(value)) place(tree, parts, { kind: 'compute', evaluate: compileExpression(value) })
  else for (const [name, inner] of Object.entries(value)) placeEntry(tree, `${path}.${name}`, inner, flagsCount)
}

const parseTree = (spec: unknown, stage: string, flagsCount: boolean): Tree => {
  if (!isFields(spec) || Object.keys(spec).length === 0) throw badValue(`${stage} needs a nonempty object`)
  const tree: Tree = new Map()
  for (const [path, value] of Object.entries(spec)) placeEntry(tree, path, value, flagsCount)
  return tree
}

const inEach = (value: unknown, apply: (item: unknown) => unknown): unknown =>
  Array.isArray(value) ? value.map((item) => inEach(item, apply)) : apply(value)

/** Kept fields in the order of the document, computed ones after them in the order of the specification. */
const include = (source: Fields, tree: Tree, root: Fields): Fields => {
  const made: Fields = {}
  for (const [name, value] of Object.entries(source)) {
    const node = tree.get(name)
    if (node?.kind === 'keep') made[name] = value
    if (node?.kind === 'inside') {
      const inner = inEach(value, (item) => (isFields(item) ? include(item, node.tree, root) : undefined))
      if (inner !== undefined) made[name] = Array.isArray(inner) ? inner.filter((item) => item !== undefined) : inner
    }
  }
  for (const [name, node] of tree) {
    if (node.kind === 'inside' && !(name in source) && computes(node.tree)) made[name] = include({}, node.tree, root)
    if (node.kind !== 'compute') continue
    const value = node.evaluate(root, {})
    if (value !== undefined) made[name] = value
  }
  return made
}

const computes = (tree: Tree): boolean =>
  [...tree.values()].some((node) => node.kind === 'compute' || (node.kind === 'inside' && computes(node.tree)))

const hasKind = (tree: Tree, kind: Node['kind']): boolean =>
  [...tree.values()].some((node) => node.kind === kind || (node.kind === 'inside' && hasKind(node.tree, kind)))

/** The document without the dropped fields and with the computed ones set. */
const change = (source: Fields, tree: Tree, root: Fields): Fields => {
  const made: Fields = { ...source }
  for (const [name, node] of tree) {
    if (node.kind === 'drop') delete made[name]
    if (node.kind === 'compute') {
      const value = node.evaluate(root, {})
      if (value !== undefined) made[name] = value
      else delete made[name]
    }
    if (node.kind === 'inside' && (name in made || computes(node.tree))) {
      made[name] = inEach(made[name], (item) => {
        if (isFields(item)) return change(item, node.tree, root)
        return computes(node.tree) ? change({}, node.tree, root) : item
      })
    }
  }
  return made
}

/** `$project`. @throws StoreError when it both keeps and drops fields other than `_id` */
export const compileProject = (spec: unknown): Reshape => {
  const tree = parseTree(spec, '$project', true)
  const id = tree.get('_id')
  tree.delete('_id')
  const isInclusion = hasKind(tree, 'keep') || hasKind(tree, 'compute') || (tree.size === 0 && id?.kind !== 'drop')
  if (isInclusion && hasKind(tree, 'drop')) throw badValue('Cannot do exclusion in an inclusion $project')
  if (id || isInclusion) tree.set('_id', id ?? { kind: 'keep' })
  if (isInclusion && id?.kind === 'drop') tree.delete('_id')
  return isInclusion ? (fields) => include(fields, tree, fields) : (fields) => change(fields, tree, fields)
}

/** `$addFields` and `$set`. */
export const compileAddFields = (spec: unknown): Reshape => {
  const tree = parseTree(spec, '$addFields', false)
  return (fields) => change(fields, tree, fields)
}

/** `$unset`: one path or several. */
export const compileUnset = (spec: unknown): Reshape => {
  const paths = Array.isArray(spec) ? spec : [spec]
  const tree: Tree = new Map()
  for (const path of paths) {
    if (typeof path !== 'string') throw badValue('$unset needs a string or an array of strings')
    place(tree, path.split('.'), { kind: 'drop' })
  }
  return (fields) => change(fields, tree, fields)
}
