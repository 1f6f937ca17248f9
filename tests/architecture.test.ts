import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { AUDIT_MODULES } from '@shared/modules/audit/model'

const root = path.resolve(__dirname, '..')
const list = (folder: string): string[] =>
  readdirSync(path.join(root, folder)).flatMap((name) => {
    const file = `${folder}/${name}`
    if (['dist', 'node_modules', '.swc'].includes(name)) return []
    if (statSync(path.join(root, file)).isDirectory()) return list(file)
    return /\.tsx?$/.test(name) && !name.endsWith('.d.ts') ? [file] : []
  })
const sources = ['shared', 'cloud', 'miniapp/src'].flatMap(list)
const text = (file: string): string => readFileSync(path.join(root, file), 'utf8')
const withoutComments = (code: string): string => code.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')

/** The file an import leads to, or the package name. */
function target(from: string, specifier: string): string {
  const base = specifier.startsWith('@shared/')
    ? specifier.replace('@shared/', 'shared/')
    : specifier.startsWith('@cloud/')
      ? specifier.replace('@cloud/', 'cloud/')
      : specifier.startsWith('@/')
        ? specifier.replace('@/', 'miniapp/src/')
        : specifier.startsWith('.')
          ? path.posix.normalize(path.posix.join(path.posix.dirname(from), specifier))
          : undefined
  if (!base) return `npm:${specifier}`
  return (
    [`${base}.ts`, `${base}.tsx`, `${base}/index.ts`, `${base}/index.tsx`, base].find((file) => known.has(file)) ?? base
  )
}

interface Import {
  from: string
  to: string
  typeOnly: boolean
}
const known = new Set(sources)
const IMPORT = /^(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'|^import\s+'([^']+)'/gm
const imports: Import[] = sources.flatMap((from) =>
  [...withoutComments(text(from)).matchAll(IMPORT)].map((match) => ({
    from,
    to: target(from, match[2] ?? match[3] ?? ''),
    typeOnly: Boolean(match[1]),
  })),
)

const moduleOf = (file: string, tree: string): string | undefined =>
  new RegExp(`^${tree}/modules/([^/]+)/`).exec(file)?.[1]
const broken = (rule: (edge: Import) => boolean): string[] =>
  imports.filter(rule).map(({ from, to }) => `${from} → ${to}`)

describe('谁可以引用谁', () => {
  test('shared/core 只用自己和 valibot', () => {
    const allowed = (to: string) => to.startsWith('shared/core/') || to === 'npm:valibot'
    expect(broken(({ from, to }) => from.startsWith('shared/core/') && !allowed(to))).toEqual([])
  })
  test('valibot 只从 shared/core/schema 进入', () => {
    expect(broken(({ from, to }) => to === 'npm:valibot' && from !== 'shared/core/schema.ts')).toEqual([])
  })
  test('shared 不引用 cloud、miniapp、Node 或 Taro', () => {
    expect(
      broken(({ from, to }) => from.startsWith('shared/') && !to.startsWith('shared/') && to !== 'npm:valibot'),
    ).toEqual([])
  })
  test('shared 的模块之间只引用对方的 model、norms、rules、policy；课程里的题和文件照原来的样子', () => {
    // What one module stores of another and hands on word for word.
    const handedOn = ['learning → shared/modules/files/schemas.ts', 'learning → shared/modules/quiz/schemas.ts']
    const other = ({ from, to }: Import) => {
      const [mine, theirs] = [moduleOf(from, 'shared'), moduleOf(to, 'shared')]
      return (
        mine !== undefined &&
        theirs !== undefined &&
        mine !== theirs &&
        !/\/(model|norms|rules|policy)\.ts$/.test(to) &&
        !handedOn.includes(`${mine} → ${to}`)
      )
    }
    expect(broken(other)).toEqual([])
  })
  test('cloud/core 不引用模块', () => {
    expect(broken(({ from, to }) => from.startsWith('cloud/core/') && /^(cloud|shared)\/modules\//.test(to))).toEqual(
      [],
    )
  })
  test('cloud 的模块之间只引用对方的 index', () => {
    const inside = ({ from, to }: Import) => {
      const [mine, theirs] = [moduleOf(from, 'cloud'), moduleOf(to, 'cloud')]
      return mine !== undefined && theirs !== undefined && mine !== theirs && to !== `cloud/modules/${theirs}/index.ts`
    }
    expect(broken(inside)).toEqual([])
  })
  test('内嵌存储不引用产品的任何部分，产品只引用它的 start', () => {
    expect(
      broken(
        ({ from, to }) =>
          from.startsWith('cloud/embedded/') && !to.startsWith('cloud/embedded/') && !to.startsWith('npm:'),
      ),
    ).toEqual([])
    expect(
      broken(
        ({ from, to }) =>
          !from.startsWith('cloud/embedded/') && to.startsWith('cloud/embedded/') && to !== 'cloud/embedded/start.ts',
      ),
    ).toEqual([])
  })
  test('页面不引用 cloud；ui 不引用 core 和模块；core 不引用模块和 ui', () => {
    expect(broken(({ from, to }) => from.startsWith('miniapp/') && to.startsWith('cloud/'))).toEqual([])
    expect(
      broken(
        ({ from, to }) =>
          from.startsWith('miniapp/src/ui/') && /^(miniapp\/src\/(core|modules|pages)|shared\/modules)\//.test(to),
      ),
    ).toEqual([])
    expect(
      broken(({ from, to }) => from.startsWith('miniapp/src/core/') && /^miniapp\/src\/(modules|ui|pages)\//.test(to)),
    ).toEqual([])
  })
  test('页面的模块之间只引用对方的 package', () => {
    const inside = ({ from, to }: Import) => {
      const [mine, theirs] = [moduleOf(from, 'miniapp/src'), moduleOf(to, 'miniapp/src')]
      return theirs !== undefined && mine !== theirs && !/\/package\.ts$/.test(to)
    }
    expect(broken(inside)).toEqual([])
  })
  test('没有循环引用', () => {
    const edges = new Map<string, string[]>()
    for (const { from, to, typeOnly } of imports)
      if (known.has(to) && !typeOnly) edges.set(from, [...(edges.get(from) ?? []), to])
    const state = new Map<string, 'open' | 'closed'>()
    const cycles: string[] = []
    const visit = (file: string, trail: readonly string[]): void => {
      if (state.get(file) === 'closed') return
      if (state.get(file) === 'open') {
        cycles.push([...trail.slice(trail.indexOf(file)), file].join(' → '))
        return
      }
      state.set(file, 'open')
      for (const next of edges.get(file) ?? []) visit(next, [...trail, file])
      state.set(file, 'closed')
    }
    for (const file of edges.keys()) visit(file, [])
    expect(cycles).toEqual([])
  })
})

describe('习惯', () => {
  test('shared 不看表、不掷骰子', () => {
    expect(
      sources.filter(
        (file) =>
          file.startsWith('shared/') && /new Date\(\)|Date\.now\(|Math\.random\(/.test(withoutComments(text(file))),
      ),
    ).toEqual([])
  })
  test('发到手机上的代码没有 eval 和 new Function', () => {
    expect(
      sources.filter(
        (file) => /^(shared|miniapp)\//.test(file) && /\beval\(|new Function\(/.test(withoutComments(text(file))),
      ),
    ).toEqual([])
  })
  test('文件不超过 300 行，数据和种子除外', () => {
    const long = sources.filter((file) => !/\/(seeds|data)\//.test(file) && text(file).split('\n').length > 301)
    expect(long).toEqual([])
  })
  test('没有含糊的名字', () => {
    expect(sources.filter((file) => /\/(utils?|helpers?|common|misc|manager)(\/|\.)/i.test(file))).toEqual([])
  })
  test('三个登记表与文件夹一致', () => {
    const folders = (tree: string) => readdirSync(path.join(root, tree, 'modules')).sort()
    const cloudRegistry = [...text('cloud/modules.ts').matchAll(/from '\.\/modules\/([^/]+)\/index'/g)]
      .map((m) => m[1])
      .sort()
    const contractRegistry = [...text('shared/contracts.ts').matchAll(/from '\.\/modules\/([^/]+)\/contract'/g)]
      .map((m) => m[1])
      .sort()
    expect(cloudRegistry).toEqual(folders('cloud'))
    expect(contractRegistry).toEqual(
      folders('shared').filter((name) => known.has(`shared/modules/${name}/contract.ts`)),
    )
    const packages = folders('miniapp/src').filter((name) => known.has(`miniapp/src/modules/${name}/package.ts`))
    const pages = text('miniapp/src/packages.ts')
    for (const name of packages) expect(pages).toContain(`./modules/${name}/package`)
  })
  test('每个模块在操作记录里有中文的名字', () => {
    const modules = readdirSync(path.join(root, 'cloud/modules')).sort()
    expect([...AUDIT_MODULES].sort()).toEqual(modules)
  })
})
