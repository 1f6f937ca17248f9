import type { PageStack } from '../logic/pageStack'
import { type DefineAsync, textOf, type WxApi, type WxOptions } from './wxHost'

/** What WeChat draws around the page: title, tab bar badges; and what the phone does besides. */
export interface Chrome {
  /** Title set at run time for a page, by route. */
  titles: Map<string, string>
  badges: Map<number, string>
  clipboard(): string
}

const WITHOUT_EFFECT = (
  'setNavigationBarColor showNavigationBarLoading hideNavigationBarLoading pageScrollTo startPullDownRefresh ' +
  'stopPullDownRefresh showTabBar hideTabBar setTabBarStyle setTabBarItem setBackgroundColor setBackgroundTextStyle ' +
  'vibrateShort vibrateLong setKeepScreenOn showShareMenu hideShareMenu previewImage hideKeyboard'
).split(' ')

export function defineChrome(wx: WxApi, defineAsync: DefineAsync, stack: PageStack): Chrome {
  const titles = new Map<string, string>()
  const badges = new Map<number, string>()
  let clipboard = ''
  const unbadge = ({ index }: WxOptions) => void badges.delete(Number(index))
  for (const name of WITHOUT_EFFECT) defineAsync(name, () => ({}))
  defineAsync('setNavigationBarTitle', ({ title }) => void titles.set(stack.current().route, textOf(title)))
  defineAsync('setTabBarBadge', ({ index, text }) => void badges.set(Number(index), textOf(text)))
  defineAsync('showTabBarRedDot', ({ index }) => void badges.set(Number(index), '•'))
  defineAsync('removeTabBarBadge', unbadge)
  defineAsync('hideTabBarRedDot', unbadge)
  defineAsync('getClipboardData', () => ({ data: clipboard }))
  defineAsync('setClipboardData', ({ data }) => {
    clipboard = textOf(data)
  })
  wx['getPerformance'] = () => ({ now: () => performance.now(), mark: () => undefined })
  return { titles, badges, clipboard: () => clipboard }
}
