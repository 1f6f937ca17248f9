import Taro from '@tarojs/taro'

const tabs = ['/pages/today/index', '/pages/calendar/index', '/pages/study/index', '/pages/me/index']
/** WeChat holds ten pages; the tenth replaces the ninth instead of failing silently. */
const deepest = 9

/** Opens any page by absolute path with its query, whichever of WeChat's four calls that takes. */
export function openPage(url: string): Promise<unknown> {
  if (tabs.includes(url.split('?')[0] ?? '')) return Taro.switchTab({ url })
  return Taro.getCurrentPages().length >= deepest ? Taro.redirectTo({ url }) : Taro.navigateTo({ url })
}

/** One page back; from a page opened directly (a message, a link) to 今日. */
export function goBack(): Promise<unknown> {
  if (Taro.getCurrentPages().length > 1) return Taro.navigateBack()
  return Taro.switchTab({ url: '/pages/today/index' })
}

export const SIGN_IN_PAGE = '/modules/accounts/pages/signIn/index'

/** Path and query of the page in front, without what Taro adds to it. */
export function currentUrl(): string {
  const { path = tabs[0], params = {} } = Taro.getCurrentInstance().router ?? {}
  const asked = Object.entries(params).filter(([name, value]) => value !== undefined && !/^(stamp|\$taro)/.test(name))
  // Both ends hand out parameters as they stand in the address, still encoded.
  const query = asked.map(([name, value]) => `${name}=${value}`).join('&')
  const page = `/${(path ?? '').split('?')[0]?.replace(/^\//, '')}`
  return query ? `${page}?${query}` : page
}

let opening = false

/** Opens the sign-in page, once however many calls were refused; it leads back to where the person was. */
export function openSignIn(): void {
  const here = currentUrl()
  if (opening || here.startsWith(SIGN_IN_PAGE)) return
  opening = true
  openPage(`${SIGN_IN_PAGE}?back=${encodeURIComponent(here)}`).finally(() => {
    opening = false
  })
}
