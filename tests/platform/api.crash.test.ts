import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { readConfig } from '@cloud/config'
import { AuditEntries, findAuditBreak, sealAudit } from '@cloud/core/audit'
import { Changes } from '@cloud/core/change'
import { systemClock } from '@cloud/core/clock'
import { startEmbeddedStore } from '@cloud/embedded/start'
import { modules } from '@cloud/modules'
import { Adjustments, LocalItems } from '@cloud/modules/duties/collection'
import { Attendances, Meetings } from '@cloud/modules/meetings/collection'
import { People, PersonChanges } from '@cloud/modules/people/collection'
import { type Service, startService } from '@cloud/service'
import { addDays, plainDateOf } from '@shared/core/plainDate'
import { compareViews } from '../support/kills/compareViews'
import { createLiveService, LIVE_FIELD_KEY, type LiveService } from '../support/liveService'
import { ensureBuilt } from '../support/ui/ensureBuilt'

/** The built service is killed at random moments while it is written to; what it has acknowledged must be there, once. */
const VICTIMS = ['store', 'service', 'both'] as const
/** KILLS=50 for a long run. */
const KILLS = Array.from({ length: Number(process.env['KILLS'] ?? 10) }, (_, i) => VICTIMS[i % 3] ?? 'both')
/** Before each kill this many writes are acknowledged, and then some more for a random moment, in ms. */
const LEAST_WRITES = 10
const MOST_MS = 400
const PATIENCE_MS = 20_000

interface Request {
  token: string
  method: 'POST' | 'PUT'
  path: string
  body?: unknown
  key: string
  /** Epoch ms. */
  madeAt: number
}
interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: replies of every shape
  body: any
}

let live: LiveService
let service: Service | undefined
/** Requests without a clear answer, to be repeated at the end. */
const unanswered: Request[] = []
const acknowledged: { request: Request; answer: Answer }[] = []
const refused: { request: Request; answer: Answer }[] = []
/** Internal errors while the service lived. */
const broken: { path: string; answer: Answer }[] = []
/** Milliseconds from start to ready, on data that are there already. */
const starts: number[] = []
let isOver = false

const today = plainDateOf(Date.now())
let admin = ''
let secretary = { id: '', token: '' }
let members: { id: string; token: string }[] = []
let branchId = ''

async function send({ token, method, path, body, key }: Omit<Request, 'madeAt'>): Promise<Answer> {
  const response = await fetch(`${live.url}/api${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Idempotency-Key': key, 'Content-Type': 'application/json' },
    body: JSON.stringify(body ?? {}),
  })
  return { status: response.status, body: await response.json() }
}

async function read(token: string, path: string): Promise<Answer> {
  const response = await fetch(`${live.url}/api${path}`, { headers: { Authorization: `Bearer ${token}` } })
  return { status: response.status, body: await response.json() }
}

/** A code counts while it is on the screen and until the next one leaves it: at least so long, in ms. */
const CODE_MS = 30_000
/** The code had left the screen before the request got through. */
const isPastCode = ({ path, madeAt }: Request, { status, body }: Answer): boolean =>
  path === '/meetings/check-in' &&
  Date.now() - madeAt > CODE_MS &&
  status === 400 &&
  body.error.message.startsWith('签到码不对或已经更换')

const isAnswered = ({ status }: Answer) => status < 500

/** Sends until there is a clear answer, as a phone does; now and then it gives up and leaves the request for the end. */
async function write(token: string, method: 'POST' | 'PUT', path: string, body?: unknown): Promise<Answer | undefined> {
  const request: Request = { token, method, path, body, key: randomUUID(), madeAt: Date.now() }
  for (let attempt = 0; !isOver; attempt += 1) {
    const answer = await send(request).catch(() => undefined)
    if (answer && !isAnswered(answer)) broken.push({ path, answer })
    if (answer && isAnswered(answer)) {
      if (answer.status === 200) acknowledged.push({ request, answer })
      else if (!isPastCode(request, answer)) refused.push({ request, answer })
      return answer.status === 200 ? answer : undefined
    }
    await delay(100)
    if (attempt > 0 && Math.random() < 0.1) break
  }
  unanswered.push(request)
  return undefined
}

let last = 0
const nextNumber = (): number => {
  last += 1
  return last
}

async function addPeople(): Promise<void> {
  while (!isOver)
    await write(admin, 'POST', `/organizations/${branchId}/people`, {
      name: `后来的${nextNumber()}`,
      membership: 'none',
    })
}

async function editPeople(): Promise<void> {
  for (let i = 0; !isOver; i += 1) {
    const person = members[i % members.length]?.id
    const n = nextNumber()
    await write(secretary.token, 'PUT', `/people/${person}`, { fields: { post: `岗位${n}` }, reason: `第${n}次更正` })
  }
}

async function adjustPlan(): Promise<void> {
  while (!isOver) {
    const n = nextNumber()
    const title = `自加${n}`
    const item = { organizationId: branchId, title, why: '试', dueOn: addDays(today, n % 20) }
    const added = await write(secretary.token, 'POST', '/duties/local', item)
    if (added && n % 2 === 0)
      await write(secretary.token, 'POST', '/duties/waive', { key: added.body.key, reason: `与检修期错开${n}` })
  }
}

const minutesOf = (n: number): string =>
  `${String(Math.floor(n / 60) % 23).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`

/** Plans, announces, and lets people come: by proxy and by the code on the screen. */
async function holdMeetings(): Promise<void> {
  while (!isOver) {
    const n = nextNumber()
    const draft = {
      organizationId: branchId,
      kind: 'lecture',
      title: `党课${n}`,
      on: addDays(today, -1),
      startTime: minutesOf(n),
      endTime: '23:00',
      place: '会议室',
      chairId: secretary.id,
      recorderId: secretary.id,
      agenda: [{ title: '学习', kind: 'study' }],
    }
    const id = (await write(secretary.token, 'POST', '/meetings', draft))?.body.id
    if (!id || !(await write(secretary.token, 'POST', `/meetings/${id}/notify`))) continue
    const [proxied, ...own] = members
    await write(secretary.token, 'POST', `/meetings/${id}/proxy`, { personId: proxied?.id, reason: '没带手机' })
    for (const member of own) {
      const screen = await read(secretary.token, `/meetings/${id}/screen`).catch(() => undefined)
      if (screen?.status !== 200) continue
      await write(member.token, 'POST', '/meetings/check-in', { meetingId: id, code: screen.body.code })
    }
  }
}

/** Signs in for the first time: the initial password is changed at once. */
async function signIn(username: string, oldPassword: string): Promise<string> {
  const body = { username, password: oldPassword }
  const answer = await send({ token: '', method: 'POST', path: '/auth/password', key: '', body })
  const { token } = answer.body
  const change = { oldPassword, newPassword: `Crash-${randomUUID()}` }
  const changed = await send({ token, method: 'PUT', path: '/me/password', key: '', body: change })
  if (changed.status !== 200) throw new Error(JSON.stringify([answer.body, changed.body]))
  return token
}

async function must(token: string, path: string, body: unknown): Promise<Answer['body']> {
  const answer = await send({ token, method: 'POST', path, body, key: randomUUID() })
  if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`)
  return answer.body
}

/** A branch with a secretary and three members who can sign in, made by the first administrator. */
async function prepare(): Promise<void> {
  admin = await signIn('admin', /初始密码 (\S+?)（/.exec(live.log())?.[1] ?? '')
  const { organizationId } = (await read(admin, '/me')).body
  branchId = (await must(admin, '/organizations', { name: '第一党支部', kind: 'branch', parentId: organizationId })).id
  const people: { id: string; token: string }[] = []
  for (let i = 0; i < 4; i += 1) {
    const { id } = await must(admin, `/organizations/${branchId}/people`, { name: `党员${i}`, membership: 'full' })
    const account = await must(admin, `/people/${id}/account`, { username: `member${i}` })
    people.push({ id, token: await signIn(account.username, account.initialPassword) })
  }
  const [first, ...rest] = people
  if (!first) throw new Error('no secretary')
  secretary = first
  members = rest
  await must(admin, `/organizations/${branchId}/appointments`, {
    personId: secretary.id,
    role: 'secretary',
    from: today,
  })
  // Sign-ins are remembered for three seconds, offices with them.
  await delay(3_100)
}

async function hammer(): Promise<void> {
  const enough = acknowledged.length + LEAST_WRITES
  const deadline = performance.now() + PATIENCE_MS
  while (acknowledged.length < enough && live.isAlive()) {
    if (performance.now() > deadline) throw new Error(`nothing is written any more\n${live.log().slice(-4_000)}`)
    await delay(5)
  }
  await delay(Math.random() * MOST_MS)
}

async function kill(what: (typeof VICTIMS)[number]): Promise<void> {
  if (what !== 'service') live.killStore()
  if (what !== 'store') {
    await live.killService()
    starts.push(await live.start())
  } else await live.untilReady()
}

// Another build may be under way.
beforeAll(() => void ensureBuilt('cloud'), 300_000)

beforeAll(
  async () => {
    live = await createLiveService({ SECOND_FACTOR: 'off' })
    await live.start()
    await prepare()
    const writers = [addPeople(), editPeople(), adjustPlan(), holdMeetings(), holdMeetings()]
    for (const what of KILLS) {
      await hammer()
      await kill(what)
      expect(live.isAlive()).toBe(true)
    }
    await hammer()
    isOver = true
    await Promise.all(writers)
  },
  60_000 + KILLS.length * 8_000,
)

afterAll(async () => {
  isOver = true
  await service?.stop()
  await live.remove()
})

test('没有得到答复的请求，用同一个标识再发，只有一次；得到过答复的，再发还是那个答复', async () => {
  expect(refused.map(({ request, answer }) => [request.path, answer.body])).toEqual([])
  expect(acknowledged.length).toBeGreaterThan(50)
  expect(unanswered.length).toBeGreaterThan(0)
  for (const request of unanswered) {
    const [one, two] = await Promise.all([send(request), send(request)])
    if (isPastCode(request, one) && isPastCode(request, two)) continue
    expect([one.status, JSON.stringify(one.body)]).toEqual([200, JSON.stringify(two.body)])
    acknowledged.push({ request, answer: one })
  }
  for (const { request, answer } of acknowledged.slice(-40)) expect(await send(request)).toEqual(answer)
}, 30_000)

test('库被杀掉时服务自己重启它，请求等一等就有答复，没有出错', () => {
  expect(broken).toEqual([])
})

test('再次启动三秒内就能用', () => {
  process.stdout.write(`再次启动到可用：${starts.map((ms) => `${Math.round(ms)} ms`).join('、')}\n`)
  // The best of them: other tests may keep the processors busy.
  expect(Math.min(...starts)).toBeLessThan(3_000)
})

test('正常停止：正在办的办完，然后退出，退出码 0', async () => {
  // A password takes about a tenth of a second to check.
  const underWay = Array.from({ length: 4 }, () =>
    send({ token: '', method: 'POST', path: '/auth/password', key: '', body: { username: 'admin', password: 'x' } }),
  )
  // Opened ahead, as browsers do, and never used.
  const unused = connect(Number(new URL(live.url).port), '127.0.0.1')
  await delay(30)
  const began = performance.now()
  const stopped = live.stop()
  expect((await Promise.all(underWay)).map(({ status }) => [401, 429].includes(status))).toEqual([
    true,
    true,
    true,
    true,
  ])
  expect(await stopped).toBe(0)
  expect(performance.now() - began).toBeLessThan(10_000)
  unused.destroy()
  await expect(send({ token: admin, method: 'POST', path: '/x', key: '' })).rejects.toThrow()
})

describe('停下来之后看库里', () => {
  beforeAll(async () => {
    const store = await startEmbeddedStore({ folder: `${live.folder}/store` })
    const config = readConfig({ NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'silent', FIELD_KEY: LIVE_FIELD_KEY })
    const opened = await startService({ config, clock: systemClock, modules, uri: store.uri, background: false })
    service = { ...opened, stop: () => opened.stop().then(() => store.stop()) }
  }, 30_000)

  const sentTo = (pattern: RegExp) => acknowledged.filter(({ request }) => pattern.test(request.path))
  const bodyOf = (request: Request) => request.body as Record<string, string>
  const sorted = (list: readonly (string | undefined)[]) => [...list].sort()

  test('每一条确认过的记录都在，而且只有一条', async () => {
    const people = await People.find({ name: /^后来的/ }).lean()
    expect(sorted(people.map((one) => `${one._id} ${one.name}`))).toEqual(
      sorted(sentTo(/people$/).map(({ request, answer }) => `${answer.body.id} ${bodyOf(request)['name']}`)),
    )
    const edits = await PersonChanges.find({ reason: /^第/ }).lean()
    expect(sorted(edits.map((one) => one.reason))).toEqual(
      sorted(sentTo(/^\/people\/\w+$/).map(({ request }) => bodyOf(request)['reason'])),
    )
    const items = await LocalItems.find({ organizationId: branchId }).lean()
    expect(sorted(items.map((one) => one.title))).toEqual(
      sorted(sentTo(/local$/).map(({ request }) => bodyOf(request)['title'])),
    )
    const waived = await Adjustments.find({ organizationId: branchId }).lean()
    expect(sorted(waived.map((one) => one._id))).toEqual(
      sorted(sentTo(/waive$/).map(({ request }) => bodyOf(request)['key'])),
    )
    const meetings = await Meetings.find({ organizationId: branchId }).lean()
    expect(sorted(meetings.map((one) => `${one._id} ${one.title}`))).toEqual(
      sorted(sentTo(/^\/meetings$/).map(({ request, answer }) => `${answer.body.id} ${bodyOf(request)['title']}`)),
    )
    expect(meetings.length).toBeGreaterThan(2)
  })

  test('没有半截的会议：名单、签到、步骤都齐，签到一人一次', async () => {
    const announced = new Set(sentTo(/notify$/).map(({ request }) => request.path.split('/')[2]))
    const came = new Set<string>()
    for (const { request } of sentTo(/proxy$/)) came.add(`${request.path.split('/')[2]}:${bodyOf(request)['personId']}`)
    for (const { request } of sentTo(/check-in$/)) {
      const person = members.find((one) => one.token === request.token)
      came.add(`${bodyOf(request)['meetingId']}:${person?.id}`)
    }
    const stored: string[] = []
    for (const meeting of await Meetings.find({ organizationId: branchId }).lean()) {
      const steps = announced.has(meeting._id) ? ['plan', 'notify'] : ['plan']
      expect(meeting.entries.map((entry) => entry.step)).toEqual(steps)
      const list = await Attendances.find({ meetingId: meeting._id }).lean()
      expect(sorted(list.map((one) => one.personId))).toEqual(sorted([secretary, ...members].map((one) => one.id)))
      for (const one of list) {
        expect(one.entries.length).toBeLessThanOrEqual(1)
        if (one.entries.length === 1) stored.push(one._id)
      }
    }
    expect(sorted(stored)).toEqual(sorted([...came]))
    expect(came.size).toBeGreaterThan(2)
  })

  test('每件事一条操作记录和变更，记录链完整', async () => {
    const counts = {
      'people.create': sentTo(/people$/).length + 4,
      'people.edit': sentTo(/^\/people\/\w+$/).length,
      'duties.addLocal': sentTo(/local$/).length,
      'duties.waive': sentTo(/waive$/).length,
      'meetings.plan': sentTo(/^\/meetings$/).length,
      'meetings.notify': sentTo(/notify$/).length,
      'meetings.proxy': sentTo(/proxy$/).length,
    }
    for (const [action, expected] of Object.entries(counts))
      expect([action, (await AuditEntries.find({ action }).lean()).length]).toEqual([action, expected])
    const changed = async (fact: string) => (await Changes.find({ fact }).lean()).map((one) => one.factId)
    expect((await changed('duties.localItem')).length).toBe(counts['duties.addLocal'])
    expect((await changed('meetings.meeting')).length).toBe(counts['meetings.plan'] + counts['meetings.notify'])
    expect((await changed('meetings.attendance')).length).toBe(counts['meetings.proxy'] + sentTo(/check-in$/).length)
    while ((await sealAudit()) > 0);
    expect(await findAuditBreak()).toBeNull()
  })

  test('派生出来的与从事实重建的完全相同', async () => {
    if (!service) throw new Error('not started')
    const { kept, rebuilt } = await compareViews(service.deps)
    expect(kept.duties.length).toBeGreaterThan(5)
    expect(rebuilt).toEqual(kept)
  }, 30_000)
})
