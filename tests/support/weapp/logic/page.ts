import type { WindowConfig } from '../package/packageFiles'
import type { Instance } from '../view/viewNode'

/** An instance of Taro's recursive components, with the properties it was last given. */
export interface ComponentInstance {
  instance: Instance
  properties: string
  detach(): void
}

/** A page on the stack. */
export interface Page {
  route: string
  query: Record<string, string>
  config: WindowConfig
  instance: Instance
  alive: boolean
  /** Changes with every setData, so that a rendering can be kept until then. */
  version: number
  components: Map<string, ComponentInstance>
  /** What a person left in native controls, by element id, and the data at that moment. */
  controls: Map<string, { value: string | boolean; data: unknown }>
}

/** Calls a method of an instance when it has one; answers what it returns. */
export function callMethod(target: Record<string, unknown>, name: string, ...args: unknown[]): unknown {
  const method = target[name]
  return typeof method === 'function' ? method.apply(target, args) : undefined
}
