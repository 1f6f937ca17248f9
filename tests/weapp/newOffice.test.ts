import { ensureBuilt } from '../support/ui/ensureBuilt'
import { launchMiniProgram } from '../support/weapp/miniProgram'
import { descendants } from '../support/weapp/view/viewNode'

const organizationId = '6'.repeat(24)
const person = { id: '7'.repeat(24), name: '党员甲', organizationId, organization: '第二党支部', roles: [] }
const committee = { organizationId: '8'.repeat(24), organizationName: '公司党委', kind: 'committee', role: 'secretary' }
const me = {
  personId: person.id,
  name: person.name,
  organizationId,
  organizationName: person.organization,
  appointments: [committee],
  mustChangePassword: false,
}

let dist = ''
beforeAll(() => {
  dist = ensureBuilt('weapp')
}, 180_000)

/** What stands on 我的 of somebody whose session is from before the office, and what is kept of the session. */
async function openMine(answersMe: boolean) {
  const storage = new Map([['session', JSON.stringify({ token: 't'.repeat(43), person })]])
  const error = { error: { code: 'internal', message: '服务出错了，请稍后再试' } }
  const app = await launchMiniProgram({
    dist,
    path: 'pages/me/index',
    storage,
    person: { loginCodes: [], scans: [], files: [], opened: [], subscribe: 'reject' },
    send: async ({ url }) => {
      const known = answersMe && url.pathname === '/api/me'
      return { status: known ? 200 : 500, headers: {}, body: Buffer.from(JSON.stringify(known ? me : error)) }
    },
  })
  await app.activity.settle()
  const words = [...descendants(app.view())].map((node) => node.text ?? '').join(' ')
  app.close()
  return { words, kept: JSON.parse(storage.get('session') ?? '{}') }
}

test('登录之后才任的职，下次打开就看得到，不用重新登录', async () => {
  const { words, kept } = await openMine(true)
  expect(words).toContain('下级进度')
  expect(kept).toMatchObject({
    token: 't'.repeat(43),
    person: { organization: '公司党委', roles: ['secretary'], overseeing: [committee.organizationId] },
  })
})

test('问不到的时候照旧用', async () => {
  const { words, kept } = await openMine(false)
  expect(words).not.toContain('下级进度')
  expect(kept).toEqual({ token: 't'.repeat(43), person })
})
