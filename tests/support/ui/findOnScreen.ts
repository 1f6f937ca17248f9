import type { TapTarget } from './driver'
import {
  findTouchable,
  type Located,
  locate,
  readLine,
  readLines,
  type ScreenNode,
  type ScreenRole,
} from './screenNode'

/** Dropping what encloses another match leaves the innermost elements, those a finger would hit. */
function keepInnermost(found: Located[]): Located[] {
  const outer = new Set(found.flatMap((each) => each.ancestors))
  return found.filter((each) => !outer.has(each.node))
}

/** The number of characters of the smallest enclosing block that also shows `within`; the nearest wins. */
function distanceTo(within: string, { node, ancestors }: Located): number {
  const enclosing = [...ancestors, node].reverse().find((each) => {
    return readLine(each).includes(within) || locate(each, (inner) => inner.label.includes(within)).length > 0
  })
  return enclosing ? readLine(enclosing).length : Number.POSITIVE_INFINITY
}

function keepNearest(found: Located[], within: string): Located[] {
  const distances = found.map((each) => distanceTo(within, each))
  const nearest = Math.min(...distances)
  return nearest === Number.POSITIVE_INFINITY ? [] : found.filter((_, i) => distances[i] === nearest)
}

const buttonOf = ({ node, ancestors }: Located): ScreenNode | undefined =>
  [...ancestors, node].reverse().find((each) => each.role === 'button')

/**
 * What a tap on the target means: equal text before containing text, buttons before anything else, then reading order.
 * Undefined when the screen shows no such thing.
 */
export function findTapTarget(screen: ScreenNode, target: TapTarget): ScreenNode | undefined {
  const root = findTouchable(screen)
  const equal = (node: ScreenNode) => node.label === target.label || readLine(node) === target.label
  const containing = (node: ScreenNode) => node.label.includes(target.label) || readLine(node).includes(target.label)
  for (const accepts of [equal, containing]) {
    const all = keepInnermost(locate(root, accepts))
    const found = target.within === undefined ? all : keepNearest(all, target.within)
    const buttons = found.filter(buttonOf)
    const hit = (buttons.length > 0 ? buttons : found)[target.index ?? 0]
    if (hit) return buttonOf(hit) ?? hit.node
  }
  return undefined
}

export type Choice = { kind: 'picker' | 'tap'; node: ScreenNode }

/** How to choose an option for a field: the field's picker, or a visible choice when that stands nearer to the label. */
export function findChoice(root: ScreenNode, fieldLabel: string, option: string): Choice | undefined {
  const picker = findField(root, fieldLabel, ['picker'])
  const choice = findTapTarget(root, { label: option, within: fieldLabel })
  if (!picker || !choice) {
    if (picker) return { kind: 'picker', node: picker }
    return choice && { kind: 'tap', node: choice }
  }
  const distance = (node: ScreenNode) =>
    Math.min(...locate(root, (each) => each === node).map((each) => distanceTo(fieldLabel, each)))
  return distance(picker) <= distance(choice) ? { kind: 'picker', node: picker } : { kind: 'tap', node: choice }
}

const plainLabel = (text: string): string => text.replace(/[\s*＊:：]|（必填）|\(必填\)/g, '')

/** The field or picker that follows a label text inside the smallest block around both. */
function findBeside(root: ScreenNode, label: Located, roles: readonly ScreenRole[]): ScreenNode | undefined {
  const order = locate(root, () => true).map((each) => each.node)
  for (const block of [...label.ancestors].reverse()) {
    const fields = locate(block, (node) => roles.includes(node.role)).map((each) => each.node)
    const start = order.indexOf(label.node)
    const hit = fields.find((field) => order.indexOf(field) > start) ?? fields[0]
    if (hit) return hit
  }
  return undefined
}

/** The field (or picker) a person would call by this label; undefined when there is none. */
export function findField(screen: ScreenNode, label: string, roles: readonly ScreenRole[]): ScreenNode | undefined {
  const root = findTouchable(screen)
  const wanted = plainLabel(label)
  const named = (node: ScreenNode, accepts: (text: string) => boolean) =>
    roles.includes(node.role) && [node.label, node.hint].some((text) => text !== '' && accepts(plainLabel(text)))
  const tests = [(text: string) => text === wanted, (text: string) => text.includes(wanted)]
  for (const accepts of tests) {
    const direct = locate(root, (node) => named(node, accepts))[0]
    if (direct) return direct.node
    const labels = keepInnermost(
      locate(root, (node) => node.role === 'other' && readLine(node) !== '' && accepts(plainLabel(readLine(node)))),
    )
    for (const each of labels) {
      const hit = findBeside(root, each, roles)
      if (hit) return hit
    }
  }
  return undefined
}

/** The screen in words, for error messages. */
export function describeScreen(root: ScreenNode): string {
  const labels = locate(root, (node) => node.label !== '').map((each) => `[${each.node.label}]`)
  const fields = locate(root, (node) => node.role === 'field').map((each) => `<${each.node.label || each.node.hint}>`)
  return [...readLines(root), ...labels, ...fields].join(' | ') || '(empty screen)'
}
