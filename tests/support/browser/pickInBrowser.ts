/// <reference lib="dom" />
import type { ElementHandle } from 'playwright-core'
import { StaleScreen } from '../ui/surface'

/**
 * Chooses in the browser's own control: an option of a select by its text, or the value of a date or time input.
 * @throws StaleScreen while the option is not there: a list may still be on its way.
 */
export async function pickInBrowser(picker: ElementHandle<Element>, option: string): Promise<void> {
  const labels = await picker.evaluate((element) =>
    element instanceof HTMLSelectElement ? [...element.options].map((each) => each.text.trim()) : undefined,
  )
  if (!labels) return picker.fill(option)
  const equal = labels.indexOf(option)
  const index = equal >= 0 ? equal : labels.findIndex((label) => label.includes(option))
  if (index < 0) throw new StaleScreen(`The picker has no “${option}”, only ${labels.join(' | ')}`)
  await picker.selectOption({ index })
}
