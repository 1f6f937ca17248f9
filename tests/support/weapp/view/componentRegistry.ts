import type { Activity } from '../logic/activity'
import { writePath } from '../logic/dataPath'
import type { LogicRealm } from '../logic/logicRealm'
import type { Page } from '../logic/page'
import type { Instance } from './viewNode'

export interface ComponentRegistry {
  /** The instance of a custom component on a page, created when it is new, given its properties when they changed. */
  find(page: Page, file: string, attributes: Record<string, unknown>, seen: Set<string>): Instance
  /** Detaches the instances that the last rendering no longer showed. */
  drop(page: Page, seen: Set<string>): void
}

type Properties = Record<string, { value?: unknown } | null | undefined>

const childIdOf = (attributes: Record<string, unknown>): string => {
  const data = attributes['i'] as { sid?: string } | undefined
  return String(data?.sid ?? attributes['data-sid'] ?? attributes['id'] ?? '')
}

/** Custom components, as far as Taro uses them: its recursive `comp` and `custom-wrapper`, told apart by Taro's ids. */
export function createComponentRegistry(realm: LogicRealm, activity: Activity): ComponentRegistry {
  function create(page: Page, file: string, properties: Record<string, unknown>, attributes: Record<string, unknown>) {
    if (!realm.components.has(file)) realm.require(`${file}.js`)
    const definition = realm.components.get(file)
    if (!definition) throw new Error(`Component ${file} has not been registered`)
    const lifetimes = { ...definition, ...(definition['lifetimes'] as object | undefined) }
    const data = realm.adopt({ ...(definition['data'] as object | undefined), ...properties })
    const instance: Instance = {
      ...(definition['methods'] as object | undefined),
      is: file,
      data,
      properties: data,
      id: attributes['id'],
      dataset: { sid: attributes['data-sid'] },
    }
    instance['setData'] = (patch: Record<string, unknown>, done?: () => void) => {
      for (const [path, value] of Object.entries(realm.adopt(patch))) writePath(instance.data, path, value)
      page.version++
      activity.later(() => done?.call(instance))
    }
    const tell = (event: string) => {
      const method = (lifetimes as Record<string, unknown>)[event]
      if (typeof method === 'function') activity.run(() => method.call(instance))
    }
    for (const event of ['created', 'attached', 'ready']) tell(event)
    return { instance, detach: () => tell('detached') }
  }

  return {
    find(page, file, attributes, seen) {
      if (!realm.components.has(file)) realm.require(`${file}.js`)
      const declared = (realm.components.get(file)?.['properties'] ?? {}) as Properties
      const given = Object.entries(declared).map(([name, type]) => [name, attributes[name] ?? type?.value] as const)
      const properties = Object.fromEntries(given)
      const text = JSON.stringify(properties)
      const key = `${file}#${childIdOf(attributes) || seen.size}`
      seen.add(key)
      const known = page.components.get(key)
      if (!known) {
        const made = create(page, file, properties, attributes)
        page.components.set(key, { ...made, properties: text })
        return made.instance
      }
      if (known.properties !== text) {
        known.properties = text
        Object.assign(known.instance.data, realm.adopt(properties))
      }
      return known.instance
    },
    drop(page, seen) {
      for (const [key, component] of page.components) {
        if (seen.has(key)) continue
        page.components.delete(key)
        component.detach()
      }
    },
  }
}
