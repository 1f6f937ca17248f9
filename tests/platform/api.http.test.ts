import { Agent, createServer, request as httpRequest, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createApp } from '@cloud/app'
import { AuditEntries } from '@cloud/core/audit'
import { newId } from '@cloud/core/database/id'
import type { Deps } from '@cloud/core/deps'
import { modules } from '@cloud/modules'
import { resolveActor } from '@cloud/modules/accounts/index'
import { pino } from 'pino'
import { buildWorld, type World } from '../support/factories'
import { createClient, startTestService, type TestService } from '../support/service'
import { runs, sample, Things } from './sampleModule'

let service: TestService
let world: World
const servers: Server[] = []

/** A second app over the same store, with other settings or another logger. */
async function listen(deps: Deps): Promise<string> {
  const app = createApp({ deps, modules: [...modules, sample], resolveActor: (token) => resolveActor(deps, token) })
  const server = createServer(app.callback())
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

beforeAll(async () => {
  service = await startTestService({ modules: [...modules, sample] })
  world = await buildWorld(service.deps, { branches: 2 })
})
afterAll(async () => {
  for (const server of servers) await new Promise((resolve) => server.close(resolve).closeAllConnections())
  await service.stop()
})

const secretary = () => service.as(world.branches[0]!.secretary)
const otherSecretary = () => service.as(world.branches[1]!.secretary)
const member = () => service.as(world.branches[0]!.members[5])
let serial = 0
const draft = () => {
  serial += 1
  return { name: `样品${serial}`, rank: serial }
}

describe('一个请求怎样走', () => {
  test('先问是谁，再看职务，再看内容，最后看这一条归不归你：401 403 400 404 403 200', async () => {
    const { body: thing } = await secretary().post('/sample', draft())
    const rename = async (who: ReturnType<typeof secretary>, id: string, body: unknown) =>
      (await who.put(`/sample/${id}`, body)).status
    const good = { name: '新名字' }
    expect(await rename(service.as(), thing.id, {})).toBe(401)
    expect(await rename(member(), thing.id, good)).toBe(403)
    expect(await rename(secretary(), thing.id, {})).toBe(400)
    expect(await rename(secretary(), 'short', good)).toBe(400)
    expect(await rename(secretary(), newId(), good)).toBe(404)
    expect(await rename(otherSecretary(), thing.id, good)).toBe(403)
    expect(await rename(secretary(), thing.id, good)).toBe(200)
    expect((await Things.findById(thing.id).lean())?.name).toBe('新名字')
  })

  test.each([
    ['没有', undefined],
    ['太短', 'Bearer short'],
    ['不是 Bearer', `Basic ${'x'.repeat(40)}`],
    ['编出来的', `Bearer ${'x'.repeat(43)}`],
    ['很长', `Bearer ${'x'.repeat(5_000)}`],
  ])('令牌%s：401', async (_, header) => {
    const answer = await service.as().get('/sample', header ? { Authorization: header } : {})
    expect(answer.status).toBe(401)
    expect(answer.body.error.message).toMatch(/登录/)
  })

  test('没有声明的字段，进不来也出不去', async () => {
    const answer = await secretary().post('/sample', { ...draft(), _id: 'mine', organizationId: 'x', at: 0 })
    expect(Object.keys(answer.body).sort()).toEqual(['id', 'name'])
    const stored = await Things.findById(answer.body.id).lean()
    expect(stored?.organizationId).toBe(world.branches[0]!.id)
    const list = await member().get('/sample?limit=1')
    expect(Object.keys(list.body.items[0]).sort()).toEqual(['id', 'name'])
  })

  test('地址错、方法错都用中文说没有', async () => {
    for (const [method, path] of [
      ['GET', '/api/nothing'],
      ['POST', '/api/nothing'],
      ['DELETE', '/api/sample'],
      ['PATCH', '/api/sample'],
      ['POST', '/nothing'],
      ['GET', '/api/sample/../../etc'],
    ] as const) {
      const answer = await fetch(`${service.url}${path}`, { method })
      expect([method, path, answer.status]).toEqual([method, path, 404])
      expect(await answer.json()).toMatchObject({ error: { code: 'not_found', message: '没有这个地址' } })
    }
  })

  test.each(['%E0%A4%A', '%', '%00', '%2e%2e%2f', '..%2f..', '{}', "';--"])(
    '地址里的怪东西 %s 不会让服务出错',
    async (part) => {
      const answer = await fetch(`${service.url}/api/sample/${part}`, {
        headers: { Authorization: `Bearer ${await service.tokenOf(world.administrator)}` },
      })
      expect([400, 404]).toContain(answer.status)
      expect(await answer.json()).toMatchObject({ error: { message: expect.stringMatching(/[\u4e00-\u9fff]/) } })
    },
  )

  test.each([
    '?limit=0',
    '?limit=101',
    '?limit=x',
    '?limit=1&limit=2',
    '?by=name',
    '?cursor=',
    '?cursor=zzz',
    `?cursor=${'x'.repeat(1_100)}`,
  ])('查询第 %# 种坏写法被拒绝，说得出哪里不对', async (query) => {
    const answer = await member().get(`/sample${query}`)
    if (query === '?cursor=') expect(answer.status).toBe(200)
    else {
      expect(answer.status).toBe(400)
      expect(answer.body.error.message).toMatch(/[\u4e00-\u9fff]/)
    }
  })
})

describe('请求内容的限度', () => {
  const send = (body: string | Uint8Array, headers: Record<string, string> = {}) =>
    service.tokenOf(world.branches[0]!.secretary).then(async (token) => {
      const answer = await fetch(`${service.url}/api/sample/echo`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers },
        body: body as string,
      })
      return { status: answer.status, error: ((await answer.json()) as { error?: { message: string } }).error }
    })
  const nested = (depth: number) => `{"value":${'['.repeat(depth)}${']'.repeat(depth)}}`

  test.each<[string, string, number, RegExp]>([
    ['不是 JSON', '{"value":', 400, /不是有效的 JSON/],
    ['空的', '', 400, /填写有误|格式/],
    ['数组', '[]', 400, /填写有误/],
    ['null', 'null', 400, /填写有误/],
    ['嵌套十二层以上', nested(13), 400, /嵌套层数过多/],
    ['嵌套十万层', nested(100_000), 400, /嵌套层数过多/],
    ['两万项以上', `{"value":[${'0,'.repeat(20_000)}0]}`, 413, /项数过多/],
    ['256 KB 以上', `{"value":"${'x'.repeat(256 * 1024)}"}`, 413, /256 KB/],
  ])('%s', async (_, body, status, message) => {
    const answer = await send(body)
    expect(answer.status).toBe(status)
    expect(answer.error?.message).toMatch(message)
  })

  test('限度以内的都收下', async () => {
    for (const body of [
      nested(12),
      `{"value":[${'0,'.repeat(19_000)}0]}`,
      `{"value":"${'x'.repeat(250 * 1024)}"}`,
      '{}',
    ])
      expect((await send(body)).status).toBe(200)
  })

  /** Sends 320 KB piece by piece, without saying how much it will be. */
  const sendPieces = async (agent?: Agent): Promise<number> => {
    const token = await service.tokenOf(world.branches[0]!.secretary)
    return new Promise((resolve, reject) => {
      const request = httpRequest(`${service.url}/api/sample/echo`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Transfer-Encoding': 'chunked' },
        ...(agent && { agent }),
      })
      request.on('response', (response) => {
        response.resume().on('end', () => resolve(response.statusCode ?? 0))
      })
      request.on('error', reject)
      for (let i = 0; i < 20; i += 1) request.write('x'.repeat(16 * 1024))
      request.end()
    })
  }

  test('分块传来、不说多长的，一样受限', async () => {
    expect(await sendPieces()).toBe(413)
  })

  test('退回过大的内容以后，同一条连接照样用', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1, timeout: 5_000 })
    expect([await sendPieces(agent), await sendPieces(agent), await sendPieces(agent)]).toEqual([413, 413, 413])
    agent.destroy()
  })
})

describe('同一个请求标识（Idempotency-Key）', () => {
  test.each([null, 'short', 'x'.repeat(65), 'has space-123', 'semi;colon1'])(
    '没有或写错（%p）：400，什么也没写',
    async (key) => {
      const before = await Things.countDocuments()
      const answer = await secretary().post('/sample', draft(), {
        key: null,
        headers: key === null ? {} : { 'Idempotency-Key': key },
      })
      expect(answer.status).toBe(400)
      expect(answer.body.error.message).toMatch(/Idempotency-Key/)
      expect(await Things.countDocuments()).toBe(before)
    },
  )

  test('再来一次，得到同一个回答，事实只有一件，也只记一笔', async () => {
    const body = draft()
    const first = await secretary().post('/sample', body, { key: 'again-123456' })
    const second = await secretary().post('/sample', body, { key: 'again-123456' })
    expect(second.body).toEqual(first.body)
    expect([first.headers.get('Idempotent-Replay'), second.headers.get('Idempotent-Replay')]).toEqual([null, 'true'])
    expect(await Things.countDocuments({ name: body.name })).toBe(1)
    expect(await AuditEntries.countDocuments({ subjectId: first.body.id })).toBe(1)
  })

  test('换了内容：409，不会盖掉', async () => {
    const body = draft()
    await secretary().post('/sample', body, { key: 'other-123456' })
    const answer = await secretary().post('/sample', { ...body, rank: 999 }, { key: 'other-123456' })
    expect(answer.status).toBe(409)
    expect((await Things.findOne({ name: body.name }).lean())?.rank).toBe(body.rank)
  })

  test('同一个标识用到别的接口、别的人，各算各的', async () => {
    const one = await secretary().post('/sample', draft(), { key: 'shared-12345' })
    const two = await otherSecretary().post('/sample', draft(), { key: 'shared-12345' })
    expect([one.status, two.status]).toEqual([200, 200])
    expect(one.body.id).not.toBe(two.body.id)
    const rename = await secretary().put(`/sample/${one.body.id}`, { name: '另一个接口' }, { key: 'shared-12345' })
    expect(rename.status).toBe(409)
  })

  test('十个同时到：一件事实，十个相同的回答', async () => {
    const body = draft()
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => secretary().post('/sample', body, { key: 'burst-123456' })),
    )
    expect(answers.map((answer) => answer.status)).toEqual(Array(10).fill(200))
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1)
    expect(await Things.countDocuments({ name: body.name })).toBe(1)
    expect(await AuditEntries.countDocuments({ subjectId: answers[0]!.body.id })).toBe(1)
  })

  test('失败的不记，改好了用同一个标识再来可以成功', async () => {
    const taken = draft()
    await secretary().post('/sample', taken)
    const before = runs.add
    const refused = await secretary().post('/sample', taken, { key: 'retry-123456' })
    expect([refused.status, refused.body.error.code]).toEqual([409, 'conflict'])
    expect(runs.add).toBeGreaterThan(before)
    expect((await secretary().post('/sample', draft(), { key: 'retry-123456' })).status).toBe(200)
  })

  test('写了一半出错，写下的全部收回', async () => {
    expect((await member().post('/sample/fail', { how: 'late' })).status).toBe(409)
    expect((await member().post('/sample/fail', { how: 'reply' })).status).toBe(500)
    expect(await Things.countDocuments({ name: { $in: ['late', 'reply'] } })).toBe(0)
  })
})

describe('每个回答', () => {
  test('都带着请求编号：给了合用的就用给的', async () => {
    const ask = (id?: string) => service.as().get('/me', id ? { 'X-Request-Id': id } : {})
    const given = await ask('phone-12345678')
    expect(given.headers.get('X-Request-Id')).toBe('phone-12345678')
    expect(given.body.error.requestId).toBe('phone-12345678')
    for (const bad of ['short', 'x'.repeat(65), 'has space 123', '<script>alert(1)']) {
      const answer = await ask(bad)
      expect(answer.headers.get('X-Request-Id')).toMatch(/^[\w-]{36}$/)
      expect(answer.body.error.requestId).toBe(answer.headers.get('X-Request-Id'))
    }
  })

  test('都带着安全头，出错的也带', async () => {
    for (const path of ['/health', '/api/me', '/api/nothing', '/docs']) {
      const { headers, body } = await fetch(`${service.url}${path}`)
      await body?.cancel()
      expect(headers.get('Content-Security-Policy')).toMatch(
        /default-src 'self'.*object-src 'none'.*frame-ancestors 'none'/,
      )
      expect(headers.get('Content-Security-Policy')).not.toMatch(/script-src|unsafe-eval/)
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
      expect(headers.get('X-Frame-Options')).toBe('DENY')
      expect(headers.get('Referrer-Policy')).toBe('no-referrer')
      expect(headers.get('X-Powered-By')).toBeNull()
    }
  })

  test('意外的错误只说系统出了问题，不露出里面', async () => {
    for (const how of ['throw', 'string', 'reply', 'validation']) {
      const answer = await member().post('/sample/fail', { how })
      expect(answer.status).toBe(500)
      expect(answer.body).toEqual({
        error: {
          code: 'internal',
          message: '系统出了问题，已经记录；请稍后再试，或把编号告诉管理员',
          requestId: answer.headers.get('X-Request-Id'),
        },
      })
    }
  })
})

describe('服务自己的地址', () => {
  const get = async (path: string, headers: Record<string, string> = {}) => fetch(`${service.url}${path}`, { headers })

  test('/health、/ready', async () => {
    for (const path of ['/health', '/ready']) {
      const answer = await get(path)
      expect([answer.status, await answer.json()]).toEqual([200, { ok: true }])
    }
  })

  test('/metrics 按接口记时长，编造的地址不会多出条目', async () => {
    await member().get('/sample')
    for (let i = 0; i < 20; i += 1) await get(`/api/made-up-${i}`)
    const text = await (await get('/metrics')).text()
    expect(text).toMatch(/http_request_duration_seconds_count\{endpoint="sample.list",status="200"\} \d+/)
    expect(text).toMatch(/endpoint="other",status="404"/)
    expect(text).not.toContain('made-up')
    expect(text).toContain('process_cpu_user_seconds_total')
  })

  test('/metrics 设了口令就要口令；正式环境不设口令就不开', async () => {
    const { deps } = service
    const guarded = await listen({ ...deps, config: { ...deps.config, metricsToken: 'watch-me' } })
    const status = async (url: string, token?: string) =>
      (await fetch(`${url}/metrics`, { headers: token ? { Authorization: `Bearer ${token}` } : {} })).status
    expect([await status(guarded), await status(guarded, 'wrong'), await status(guarded, 'watch-me')]).toEqual([
      404, 404, 200,
    ])
    const production = await listen({ ...deps, config: { ...deps.config, environment: 'production' } })
    expect(await status(production)).toBe(404)
  })

  test('/openapi.json 写着每一个接口，/docs 能翻看', async () => {
    const document = (await (await get('/openapi.json')).json()) as { openapi: string; paths: Record<string, object> }
    expect(document.openapi).toBe('3.1.0')
    for (const module of [...modules, sample])
      for (const endpoint of Object.values(module.contract?.endpoints ?? {})) {
        const path = `/api${endpoint.path.replace(/:(\w+)/g, '{$1}')}`
        expect(document.paths[path]).toHaveProperty(endpoint.method.toLowerCase())
      }
    const page = await get('/docs')
    expect([page.status, page.headers.get('Content-Type')]).toEqual([200, expect.stringContaining('text/html')])
    expect((await get('/docs/swagger-ui-bundle.js')).status).toBe(200)
    expect((await get('/docs/start.js')).status).toBe(200)
    expect((await get('/docs/%2e%2e/package.json')).status).toBe(404)
  })
})

describe('太频繁', () => {
  test('每人每分钟有限度，超过了用中文请人等一等；别人不受影响', async () => {
    const { deps } = service
    const url = await listen({ ...deps, config: { ...deps.config, ratePerMinute: 3 } })
    const as = (personId: string) => createClient(url, () => service.tokenOf(personId))
    const one = as(world.branches[0]!.members[4]!)
    for (let i = 0; i < 3; i += 1) expect((await one.get('/me')).status).toBe(200)
    const refused = await one.get('/me')
    expect(refused.status).toBe(429)
    expect(refused.body.error).toMatchObject({ code: 'rate_limited', message: '操作太频繁了，请一分钟后再试' })
    expect((await as(world.branches[0]!.members[5]!).get('/me')).status).toBe(200)
  })

  test('没登录的、拿编造令牌来试的，按地址限', async () => {
    const { deps } = service
    const url = await listen({ ...deps, config: { ...deps.config, ratePerMinute: 5 } })
    const statuses: number[] = []
    for (let i = 0; i < 8; i += 1)
      statuses.push((await createClient(url, async () => `made-up-token-${i}-${'x'.repeat(20)}`).get('/me')).status)
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429])
    expect((await createClient(url).get('/me')).status).toBe(429)
  })
})

describe('日志', () => {
  test('一个请求一行，没有姓名、号码、地址、查询内容；意外的错误整个记下，一眼能按编号找到', async () => {
    const lines: string[] = []
    const logger = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) })
    const url = await listen({ ...service.deps, logger })
    const admin = createClient(url, () => service.tokenOf(world.administrator))
    const secrets = { name: '党员密', phone: '13987654321', idNumber: '990101199003076636', address: '示范市秘密路9号' }
    const branch = world.branches[0]!
    const created = await admin.post(`/organizations/${branch.id}/people`, { ...secrets, membership: 'full' })
    expect(created.status).toBe(200)
    await admin.post(`/organizations/${branch.id}/people`, { ...secrets, membership: 'full' })
    await admin.post(`/organizations/${branch.id}/people`, { ...secrets, phone: '13987654321x', membership: 'full' })
    await admin.get(`/people?search=${encodeURIComponent(secrets.name)}`)
    await admin.post(`/people/${created.body.id}/reveal`, { field: 'phone', purpose: '核对档案' })
    await createClient(url).post('/auth/password', { username: secrets.phone, password: 'Secret-Passw0rd' })
    const secretary = createClient(url, () => service.tokenOf(branch.secretary))
    await secretary.put(`/people/${created.body.id}`, { fields: { phone: '13987654322' }, reason: '换号' })
    expect(lines.length).toBeGreaterThanOrEqual(7)
    for (const secret of [
      ...Object.values(secrets),
      '13987654322',
      'Secret-Passw0rd',
      'Bearer',
      encodeURIComponent(secrets.name),
    ])
      expect(lines.filter((line) => line.includes(secret))).toEqual([])
    for (const line of lines)
      expect(Object.keys(JSON.parse(line))).toEqual(expect.arrayContaining(['endpoint', 'status', 'ms', 'requestId']))

    lines.length = 0
    const failed = await createClient(url, () => service.tokenOf(branch.secretary)).post('/sample/fail', {
      how: 'throw',
    })
    const entry = lines.map((line) => JSON.parse(line)).find((line) => line.err)
    expect(entry).toMatchObject({ requestId: failed.body.error.requestId, err: { type: 'TypeError' } })
    expect(entry.err.stack).toContain('sampleModule')
  })
})
