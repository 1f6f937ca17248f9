import Taro from '@tarojs/taro'
import { createStore } from './store'

/** How many things wait behind an entry of the navigation, by its url. */
export const counts = createStore<Readonly<Record<string, number>>>({})

const today = '/pages/today/index'

/** Shows a number at an entry of the side navigation; for 今日 also on the phone's tab. Zero takes it away. */
export function showCount(url: string, count: number): void {
  if (counts.get()[url] === count) return
  counts.set({ [url]: count })
  if (url !== today) return
  const drawn =
    count > 0 ? Taro.setTabBarBadge({ index: 0, text: String(count) }) : Taro.removeTabBarBadge({ index: 0 })
  // WeChat refuses while a page without tabs is in front; the number then comes with the next visit of 今日.
  drawn.catch(() => counts.set({ [url]: -1 }))
}
