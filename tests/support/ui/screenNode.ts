export type ScreenRole = 'button' | 'field' | 'picker' | 'other'

/** One element or text of the visible screen, the same for WXML and for the DOM, so that both are searched alike. */
export interface ScreenNode {
  /** Index under which the surface finds its own element again. */
  ref: number
  role: ScreenRole
  /** Flows with its neighbours: its text continues theirs, without a line break between. */
  inline: boolean
  /** aria-label */
  label: string
  /** placeholder */
  hint: string
  disabled: boolean
  /** A dialog that keeps everything else from being touched. */
  modal: boolean
  /** A piece of text, or what a field shows; elements have children instead. */
  text?: string
  children: ScreenNode[]
}

/** A node with its ancestors, outermost first. */
export interface Located {
  node: ScreenNode
  ancestors: readonly ScreenNode[]
}

const squeeze = (text: string): string => text.replace(/[ \t\r\u00a0]+/g, ' ').trim()

/** The text as a person reads it: one line per block. */
export function readText(node: ScreenNode): string {
  if (node.text !== undefined) return node.text
  let text = ''
  let broken = true
  for (const child of node.children) {
    const part = readText(child)
    if (part === '') continue
    text += broken || child.inline ? part : `\n${part}`
    broken = !child.inline
    if (broken) text += '\n'
  }
  return text.replace(/\n+$/, '')
}

/** Visible lines in reading order, without empty ones. */
export function readLines(node: ScreenNode): string[] {
  return readText(node)
    .split('\n')
    .map(squeeze)
    .filter((line) => line !== '')
}

/** Whether the text, an aria-label or a placeholder on the screen contains the wanted text. */
export function showsText(root: ScreenNode, wanted: string): boolean {
  const text = squeeze(wanted)
  if (readLines(root).join('\n').includes(text)) return true
  return locate(root, (node) => node.label.includes(text) || node.hint.includes(text)).length > 0
}

/** All nodes that satisfy the predicate, in document order. */
export function locate(root: ScreenNode, accepts: (node: ScreenNode) => boolean): Located[] {
  const found: Located[] = []
  const visit = (node: ScreenNode, ancestors: readonly ScreenNode[]): void => {
    if (accepts(node)) found.push({ node, ancestors })
    const below = [...ancestors, node]
    for (const child of node.children) visit(child, below)
  }
  visit(root, [])
  return found
}

/** The text of a node on one line. */
export const readLine = (node: ScreenNode): string => squeeze(readText(node).replace(/\n/g, ' '))

/** What can be touched now: the dialog on top, or the whole screen when none is open. */
export function findTouchable(root: ScreenNode): ScreenNode {
  return locate(root, (node) => node.modal).at(-1)?.node ?? root
}
