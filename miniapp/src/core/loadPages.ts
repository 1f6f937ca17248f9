import { isH5 } from './platform'

/** What Taro's router knows of a page in the browser: where it is and how its code is fetched. */
interface Route {
  path: string
  load?: (context: object, params: object) => readonly unknown[]
}
declare const window: { __taroAppConfig?: { routes?: readonly Route[] } }

/**
 * Fetches the code of pages that will be opened where there is no signal. In the browser it comes with the first visit otherwise; WeChat
 * has all pages of a sub-package together. @throws when it does not come.
 */
export async function loadPages(paths: readonly string[]): Promise<void> {
  if (!isH5) return
  const routes = window.__taroAppConfig?.routes ?? []
  await Promise.all(routes.filter(({ path }) => paths.includes(path)).map(({ load }) => load?.({}, {})[0]))
}
