import { ensureBuilt } from '../support/ui/ensureBuilt'
import { launchMiniProgram } from '../support/weapp/miniProgram'
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
import type { Person } from '../support/weapp/wx/personal'
import type { SendRequest } from '../support/weapp/wx/sendOverHttp'

const KB = 1024
let pack: WeappPackage

beforeAll(() => {
  pack = readPackage(ensureBuilt('weapp'))
}, 180_000)

describe('the package as WeChat receives it', () => {
  test('main package ≤ 700 KB, every sub-package ≤ 300 KB', () => {
    const tooBig = Object.entries(measurePackages(pack))
      .filter(([name, bytes]) => bytes > (name === 'main' ? 700 : 300) * KB)
      .map(([name, bytes]) => `${name}: ${Math.ceil(bytes / KB)} KB`)
    expect(tooBig).toEqual([])
  })

  test.each([
    ['every JSON file is valid', findInvalidJson],
    ['every named page, component and icon is there', findMissingFiles],
    ['every require resolves inside what is loaded', findUnresolvedRequires],
    ['no code is built from text', findDynamicCode],
    ['no schema travels along', findSchemas],
    ['no syntax younger than ES5', findModernSyntax],
  ])('%s', (_, find) => {
    expect(find(pack)).toEqual([])
  })

  test("WeChat's own compilers accept all markup and all styles", () => {
    expect(compileMarkup(pack)).toContain('$gwx')
    expect(compileAllStyles(pack)).not.toBe('')
  })
})

describe('booting', () => {
  const person = (): Person => ({ loginCodes: [], scans: [], files: [], opened: [], subscribe: 'reject' })
  const answer = (status: number, body: object): SendRequest => {
    return async () => ({ status, headers: {}, body: Buffer.from(JSON.stringify(body)) })
  }
  const refuse = answer(401, { error: { code: 'unauthenticated', message: '请先登录', requestId: 'test' } })
  const open = (path: string) =>
    launchMiniProgram({ dist: pack.root, path, send: refuse, storage: new Map(), person: person() })

  test('first setData of each tab ≤ 32 KB', async () => {
    expect(pack.tabs.length).toBeGreaterThan(1)
    for (const { pagePath } of pack.tabs) {
      const app = await open(pagePath)
      app.close()
      const bytes = app.stack.firstSetData.get(pagePath)
      expect(bytes).toBeGreaterThan(0)
      expect([pagePath, (bytes ?? 0) <= 32 * KB]).toEqual([pagePath, true])
    }
  })

  test('every page opens without an error when the service asks for a login', async () => {
    for (const route of pack.pages) {
      const app = await open(route)
      const view = app.view()
      app.close()
      expect([route, app.activity.problems]).toEqual([route, []])
      expect(view.children.length).toBeGreaterThan(0)
    }
  })
})
