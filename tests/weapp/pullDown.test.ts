import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt } from '../support/ui/ensureBuilt'
import { callMethod } from '../support/weapp/logic/page'
import { launchMiniProgram, type MiniProgram } from '../support/weapp/miniProgram'

const organizationId = '6'.repeat(24)
const roles = ['secretary']
const person = { id: '7'.repeat(24), name: '党员甲', organizationId, organization: '第二党支部', roles }

let dist = ''
let app: MiniProgram
let asked: string[] = []

beforeAll(async () => {
  dist = ensureBuilt('weapp')
  app = await launchMiniProgram({
    dist,
    path: 'pages/today/index',
    storage: new Map([['session', JSON.stringify({ token: 't'.repeat(43), person })]]),
    person: { loginCodes: [], scans: [], files: [], opened: [], subscribe: 'reject' },
    send: async ({ url }) => {
      asked.push(url.pathname.replace('/api', ''))
      const error = { code: 'internal', message: '服务出错了，请稍后再试' }
      return { status: 500, headers: {}, body: Buffer.from(JSON.stringify({ error })) }
    },
  })
  await app.activity.settle()
}, 180_000)
afterAll(() => app.close())

async function pulled(): Promise<string[]> {
  asked = []
  callMethod(app.stack.current().instance, 'onPullDownRefresh')
  await app.activity.settle()
  return [...new Set(asked)].sort()
}

test('每一页都能下拉', () => {
  const { window } = JSON.parse(readFileSync(join(dist, 'app.json'), 'utf8'))
  expect(window).toMatchObject({ enablePullDownRefresh: true, backgroundTextStyle: 'dark' })
})

test('下拉就把这一页的都再问一遍；后面的页不问', async () => {
  expect(await pulled()).toContain('/today')
  await (app.wx['switchTab'] as (options: object) => unknown)({ url: '/pages/calendar/index' })
  await app.activity.settle()
  expect(await pulled()).toEqual(['/duties/month'])
})
