import { ARRAY, eachElement, nameAt, nameList, OBJECT, rawElements, rawName } from '../bson/rawDocument'

/** Which fields: a leaf (undefined) is the whole field, a tree is some of its subfields. Keys are raw names. */
export type FieldTree = Map<string, FieldTree | undefined>

/** Adds a dotted path; a path above or below one that is there gives way to the wider. */
export const addPath = (tree: FieldTree, path: string): void => {
  const [first = '', ...rest] = path.split('.')
  const name = rawName(first)
  if (rest.length === 0) {
    tree.set(name, undefined)
    return
  }
  const inner = tree.has(name) ? tree.get(name) : new Map()
  if (!inner) return
  tree.set(name, inner)
  addPath(inner, rest.join('.'))
}

/** Writes into a buffer of the source's size: a projection is never longer than the document. */
interface Target {
  bytes: Buffer
  length: number
}

const copyRange = (raw: Buffer, start: number, end: number, target: Target): void => {
  raw.copy(target.bytes, target.length, start, end)
  target.length += end - start
}

/** Writes `length, elements, 0` around what `writeElements` writes. */
const writeDocument = (target: Target, writeElements: () => void): void => {
  const start = target.length
  target.length += 4
  writeElements()
  target.bytes[target.length++] = 0
  target.bytes.writeInt32LE(target.length - start, start)
}

type Copy = (raw: Buffer, offset: number, tree: FieldTree, target: Target) => void

/** The items of an array, projected one by one and counted anew; values that are not documents stay only if `keepsValues`. */
const copyArray = (
  raw: Buffer,
  offset: number,
  tree: FieldTree,
  target: Target,
  copy: Copy,
  keepsValues: boolean,
): void => {
  let position = 0
  writeDocument(target, () => {
    for (const item of rawElements(raw, offset)) {
      if (!isNested(item.type) && !keepsValues) continue
      target.bytes[target.length++] = item.type
      target.length += target.bytes.write(`${position++}\0`, target.length, 'latin1')
      if (item.type === OBJECT) copy(raw, item.value, tree, target)
      else if (item.type === ARRAY) copyArray(raw, item.value, tree, target, copy, keepsValues)
      else copyRange(raw, item.value, item.end, target)
    }
  })
}

const isNested = (type: number): boolean => type === OBJECT || type === ARRAY

const copyIncluded: Copy = (raw, offset, tree, target) =>
  writeDocument(target, () => {
    const names = nameList(tree)
    eachElement(raw, offset, (type, start, value, end) => {
      const name = nameAt(raw, start + 1, value - 1, names)
      if (name === undefined) return
      const inner = tree.get(name)
      if (!inner) copyRange(raw, start, end, target)
      else if (isNested(type)) {
        copyRange(raw, start, value, target)
        if (type === OBJECT) copyIncluded(raw, value, inner, target)
        else copyArray(raw, value, inner, target, copyIncluded, false)
      }
    })
  })

const copyRemaining: Copy = (raw, offset, tree, target) =>
  writeDocument(target, () => {
    const names = nameList(tree)
    // What stays is copied in stretches: mostly only a few elements are left out.
    let from = offset + 4
    let to = from
    eachElement(raw, offset, (type, start, value, end) => {
      to = end
      const name = nameAt(raw, start + 1, value - 1, names)
      if (name === undefined) return
      const inner = tree.get(name)
      if (inner && !isNested(type)) return
      copyRange(raw, from, inner ? value : start, target)
      from = end
      if (!inner) return
      if (type === OBJECT) copyRemaining(raw, value, inner, target)
      else copyArray(raw, value, inner, target, copyRemaining, true)
    })
    if (to > from) copyRange(raw, from, to, target)
  })

/** The document with the fields of `tree` only, or without them; bytes are copied, nothing is decoded. */
export const projectRaw = (raw: Buffer, tree: FieldTree, mode: 'include' | 'exclude'): Buffer => {
  const target: Target = { bytes: Buffer.allocUnsafe(raw.length), length: 0 }
  if (mode === 'include') copyIncluded(raw, 0, tree, target)
  else copyRemaining(raw, 0, tree, target)
  return target.bytes.subarray(0, target.length)
}
