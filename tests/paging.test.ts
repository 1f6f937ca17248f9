import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { contracts } from '@shared/contracts'

const pages = path.resolve(__dirname, '../miniapp/src')
const list = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name)
    return statSync(file).isDirectory() ? list(file) : /\.tsx?$/.test(name) ? [file] : []
  })
const sources = new Map(list(pages).map((file) => [path.relative(pages, file), readFileSync(file, 'utf8')]))

/** Endpoints that answer page by page, by contract. */
const paged = new Map(
  contracts.map(({ module, endpoints }) => [
    module,
    Object.entries(endpoints).flatMap(([name, { query }]) =>
      query && 'entries' in query && 'cursor' in (query.entries as object) ? [name] : [],
    ),
  ]),
)

/** Clients in a file by the name they have there, those of other files included. */
const CLIENT = /const (\w+) = createClient\((?:(\w+)Contract|\{ module: '(\w+)')/g
const clientsIn = (code: string) => [...code.matchAll(CLIENT)].map((m) => [m[1] ?? '', m[2] ?? m[3] ?? ''] as const)
const exported = [...sources.values()].flatMap(clientsIn).filter(([name]) => name !== 'api')
const clientsOf = (code: string) => new Map([...exported, ...clientsIn(code)])

/** Text of the brackets that open at `from`. */
function bracketed(code: string, from: number): string {
  let depth = 0
  for (let at = from; at < code.length; at += 1) {
    if (code[at] === '(') depth += 1
    if (code[at] === ')') depth -= 1
    if (depth === 0) return code.slice(from, at + 1)
  }
  return code.slice(from)
}

/** Where the rest is found in another way, and in which. */
const OTHERWISE = {
  'core/useUnread.ts': 'only the number of what is unread is taken',
  'modules/people/pages/search/index.tsx': 'the first twenty, with a link to the whole list and a search for less',
} as const

/** Calls of paged endpoints that take one page and forget the rest. */
function calls(): { file: string; call: string; whole: boolean }[] {
  return [...sources].flatMap(([file, code]) =>
    [...clientsOf(code)].flatMap(([client, module]) =>
      (paged.get(module) ?? []).flatMap((endpoint) =>
        [...code.matchAll(new RegExp(`\\b${client}\\.${endpoint}\\(`, 'g'))].map((match) => {
          const args = bracketed(code, match.index + match[0].length - 1)
          const before = code.slice(0, match.index)
          const holder = Math.max(...['useTable(', 'useChoices('].map((name) => before.lastIndexOf(name)))
          const open = holder < 0 ? -1 : before.indexOf('(', holder)
          const held = open >= 0 && open + bracketed(code, open).length > match.index
          // The question a table or a choice puts, in a function of its own.
          const passedOn = args === '({ query })' && /\buseTable\(/.test(code)
          return { file, call: `${module}.${endpoint}`, whole: held || passedOn || /\bcursor\b/.test(args) }
        }),
      ),
    ),
  )
}

test('页面要的分页列表都能接着看：翻页、表格或查找，没有只取一页的', () => {
  const all = calls()
  expect(all.length).toBeGreaterThan(20)
  expect(all.filter(({ file, whole }) => !whole && !(file in OTHERWISE))).toEqual([])
})

test('例外都还在', () => {
  const used = new Set(calls().flatMap(({ file, whole }) => (whole ? [] : [file])))
  expect([...used].sort()).toEqual(Object.keys(OTHERWISE).sort())
})

test('翻页只有一种做法', () => {
  const own = [...sources].filter(([file, code]) => !file.startsWith('core/') && /\bnext: page\.next\b/.test(code))
  expect(own.map(([file]) => file)).toEqual([])
})
