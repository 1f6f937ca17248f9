import type { Page } from '../logic/page'
import type { Dispatch } from './dispatchEvent'
import { attribute, descendants, idOf, isSet, lineage, type ViewNode } from './viewNode'

/** WeChat cuts input at 140 characters unless `maxlength` says otherwise; -1 means no limit. */
const DEFAULT_MAX_LENGTH = 140
const TOGGLES = ['switch', 'checkbox', 'radio']

const dataOf = (node: ViewNode): unknown => node.attr[TOGGLES.includes(node.tag) ? 'checked' : 'value']

function hold(page: Page, node: ViewNode, value: string | boolean): void {
  page.controls.set(idOf(node), { value, data: dataOf(node) })
}

/** What a native control shows: what the person left in it until its data changes, then the data. */
export function readControl(page: Page, node: ViewNode): string | boolean {
  const held = page.controls.get(idOf(node))
  if (held && held.data === dataOf(node)) return held.value
  return TOGGLES.includes(node.tag) ? isSet(node, 'checked') : attribute(node, 'value')
}

/** Types into an input or textarea: focus, the text, blur; a final line break confirms a single-line field. */
export function typeInto(page: Page, node: ViewNode, value: string, dispatch: Dispatch): void {
  const limit = attribute(node, 'maxlength') === '' ? DEFAULT_MAX_LENGTH : Number(attribute(node, 'maxlength'))
  const confirms = node.tag === 'input' && value.endsWith('\n')
  const whole = confirms ? value.slice(0, -1) : value
  const text = limit >= 0 ? whole.slice(0, limit) : whole
  hold(page, node, text)
  dispatch(node, 'focus', { value: attribute(node, 'value'), height: 0 })
  dispatch(node, 'input', { value: text, cursor: text.length, keyCode: 0 })
  if (confirms) dispatch(node, 'confirm', { value: text })
  dispatch(node, 'blur', { value: text, cursor: text.length })
}

function toggle(page: Page, control: ViewNode, dispatch: Dispatch): void {
  if (isSet(control, 'disabled')) return
  const before = readControl(page, control) === true
  if (control.tag === 'switch') {
    hold(page, control, !before)
    dispatch(control, 'change', { value: !before })
    return
  }
  const group = lineage(control).find((node) => node.tag === `${control.tag}-group`)
  const members = descendants(group ?? control).filter((node) => node.tag === control.tag)
  if (control.tag === 'radio') for (const each of members) hold(page, each, each === control)
  else hold(page, control, !before)
  const chosen = members.filter((node) => readControl(page, node) === true).map((node) => attribute(node, 'value'))
  if (group) dispatch(group, 'change', { value: control.tag === 'radio' ? chosen[0] : chosen })
}

function submit(page: Page, button: ViewNode, dispatch: Dispatch): boolean {
  const type = attribute(button, 'form-type')
  const form = type === '' ? undefined : lineage(button).find((node) => node.tag === 'form')
  if (!form) return false
  const fields = descendants(form).filter((node) => attribute(node, 'name') !== '')
  const values = fields.map((node) => [attribute(node, 'name'), readControl(page, node)] as const)
  return dispatch(form, type, { value: Object.fromEntries(values) }) > 0
}

/** WeChat's own button for the phone number: the person agrees when the test has prepared a code. */
function askPhoneNumber(button: ViewNode, phoneCodes: string[], dispatch: Dispatch): boolean {
  if (attribute(button, 'open-type') !== 'getPhoneNumber') return false
  const code = phoneCodes.shift()
  const agreed = { code, errMsg: 'getPhoneNumber:ok' }
  return dispatch(button, 'getphonenumber', code ? agreed : { errMsg: 'getPhoneNumber:fail user deny' }) > 0
}

/** Taps an element: its handlers, then what the native control under the finger does by itself. */
export function tapOn(page: Page, node: ViewNode, dispatch: Dispatch, phoneCodes: string[] = []): void {
  const chain = lineage(node)
  let handled = dispatch(node, 'tap', { x: 0, y: 0 }) > 0
  const button = chain.find((each) => each.tag === 'button')
  if (button) handled = submit(page, button, dispatch) || askPhoneNumber(button, phoneCodes, dispatch) || handled
  const around = chain.find((each) => each.tag === 'label') ?? node
  const control =
    chain.find((each) => TOGGLES.includes(each.tag)) ?? descendants(around).find((each) => TOGGLES.includes(each.tag))
  if (control) toggle(page, control, dispatch)
  if (!handled && !control) throw new Error(`Nothing happens on a tap on <${node.tag}> of ${page.route}`)
}

const labelOf = (option: unknown, key: string): string =>
  typeof option === 'object' && option !== null ? String((option as Record<string, unknown>)[key]) : String(option)

function indexIn(range: unknown, key: string, wanted: string): number {
  const labels = Array.isArray(range) ? range.map((option) => labelOf(option, key)) : []
  const equal = labels.indexOf(wanted)
  const index = equal >= 0 ? equal : labels.findIndex((label) => label.includes(wanted))
  if (index < 0) throw new Error(`The picker has no “${wanted}”, only ${labels.join(' | ')}`)
  return index
}

/** Chooses in a native picker, which no WXML shows: its change event is all the mini-program ever sees of it. */
export function chooseIn(node: ViewNode, option: string, dispatch: Dispatch): void {
  const mode = attribute(node, 'mode') || 'selector'
  const key = attribute(node, 'range-key')
  const range = node.attr['range']
  let value: unknown = option
  if (mode === 'selector') value = String(indexIn(range, key, option))
  else if (mode === 'multiSelector') {
    const columns = Array.isArray(range) ? range : []
    value = option.split(/\s*\/\s*/).map((each, column) => {
      const chosen = indexIn(columns[column], key, each)
      dispatch(node, 'columnchange', { column, value: chosen })
      return chosen
    })
  }
  if (dispatch(node, 'change', { value }) === 0) throw new Error('Nobody listens to this picker')
}
