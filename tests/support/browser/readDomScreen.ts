/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { ScreenNode } from '../ui/screenNode'

declare global {
  /** Elements of the last reading, by `ref`; lives in the page under test. */
  var screenElements: Element[] | undefined
}

/** Runs inside the page: the visible DOM as screen nodes. Self-contained, because its source text is sent to the browser. */
export function readDomScreen(): ScreenNode {
  const BUTTONS =
    'button, taro-switch-core, input[type=checkbox], input[type=radio], a[href], [role=button], [role=tab], [role=link], [role=checkbox], [role=radio], [role=switch], [role=menuitem]'
  const PICKERS = 'select, input[type=date], input[type=time]'
  const TYPED =
    'textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=file], [type=date], [type=time])'
  const INLINE = 'span, b, i, em, strong, small, sup'
  const IGNORED = 'script, style, template, svg'
  const MODALS = '[aria-modal=true], .taro__modal, .taro__actionSheet'
  const elements: Element[] = []
  globalThis.screenElements = elements

  const plain = (text: string, inline: boolean, ref: number): ScreenNode => {
    return { ref, role: 'other', inline, label: '', hint: '', disabled: false, modal: false, text, children: [] }
  }
  const roleOf = (element: Element): ScreenNode['role'] => {
    if (element.matches(PICKERS)) return 'picker'
    if (element.matches(TYPED)) return 'field'
    return element.matches(BUTTONS) ? 'button' : 'other'
  }
  const shownBy = (element: Element): string | undefined => {
    if (element instanceof HTMLTextAreaElement) return element.value
    if (element instanceof HTMLSelectElement) return element.selectedOptions[0]?.text ?? ''
    if (!(element instanceof HTMLInputElement)) return undefined
    return ['password', 'checkbox', 'radio', 'file', 'hidden'].includes(element.type) ? '' : element.value
  }
  const isDisabled = (element: Element): boolean => {
    const value = element.getAttribute('disabled')
    return (value !== null && value !== 'false') || element.getAttribute('aria-disabled') === 'true'
  }
  const read = (node: Node, parent: number): ScreenNode[] => {
    if (node instanceof Text) return [plain(node.data.replace(/\s+/g, ' '), true, parent)]
    if (!(node instanceof Element) || node.matches(IGNORED)) return []
    if (!node.checkVisibility({ visibilityProperty: true })) return []
    const text = shownBy(node)
    const ref = elements.push(node) - 1
    const screen: ScreenNode = {
      ref,
      role: roleOf(node),
      inline: node.matches(INLINE),
      label: node.getAttribute('aria-label') ?? '',
      hint: node.getAttribute('placeholder') ?? '',
      disabled: isDisabled(node),
      modal: node.matches(MODALS),
      children:
        text === undefined ? [...(node.shadowRoot ?? node).childNodes].flatMap((child) => read(child, ref)) : [],
    }
    return [text === undefined ? screen : { ...screen, text }]
  }
  const { text: _, ...root } = plain('', false, -1)
  return { ...root, children: read(document.body, -1) }
}
