import type { ScreenNode, ScreenRole } from '../../ui/screenNode'
import type { Page } from '../logic/page'
import type { MiniProgram } from '../miniProgram'
import { readControl } from './nativeControls'
import { attribute, descendants, isSet, type ViewNode } from './viewNode'

/** Something on the screen that can be touched: an element of the page, or what WeChat draws around it. */
export type Touchable = { node: ViewNode } | { press(): void }

const FIELDS = ['input', 'textarea']
const BUTTONS = ['button', 'switch', 'checkbox', 'radio']
const BUTTON_ROLES = ['button', 'tab', 'link', 'checkbox', 'radio', 'switch', 'menuitem']
const INLINE = ['text', '#text']

function roleOf(node: ViewNode): ScreenRole {
  if (FIELDS.includes(node.tag)) return 'field'
  if (node.tag === 'picker') return 'picker'
  return BUTTONS.includes(node.tag) || BUTTON_ROLES.includes(attribute(node, 'aria-role')) ? 'button' : 'other'
}

function shownBy(page: Page, node: ViewNode): string | undefined {
  if (node.text !== undefined) return node.text
  if (!FIELDS.includes(node.tag)) return undefined
  return isSet(node, 'password') ? '' : String(readControl(page, node))
}

/** The screen of a mini-program: title, page, tab bar, and the toast or dialog above them. */
export function readWeappScreen(app: MiniProgram): { root: ScreenNode; touchables: Touchable[] } {
  const touchables: Touchable[] = []
  const page = app.stack.current()
  const dialog = app.dialogs.open()
  const enroll = (touchable: Touchable) => touchables.push(touchable) - 1

  const plain = (text: string, children: ScreenNode[] = []): ScreenNode => ({
    ref: -1,
    role: 'other',
    inline: false,
    label: '',
    hint: '',
    disabled: false,
    modal: false,
    children,
    ...(children.length === 0 ? { text } : {}),
  })
  const button = (label: string, press: () => void, badge = ''): ScreenNode => ({
    ...plain('', [plain(label), ...(badge === '' ? [] : [plain(badge)])]),
    role: 'button',
    ref: enroll({ press }),
  })
  const convert = (node: ViewNode): ScreenNode[] => {
    if (isSet(node, 'hidden')) return []
    const text = shownBy(page, node)
    return [
      {
        ref: enroll({ node }),
        role: roleOf(node),
        inline: INLINE.includes(node.tag),
        label: attribute(node, 'aria-label'),
        hint: FIELDS.includes(node.tag) ? attribute(node, 'placeholder') : '',
        disabled: isSet(node, 'disabled') || attribute(node, 'aria-disabled') === 'true',
        modal: attribute(node, 'aria-modal') === 'true',
        children: text === undefined ? node.children.flatMap(convert) : [],
        ...(text === undefined ? {} : { text }),
      },
    ]
  }

  const window = { ...app.pack.app.window, ...page.config }
  const title =
    window.navigationStyle === 'custom'
      ? ''
      : (app.chrome.titles.get(page.route) ?? window.navigationBarTitleText ?? '')
  const isTab = app.pack.tabs.some((tab) => tab.pagePath === page.route)
  const switchTo = (path: string) => () => void (app.wx['switchTab'] as (options: object) => void)({ url: `/${path}` })
  const tabs = app.pack.tabs.map((tab, i) => button(tab.text, switchTo(tab.pagePath), app.chrome.badges.get(i)))
  const above = (open: NonNullable<typeof dialog>): ScreenNode => ({
    ...plain('', [
      ...open.texts.map((text) => plain(text)),
      ...open.buttons.map(({ label, press }) => button(label, press)),
    ]),
    modal: true,
  })
  const root = plain('', [
    plain(title),
    ...app.view().children.flatMap(convert),
    ...(isTab ? tabs : []),
    plain(app.dialogs.toast()),
    ...(dialog ? [above(dialog)] : []),
  ])
  return { root, touchables }
}

/** Whether an element is still part of the page. */
export const isShown = (app: MiniProgram, node: ViewNode): boolean => descendants(app.view()).includes(node)
