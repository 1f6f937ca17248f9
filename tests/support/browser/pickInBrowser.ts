/// <reference lib="dom" />
import type { ElementHandle, Page } from 'playwright-core'

/** A column of Taro's picker on H5, as the custom element `taro-picker-group` offers itself. */
interface PickerColumn extends HTMLElement {
  range: (string | Record<string, unknown>)[]
  rangeKey?: string
  height: number
  handleMoveStart(y: number): Promise<void>
  handleMoving(y: number): Promise<void>
  handleMoveEnd(y: number): Promise<void>
}

/** Taro draws its picker rows this many pixels high, the chosen one this far from the top. */
const ROW = 34
const CHOSEN_AT = 102
const OPEN_PICKER = '.weui-picker:visible'

/** Drags one open column until the wanted row is the chosen one. */
async function turnColumn(column: ElementHandle<Node>, wanted: string): Promise<void> {
  await column.evaluate(
    async (element, { wanted, row, chosenAt }) => {
      const group = element as PickerColumn
      const labels = group.range.map((each) => (typeof each === 'object' ? String(each[group.rangeKey ?? '']) : each))
      const bare = (text: string) => text.replace(/[年月日]$/, '')
      const equal = labels.findIndex((label) => bare(label) === wanted)
      const target = equal >= 0 ? equal : labels.findIndex((label) => label.includes(wanted))
      if (target < 0) throw new Error(`The picker has no “${wanted}”, only ${labels.slice(0, 50).join(' | ')}`)
      const now = Math.round((chosenAt - group.height) / row)
      if (now === target) return
      const distance = (now - target) * row
      await group.handleMoveStart(0)
      await group.handleMoving(distance)
      // The dragged height comes back as a property with the next rendering, and the end of the drag reads it.
      while (Math.abs(group.height - (chosenAt - target * row)) > 1) await new Promise(requestAnimationFrame)
      await group.handleMoveEnd(distance)
    },
    { wanted, row: ROW, chosenAt: CHOSEN_AT },
  )
}

function splitOption(option: string): string[] {
  if (/^\d{4}-\d{2}-\d{2}$/.test(option)) return option.split('-')
  if (/^\d{2}:\d{2}$/.test(option)) return option.split(':')
  return option.split(/\s*\/\s*/)
}

/** Chooses in a native select or date input, or opens Taro's picker, drags its columns and confirms. */
export async function pickInBrowser(page: Page, picker: ElementHandle<Element>, option: string): Promise<void> {
  const tag = await picker.evaluate((element) => element.tagName.toLowerCase())
  if (tag === 'select') return void (await picker.selectOption({ label: option }))
  if (tag === 'input') return picker.fill(option)
  await picker.click()
  const overlay = page.locator(OPEN_PICKER)
  await overlay.waitFor()
  const columns = await overlay.locator('taro-picker-group').elementHandles()
  const parts = columns.length === 1 ? [option] : splitOption(option)
  for (const [i, column] of columns.entries()) await turnColumn(column, parts[i] ?? '')
  await overlay.locator('.weui-picker__action').last().click()
  await overlay.waitFor({ state: 'hidden' })
}
