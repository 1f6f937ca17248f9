import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import vm from 'node:vm'
import { type Activity, describeError } from './activity'

/** What a script passed to App(), Page() or Component(). */
export type Definition = Record<string, unknown>

/** The engine WeChat gives to the logic layer: no DOM, no Node, no eval, CommonJS inside the package. */
export interface LogicRealm {
  app: Definition
  pages: Map<string, Definition>
  components: Map<string, Definition>
  /** Evaluates a module of the package (`pages/today/index.js`) once. */
  require(file: string): unknown
  /** Makes a global visible to the scripts. */
  define(name: string, value: unknown): void
  /** A copy of plain data made of the realm's own objects; the app's `instanceof` and the view's wcc need that. */
  adopt<T>(value: T): T
  /** Parses JSON inside the realm; undefined when it is not JSON. */
  parse(text: string): unknown
  /** The realm's own Promise. */
  promise(executor: (resolve: (value: unknown) => void, reject: (reason: unknown) => void) => void): unknown
  /** The realm's own ArrayBuffer with these bytes. */
  buffer(bytes: Uint8Array): ArrayBuffer
  dispose(): void
}

/** Browser and Node names which WeChat's define() wrapper shadows. */
const SHADOWED = (
  'window document frames self location navigator localStorage history Caches screen alert confirm prompt fetch ' +
  'XMLHttpRequest WebSocket webkit WeixinJSCore global process'
).split(' ')
/** Timers up to this many milliseconds belong to the answer to a tap (debounce, animation); longer ones are clocks. */
const SHORT_TIMER = 300

function createTimers(activity: Activity) {
  const handles = new Map<number, { handle: NodeJS.Timeout; end: () => void }>()
  let last = 0
  const clear = (id: number) => {
    const timer = handles.get(id)
    handles.delete(id)
    clearTimeout(timer?.handle)
    timer?.end()
  }
  const set =
    (repeat: boolean) =>
    (task: (...args: unknown[]) => unknown, ms = 0, ...args: unknown[]) => {
      const id = ++last
      const end = !repeat && ms <= SHORT_TIMER ? activity.begin() : () => undefined
      const fire = () => {
        if (!repeat) handles.delete(id)
        activity.run(() => task(...args))
        if (!repeat) end()
      }
      handles.set(id, { handle: repeat ? setInterval(fire, ms) : setTimeout(fire, ms), end })
      return id
    }
  return {
    globals: { setTimeout: set(false), setInterval: set(true), clearTimeout: clear, clearInterval: clear },
    clearAll: () => [...handles.keys()].forEach(clear),
  }
}

function createConsole(activity: Activity) {
  const ignore = () => undefined
  const error = (...args: unknown[]) => {
    activity.problems.push(`console.error: ${args.map(describeError).join(' ')}`)
  }
  return {
    log: ignore,
    info: ignore,
    debug: ignore,
    warn: ignore,
    error,
    group: ignore,
    groupEnd: ignore,
    time: ignore,
    timeEnd: ignore,
  }
}

/** The device's clock, when it is not this machine's. */
export interface DeviceClock {
  /** Milliseconds since 1970. */
  now(): number
}

/** A Date of the realm's own that asks another clock what time it is. */
const FOLLOW = `(now) => {
  globalThis.Date = class extends Date {
    constructor(...parts) {
      if (parts.length === 0) super(now())
      else super(...parts)
    }
    static now() {
      return now()
    }
  }
}`

/** Creates the engine for the package at `root`; scripts run when required. */
export function createLogicRealm(root: string, activity: Activity, clock?: DeviceClock): LogicRealm {
  const timers = createTimers(activity)
  const modules = new Map<string, { exports: unknown }>()
  const pages = new Map<string, Definition>()
  const components = new Map<string, Definition>()
  let loading = ''

  const globals: Record<string, unknown> = { ...timers.globals, console: createConsole(activity) }
  const context = vm.createContext(globals, { name: 'weapp', codeGeneration: { strings: false, wasm: false } })
  if (clock) (vm.runInContext(FOLLOW, context) as (now: () => number) => void)(() => clock.now())
  const adoptText = vm.runInContext('(text) => JSON.parse(text)', context) as (text: string) => unknown
  const makePromise = vm.runInContext('(executor) => new Promise(executor)', context) as LogicRealm['promise']
  const makeBytes = vm.runInContext('(size) => new Uint8Array(size)', context) as (size: number) => Uint8Array

  function requireModule(file: string): unknown {
    const known = modules.get(file)
    if (known) return known.exports
    const path = posix.join(root, file)
    if (!path.startsWith(root) || !existsSync(path)) throw new Error(`module '${file}' is not defined`)
    const module = { exports: {} as unknown }
    modules.set(file, module)
    const outer = loading
    loading = file.replace(/\.js$/, '')
    const run = vm.compileFunction(readFileSync(path, 'utf8'), ['require', 'module', 'exports', ...SHADOWED], {
      filename: path,
      parsingContext: context,
    })
    const requireFrom = (target: string) => {
      const joined = posix.join(target.startsWith('/') ? '' : posix.dirname(file), target)
      return requireModule(joined.endsWith('.js') ? joined : `${joined}.js`)
    }
    run(requireFrom, module, module.exports)
    loading = outer
    return module.exports
  }

  const realm: LogicRealm = {
    app: {},
    pages,
    components,
    require: requireModule,
    define(name, value) {
      globals[name] = value
    },
    adopt: <T>(value: T) => (value === undefined ? value : (adoptText(JSON.stringify(value)) as T)),
    parse(text) {
      try {
        return adoptText(text)
      } catch {
        return undefined
      }
    },
    promise: makePromise,
    buffer(bytes) {
      const copy = makeBytes(bytes.length)
      copy.set(bytes)
      return copy.buffer as ArrayBuffer
    },
    dispose: timers.clearAll,
  }
  const register = (target: Map<string, Definition>) => (definition: Definition) => void target.set(loading, definition)
  realm.define('App', (definition: Definition) => void Object.assign(realm.app, definition))
  realm.define('Page', register(pages))
  realm.define('Component', register(components))
  realm.define('Behavior', (definition: Definition) => definition)
  realm.define('getApp', () => realm.app)
  return realm
}
