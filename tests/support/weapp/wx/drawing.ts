import type { Activity } from '../logic/activity'
import type { LogicRealm } from '../logic/logicRealm'
import { PHONE } from './environment'
import type { WxApi } from './wxHost'

/** A 2d context that accepts every call and every property and draws nothing. */
function createContext(): object {
  const properties: Record<string | symbol, unknown> = { measureText: (text: string) => ({ width: text.length * 10 }) }
  const gradient = () => ({ addColorStop: () => undefined })
  Object.assign(properties, { createLinearGradient: gradient, createRadialGradient: gradient })
  return new Proxy(properties, {
    get: (target, name) => (name in target ? target[name] : () => undefined),
    set: (target, name, value) => {
      target[name] = value
      return true
    },
  })
}

const createCanvas = (): object => {
  const context = createContext()
  return {
    width: PHONE.width,
    height: 150,
    getContext: () => context,
    createImage: () => ({}),
    toDataURL: () => 'data:,',
    requestAnimationFrame: (task: () => void) => setTimeout(task, 16),
    cancelAnimationFrame: (id: NodeJS.Timeout) => clearTimeout(id),
  }
}

/** Selector queries: every element is found, a phone's width wide; canvases take drawing and show nothing. */
export function defineDrawing(wx: WxApi, realm: LogicRealm, activity: Activity): void {
  const box = {
    left: 0,
    top: 0,
    right: PHONE.width,
    bottom: 150,
    width: PHONE.width,
    height: 150,
    scrollTop: 0,
    scrollLeft: 0,
  }
  wx['createSelectorQuery'] = () => {
    const results: object[] = []
    const measure = (wanted?: { node?: boolean } | unknown) => {
      const withNode = typeof wanted === 'object' && wanted !== null && 'node' in wanted
      results.push(Object.assign(realm.adopt(box), withNode ? { node: createCanvas() } : {}))
      return query
    }
    const node = {
      boundingClientRect: measure,
      scrollOffset: measure,
      fields: measure,
      node: () => measure({ node: true }),
      context: measure,
    }
    const query = {
      in: () => query,
      select: () => node,
      selectAll: () => node,
      selectViewport: () => node,
      exec: (done?: (found: object[]) => void) => activity.later(() => done?.(results)),
    }
    return query
  }
  wx['createIntersectionObserver'] = () => {
    const observer = { relativeTo: () => observer, relativeToViewport: () => observer, observe() {}, disconnect() {} }
    return observer
  }
}
