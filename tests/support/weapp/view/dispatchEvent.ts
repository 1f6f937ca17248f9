import type { Activity } from '../logic/activity'
import type { LogicRealm } from '../logic/logicRealm'
import { attribute, lineage, type ViewNode } from './viewNode'

const BUBBLING = ['tap', 'longpress', 'touchstart', 'touchmove', 'touchend', 'touchcancel']

export type Dispatch = (node: ViewNode, type: string, detail?: object) => number

const datasetOf = (node: ViewNode) =>
  Object.fromEntries(
    Object.entries(node.attr)
      .filter(([name]) => name.startsWith('data-'))
      .map(([name, value]) => [name.slice(5).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()), value]),
  )

const describeNode = (node: ViewNode) => ({
  id: attribute(node, 'id'),
  dataset: datasetOf(node),
  offsetLeft: 0,
  offsetTop: 0,
})

/** Handlers a node binds to an event: `bindtap`, `bind:tap`, `catchtap` …, and whether it stops the event. */
function bindingsOf(node: ViewNode, type: string): { names: string[]; stops: boolean } {
  const read = (prefix: string) => attribute(node, prefix + type)
  const caught = [read('catch'), read('catch:')].filter((name) => name !== '')
  const bound = [read('bind'), read('bind:'), read('capture-bind:')].filter((name) => name !== '')
  return { names: [...bound, ...caught], stops: caught.length > 0 }
}

/** Sends events from the view layer to the logic layer through the bindings of the compiled WXML. */
export function createDispatch(realm: LogicRealm, activity: Activity): Dispatch {
  /** Answers how many handlers were called. */
  return (node, type, detail = {}) => {
    let called = 0
    for (const at of BUBBLING.includes(type) ? lineage(node) : [node]) {
      const { names, stops } = bindingsOf(at, type)
      for (const name of names) {
        const handler = at.owner[name]
        if (typeof handler !== 'function') throw new Error(`${at.owner.is} has no handler ${name}`)
        called++
        const event = realm.adopt({
          type,
          timeStamp: Math.round(performance.now()),
          target: describeNode(node),
          currentTarget: describeNode(at),
          mark: {},
          detail,
          touches: [],
          changedTouches: [],
        })
        activity.run(() => handler.call(at.owner, event))
      }
      if (stops) break
    }
    return called
  }
}
