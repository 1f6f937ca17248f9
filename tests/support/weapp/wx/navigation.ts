import type { PageStack } from '../logic/pageStack'
import { type DefineAsync, textOf, WxFailure } from './wxHost'

/** Routing between pages with WeChat's refusals. */
export function defineNavigation(defineAsync: DefineAsync, stack: PageStack): void {
  const openable = (options: Record<string, unknown>, tab: 'only' | 'never' | 'either') => {
    const target = stack.resolve(textOf(options['url']))
    if (tab === 'only' && !target.isTab) throw new WxFailure('can not switch to no-tabBar page')
    if (tab === 'never' && target.isTab) throw new WxFailure('can not navigateTo a tabbar page')
    return target
  }
  defineAsync('navigateTo', (options) => {
    const { route, query } = openable(options, 'never')
    stack.push(route, query)
    const ignore = () => undefined
    return { eventChannel: { on: ignore, once: ignore, off: ignore, emit: ignore } }
  })
  defineAsync('redirectTo', (options) => {
    const { route, query } = openable(options, 'never')
    stack.pop(1, false)
    stack.push(route, query)
  })
  defineAsync('switchTab', (options) => {
    const { route } = openable(options, 'only')
    stack.showTab(route)
  })
  defineAsync('reLaunch', (options) => {
    const { route, query } = openable(options, 'either')
    stack.closeAll()
    stack.push(route, query)
  })
  defineAsync('navigateBack', (options) => {
    if (stack.pages.length < 2) throw new WxFailure('cannot navigate back at first page.')
    stack.pop(Math.min(Number(options['delta'] ?? 1), stack.pages.length - 1), true)
  })
}
