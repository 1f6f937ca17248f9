const keysOf = (path: string): string[] =>
  path
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter((key) => key !== '')

type Container = Record<string, unknown>

/** Writes `value` at a setData path such as `root.cn[0].v`, creating objects and arrays on the way. */
export function writePath(target: Container, path: string, value: unknown): void {
  const keys = keysOf(path)
  const last = keys.pop()
  if (last === undefined) return
  let at = target
  keys.forEach((key, i) => {
    const below = at[key]
    if (typeof below !== 'object' || below === null) at[key] = /^\d+$/.test(keys[i + 1] ?? last) ? [] : {}
    at = at[key] as Container
  })
  at[last] = value
}

/** Splits a page url against the page it is used on: route without leading slash, and decoded-by-nobody query values. */
export function parsePageUrl(url: string, from = ''): { route: string; query: Record<string, string> } {
  const [path = '', search = ''] = url.split('?')
  const route = path.startsWith('/') ? path.slice(1) : path.startsWith('.') ? join(from, path) : path
  const pairs = search.split('&').filter((pair) => pair !== '')
  const query = pairs.map((pair) => [pair.split('=')[0] ?? '', pair.split('=').slice(1).join('=')] as const)
  return { route, query: Object.fromEntries(query) }
}

function join(from: string, path: string): string {
  const parts = from.split('/').slice(0, -1)
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}
