import Taro from '@tarojs/taro'

// What @tarojs/components/dist/components is in the browser (config/index.ts): Taro's router asks it for the bar of the four tabs and for
// pulling down to refresh. Taro's own come with a second component framework, an icon font and pictures; this one is plain buttons.
interface Bar {
  list: readonly { pagePath: string; text: string }[]
  /** Address the app was opened at, or the first tab. */
  homePage: string
}
interface Badge {
  index: number
  text?: string
  successHandler: (result: { errMsg: string }) => void
}

const withSlash = (path: string): string => (path.startsWith('/') ? path : `/${path}`)
/** `/pages/today/index` → `today`: the name of its icon as well. */
const nameOf = (path: string): string => path.split('/').slice(-2)[0] ?? ''

function make<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, text = ''): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}

class TabBar extends HTMLElement {
  /** Set by the router before the bar is put into the page. */
  conf!: Bar
  private tabs: { path: string; button: HTMLButtonElement; badge: HTMLElement }[] = []

  connectedCallback(): void {
    this.className = 'tabs'
    this.setAttribute('role', 'navigation')
    this.setAttribute('aria-label', '主导航')
    this.tabs = this.conf.list.map(({ pagePath, text }) => {
      const path = withSlash(pagePath)
      const button = make('button', 'tabs-item')
      const icon = make('span', `ic ic-${nameOf(path)}`)
      icon.setAttribute('aria-hidden', 'true')
      const badge = make('span', 'tabs-badge')
      button.type = 'button'
      button.append(icon, badge, make('span', 'tabs-label', text))
      button.addEventListener('click', () => void Taro.switchTab({ url: path }))
      return { path, button, badge }
    })
    this.append(...this.tabs.map(({ button }) => button))
    this.show(this.conf.homePage)
    Taro.eventCenter.on('__taroRouterChange', ({ toLocation }: { toLocation: { path: string } }) =>
      this.show(toLocation.path),
    )
    Taro.eventCenter.on('__taroSetTabBarBadge', this.mark)
    Taro.eventCenter.on('__taroRemoveTabBarBadge', this.mark)
  }

  /** Marks the tab in front; on every other page the bar is away. */
  private show(path: string): void {
    const now = withSlash(path === '/' || path === '' ? this.conf.homePage : path)
    for (const { path: own, button } of this.tabs) {
      if (own === now) button.setAttribute('aria-current', 'page')
      else button.removeAttribute('aria-current')
    }
    this.hidden = !this.tabs.some(({ path: own }) => own === now)
  }

  private readonly mark = ({ index, text = '', successHandler }: Badge): void => {
    const badge = this.tabs[index]?.badge
    if (badge) badge.textContent = text
    successHandler({ errMsg: 'ok' })
  }
}

export const defineCustomElementTaroTabbar = (): void => customElements.define('taro-tabbar', TabBar)
/** No page of ours is pulled down; the router asks all the same. */
export const defineCustomElementTaroPullToRefreshCore = (): void => undefined
