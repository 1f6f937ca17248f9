import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import {
  findDynamicCode,
  findInvalidJson,
  findMissingFiles,
  findSchemas,
  findUnresolvedRequires,
  measurePackages,
} from '../support/weapp/package/checkPackage'
import { findModernSyntax } from '../support/weapp/package/findModernSyntax'
import { readPackage, type WeappPackage } from '../support/weapp/package/packageFiles'
import { compileAllStyles, compileMarkup } from '../support/weapp/package/wechatCompiler'

const SOUND: Record<string, string> = {
  'app.json': JSON.stringify({
    pages: ['a', 'b'],
    subPackages: [
      { root: 's', pages: ['c'] },
      { root: 't', pages: ['d'] },
    ],
  }),
  'app.js': 'App({})',
  'app.wxss': '.a{color:red}',
  'runtime.js': 'var g = this || new Function("return this")()',
  ...Object.fromEntries(
    ['a', 'b', 's/c', 't/d'].flatMap((page) => [
      [`${page}.js`, 'Page({})'],
      [`${page}.json`, '{}'],
      [`${page}.wxml`, '<view>{{x}}</view>'],
    ]),
  ),
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhixing-package-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function buildPackage(changes: Record<string, string | undefined> = {}): WeappPackage {
  for (const [file, source] of Object.entries({ ...SOUND, ...changes })) {
    if (source === undefined) continue
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), source)
  }
  return readPackage(folder)
}

const checks = {
  json: findInvalidJson,
  files: findMissingFiles,
  requires: findUnresolvedRequires,
  dynamic: findDynamicCode,
  schemas: findSchemas,
  syntax: findModernSyntax,
}

test('a sound package passes every check', () => {
  const pack = buildPackage()
  expect(Object.values(checks).flatMap((check) => check(pack))).toEqual([])
  expect(compileMarkup(pack)).toContain('$gwx')
  expect(compileAllStyles(pack)).toContain('red')
})

test.each<[string, keyof typeof checks, Record<string, string | undefined>, string]>([
  ['broken JSON', 'json', { 'a.json': '{' }, 'a.json'],
  ['a page without markup', 'files', { 's/c.wxml': undefined }, 's/c.wxml is missing'],
  ['a component that is not there', 'files', { 'a.json': '{"usingComponents":{"x":"./x"}}' }, 'x.js is missing'],
  ['a require that leads nowhere', 'requires', { 'a.js': 'require("./gone")' }, 'require("./gone") is not found'],
  ['a require into another sub-package', 'requires', { 's/c.js': 'require("../t/d.js")' }, 'another sub-package'],
  ['eval', 'dynamic', { 'a.js': 'eval("1")' }, 'eval('],
  ['new Function outside the runtime', 'dynamic', { 'a.js': 'new Function("return this")' }, 'new Function'],
  ['a schema', 'schemas', { 's/c.js': 'x={"~run":function(d){return d}}' }, 's/c.js'],
  ['code that does not parse', 'syntax', { 'a.js': 'Page({' }, 'a.js'],
  ['an arrow function', 'syntax', { 'a.js': 'Page({ f: () => 1 })' }, 'ArrowFunction'],
  ['const', 'syntax', { 'a.js': 'const x = 1' }, 'VariableDeclarationList'],
])('finds %s', (_, check, changes, expected) => {
  expect(checks[check](buildPackage(changes)).join('\n')).toContain(expected)
})

test("WeChat's compilers refuse markup and styles they cannot read", () => {
  const pack = buildPackage({ 'a.wxml': '<view>', 'a.wxss': '* { color: red }' })
  expect(() => compileMarkup(pack)).toThrow('wcc')
  expect(() => compileAllStyles(pack)).toThrow('wcsc')
})

test('sizes are told apart by package, without licence texts', () => {
  const sizes = measurePackages(
    buildPackage({ 's/big.js': 'x'.repeat(5_000), 'app.js.LICENSE.txt': 'y'.repeat(9_000) }),
  )
  expect(sizes['s']).toBeGreaterThan(5_000)
  expect(sizes['main']).toBeLessThan(1_000)
})
