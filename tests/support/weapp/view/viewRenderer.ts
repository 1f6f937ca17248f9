import vm from 'node:vm'
import type { Activity } from '../logic/activity'
import type { LogicRealm } from '../logic/logicRealm'
import type { Page } from '../logic/page'
import { findComponentFile, type WeappPackage } from '../package/packageFiles'
import { compileMarkup } from '../package/wechatCompiler'
import { type ComponentRegistry, createComponentRegistry } from './componentRegistry'
import type { Instance, ViewNode } from './viewNode'

/** A node of the tree that a function compiled by wcc returns. */
interface WccNode {
  tag: string
  attr?: Record<string, unknown>
  children: (WccNode | string | number)[]
}
type Generate = (data: unknown, scope: object, global: object) => WccNode
type Gwx = (file: string) => Generate | undefined

export interface ViewRenderer {
  /** Renders a page's WXML with its present data. */
  render(page: Page): ViewNode
}

const scripts = new Map<string, string>()

/** The compiled view layer of a package; compiling takes 0.1 s, so it is kept per folder and app.json. */
function compiledMarkup(pack: WeappPackage): string {
  const key = `${pack.root} ${JSON.stringify(pack.files)}`
  const script = scripts.get(key) ?? compileMarkup(pack)
  scripts.set(key, script)
  return script
}

/** Boots the view layer: WeChat's compiler output in a realm of its own. */
export function createViewRenderer(pack: WeappPackage, realm: LogicRealm, activity: Activity): ViewRenderer {
  const silent = () => undefined
  const globals: Record<string, unknown> = { console: { log: silent, warn: silent, error: silent } }
  globals['window'] = globals
  globals['global'] = globals
  const context = vm.createContext(globals)
  vm.runInContext(`${compiledMarkup(pack)};this.$gwx = $gwx`, context, { filename: 'wcc-output.js' })
  const parse = vm.runInContext('(text) => JSON.parse(text)', context) as (text: string) => unknown
  const registry: ComponentRegistry = createComponentRegistry(realm, activity)

  function generate(file: string, data: unknown): WccNode {
    const make = (globals['$gwx'] as Gwx)(`./${file}.wxml`)
    if (!make) throw new Error(`No WXML for ${file}`)
    return make(parse(JSON.stringify(data ?? null)), {}, {})
  }

  function convert(page: Page, raw: WccNode | string | number, parent: ViewNode, owner: Instance, seen: Set<string>) {
    if (typeof raw !== 'object') {
      parent.children.push({ tag: '#text', attr: {}, children: [], parent, owner, text: String(raw) })
      return
    }
    if (raw.tag === 'virtual') {
      for (const child of raw.children) convert(page, child, parent, owner, seen)
      return
    }
    const tag = raw.tag.replace(/^wx-/, '')
    const node: ViewNode = { tag, attr: raw.attr ?? {}, children: [], parent, owner }
    parent.children.push(node)
    const file = findComponentFile(pack, page.route, page.config, tag)
    if (file === undefined) {
      for (const child of raw.children) convert(page, child, node, owner, seen)
      return
    }
    const instance = registry.find(page, file, node.attr, seen)
    for (const child of generate(file, instance.data).children) convert(page, child, node, instance, seen)
  }

  return {
    render(page) {
      const root: ViewNode = { tag: 'page', attr: {}, children: [], owner: page.instance }
      const seen = new Set<string>()
      for (const child of generate(page.route, page.instance.data).children) {
        convert(page, child, root, page.instance, seen)
      }
      registry.drop(page, seen)
      return root
    },
  }
}
