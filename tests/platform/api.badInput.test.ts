import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { modules } from '@cloud/modules'
import { openSession } from '@cloud/modules/accounts/index'
import { Appointments } from '@cloud/modules/organizations/index'
import type { Endpoint } from '@shared/core/contract'
import { plainDateOf } from '@shared/core/plainDate'
import * as v from '@shared/core/schema'
import fc from 'fast-check'
import mongoose from 'mongoose'
import { addRectificationTo } from '../meetings/addRectificationTo'
import { buildWorld, type World } from '../support/factories'
import { addLifeRecords } from '../support/lifeRecords'
import { addQuizRecords } from '../support/quizRecords'
import { addCampaignRecords, addLearningRecords } from '../support/safetyRecords'
import { startTestService, type TestService } from '../support/service'
import { addTimeRecords } from '../support/timeRecords'
import { sampleOf } from './sampleOf'

/**
 * Every endpoint of every contract gets what no page of ours sends, in the place of one field, of a whole part, or of the envelope.
 * The answer is never an internal error, a refusal is in words, and what was refused has changed nothing.
 */
let service: TestService
let world: World
const ids: Record<string, string> = {}

beforeAll(async () => {
  service = await startTestService()
  world = await buildWorld(service.deps, { branches: 2, groups: 1 })
  const [mine] = world.branches
  if (!mine) throw new Error('no branch')
  const secretary = service.as(mine.secretary)
  const proposal = await secretary.get(`/meetings/proposal?organizationId=${mine.id}&kind=branchMeeting`)
  const { period: _p, organizationName: _o, why: _w, source: _s, sources: _t, people: _l, ...draft } = proposal.body
  const meeting = await secretary.post('/meetings', draft)
  const local = await secretary.post('/duties/local', {
    organizationId: mine.id,
    title: '自加',
    why: '试',
    dueOn: '2026-06-20',
  })
  const upload = await service
    .as(world.administrator)
    .post(
      `/imports?kind=members&fileName=a.csv&organizationId=${world.committeeId}`,
      new TextEncoder().encode('姓名,所在党支部\r\n某人,第1党支部\r\n'),
    )
  const appraisal = await secretary.post('/appraisals', {
    organizationId: mine.id,
    year: 2026,
    peerScope: 'branch',
    selfDueOn: '2026-06-20',
    peerDueOn: '2026-06-30',
  })
  const on = plainDateOf(service.clock.now())
  const absence = await secretary.post('/reminders/absences', { from: on, to: on, deputyId: mine.commissioner })
  const rectificationId = await addRectificationTo(meeting.body.id, mine.secretary)
  const timeRecords = await addTimeRecords(service, mine, world.administrator, mine.members[4] ?? '')
  Object.assign(ids, await addLifeRecords(service, mine, mine.members[4] ?? '', world.administrator))
  Object.assign(ids, await addQuizRecords(service, mine, mine.members[6] ?? ''))
  Object.assign(ids, await addLearningRecords(service, mine))
  Object.assign(ids, await addCampaignRecords(service, mine, world.administrator))
  await importsAreIdle()
  await service.drain()
  Object.assign(ids, {
    organizationId: mine.id,
    parentId: world.committeeId,
    groupId: mine.groups[0],
    teamId: 'f'.repeat(24),
    personId: mine.members[4],
    subjectId: mine.members[4],
    chairId: mine.secretary,
    recorderId: mine.commissioner,
    deputyId: mine.commissioner,
    absenceId: absence.body.id,
    appointmentId: (await Appointments.findOne({ organizationId: mine.id }).lean())?._id,
    meetingId: meeting.body.id,
    ...timeRecords,
    caseId: appraisal.body.id,
    rectificationId,
    id: local.body.id,
    key: local.body.key,
    dutyKey: local.body.key,
    importId: upload.body.id,
    row: '1',
    sessionId: 'f'.repeat(24),
    feedId: 'f'.repeat(24),
    ticketId: 'f'.repeat(24),
    secret: 'A'.repeat(43),
    itemId: 'f'.repeat(24),
    picture: 'f'.repeat(24),
  })
}, 60_000)
afterAll(() => service.stop())

const deep = (depth: number): unknown => (depth === 0 ? 'x' : { a: deep(depth - 1) })
/** What arrives where a value should be. */
const garbage = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    1e308,
    3.7,
    '',
    ' ',
    'null',
    '[object Object]',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '😀'.repeat(50),
    'a'.repeat(5_000),
    '$where',
    '../../etc/passwd',
    '"><script>alert(1)</script>',
    '2026-02-30',
    '2026-13-01',
    '0000-00-00',
    '99:99',
    '.*',
    '(a+)+$',
    'f'.repeat(24),
    'F'.repeat(24),
    'g'.repeat(24),
    'constructor',
    '__proto__',
    'toString',
  ),
  fc.constantFrom<unknown>(
    { $gt: '' },
    { $ne: null },
    { $where: 'sleep(1000)' },
    { $regex: '.*' },
    [{ $gt: '' }],
    [],
    {},
    [null],
    [[[[]]]],
    { __v: 1 },
    { toString: 'x' },
    { length: 1e9 },
    deep(30),
  ),
  fc.constant(JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}')),
  fc.array(fc.string(), { minLength: 300, maxLength: 400 }),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
)
/** What arrives where a page mark should be: some of it well formed. */
const cursor = fc.oneof(
  garbage.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))),
  fc
    .array(fc.oneof(garbage, fc.constant('2026-06-11')), { maxLength: 4 })
    .map((values) => Buffer.from(JSON.stringify(values)).toString('base64url')),
)

type Part = 'params' | 'query' | 'body'
interface Attack {
  part: Part | 'raw' | 'key' | 'twice'
  pick: number
  value: unknown
  cursor: string
}
const attack: fc.Arbitrary<Attack> = fc.record({
  part: fc.constantFrom<Attack['part']>('params', 'query', 'query', 'body', 'body', 'body', 'raw', 'key', 'twice'),
  pick: fc.nat(),
  value: garbage,
  cursor,
})

const known = (field: string): unknown =>
  ids[field] ?? (/(person|chair|recorder)/i.test(field) ? ids['personId'] : undefined)
const entriesOf = (schema: unknown): string[] =>
  Object.keys((schema as { entries?: object } | undefined)?.entries ?? {})
const sampled = (schema: Endpoint['params']) =>
  schema
    ? (sampleOf(schema, (field) => (field === 'cursor' ? undefined : known(field))) as Record<string, unknown>)
    : {}
/** Half a character cannot travel in an address. */
const asText = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toString()

const RAW = [
  '',
  '{',
  'null',
  '[]',
  '[1]',
  '"x"',
  '0',
  '\u0000',
  '{"a":1}x',
  `{"a":${'['.repeat(5_000)}}`,
  '{"a":1e999}',
]
const KEYS = [
  '',
  'short',
  'x'.repeat(65),
  'has space',
  '{"$gt":""}',
  '\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9',
]

interface Request {
  url: string
  key: string
  text: string | undefined
  /** The contract refuses it. */
  mustRefuse: boolean
}

function spoil(endpoint: Endpoint, { part, pick, value, cursor: mark }: Attack): Request {
  const parts = { params: sampled(endpoint.params), query: sampled(endpoint.query), body: sampled(endpoint.body) }
  delete parts.query['cursor']
  let raw: string | undefined
  let key: string = randomUUID()
  let twice = ''
  if (part === 'params' || part === 'query' || part === 'body') {
    const fields = entriesOf(endpoint[part])
    const field = fields[pick % Math.max(fields.length, 1)]
    if (field === 'cursor') parts[part][field] = mark
    else if (field) parts[part][field] = part === 'body' ? value : asText(value)
    if (part === 'body' && pick % 5 === 0) parts.body['undeclared'] = value
  } else if (part === 'raw') raw = RAW[pick % RAW.length]
  else if (part === 'key') key = KEYS[pick % KEYS.length] ?? ''
  else twice = ['limit=1&limit=2', 'limit[$gt]=', 'organizationId[$ne]=', '__proto__[admin]=1'][pick % 4] ?? ''
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(asText(parts.params[name])))
  const query = Object.entries(parts.query).map(([name, one]) => [name, asText(one)])
  const isSound = (schema: Endpoint['params'], one: unknown) => !schema || v.safeParse(schema, one).success
  const url = `${service.url}/api${path}?${new URLSearchParams(query)}&${twice}`
  // Without a last part, or with one of dots alone, it is the address of something else: of a list, mostly.
  const isItsOwn = !path.endsWith('/') && new URL(url).pathname === `/api${path}`
  return {
    url,
    key,
    text: endpoint.uploadBytes ? asText(value) : (raw ?? JSON.stringify(endpoint.body && parts.body)),
    mustRefuse:
      (isItsOwn && !isSound(endpoint.params, parts.params)) ||
      !isSound(endpoint.query, Object.fromEntries(query)) ||
      (raw === undefined && !isSound(endpoint.body, parts.body)),
  }
}

const signIn = (personId: string): Promise<string> => openSession(service.deps, { personId }, 'wechat', 'test')

async function send(endpoint: Endpoint, token: string, { url, key, text, mustRefuse }: Request): Promise<void> {
  const writes = endpoint.method !== 'GET'
  const response = await fetch(url, {
    method: endpoint.method,
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
      ...(writes && key && { 'Idempotency-Key': Buffer.from(key).toString('latin1') }),
    },
    ...(writes && text !== undefined && { body: text }),
  })
  const answer = await response.text()
  const isWell = response.status === 200 ? !mustRefuse : response.status < 500 && isInWords(answer)
  if (!isWell)
    throw new Error(`${endpoint.method} ${url} ${key} ${text?.slice(0, 500)}\n→ ${response.status} ${answer}`)
}

const isInWords = (answer: string): boolean => /[\u4e00-\u9fff]/.test(JSON.parse(answer).error.message)

/** A fingerprint of everything stored, except what a mere request leaves behind. */
async function stored(): Promise<string> {
  const { db } = mongoose.connection
  const own = [
    'answers',
    'sessions',
    'jobRuns',
    'changes',
    'tallies',
    'scanTickets',
    'imports',
    'importRows',
    'importRuns',
  ]
  const names = ((await db?.listCollections().toArray()) ?? []).map((one) => one.name)
  const parts: string[] = []
  for (const name of names.filter((one) => !own.includes(one)).sort())
    parts.push(`${name} ${JSON.stringify(await db?.collection(name).find().sort({ _id: 1 }).toArray())}`)
  return parts.join('\n')
}

/** Uploads are read in the background and write when they are done. */
async function importsAreIdle(): Promise<void> {
  while ((await mongoose.connection.collection('importRuns').countDocuments()) > 0) await delay(50)
}

const endpoints = modules.flatMap((module) =>
  Object.entries(module.contract?.endpoints ?? {}).map(([name, endpoint]) => ({
    name: `${module.name}.${name}`,
    endpoint: endpoint as Endpoint,
  })),
)

const ACTORS: readonly { who: () => string; requests: number }[] = [
  { who: () => world.administrator, requests: 8 },
  { who: () => world.branches[0]?.secretary ?? '', requests: 5 },
  { who: () => world.branches[0]?.members[6] ?? '', requests: 3 },
]

type Sent = { personId: string; request: Request }
const attacks = new Map<Endpoint, Sent[]>()
/** What an endpoint gets, from whom: the same for both tests below. */
function attacksOn(endpoint: Endpoint): Sent[] {
  const known = attacks.get(endpoint)
  if (known) return known
  const all = ACTORS.flatMap(({ who, requests }) =>
    fc.sample(attack, requests).map((one) => ({ personId: who(), request: spoil(endpoint, one) })),
  )
  attacks.set(endpoint, all)
  return all
}

test.each(modules.map(({ name }) => name))('%s：不合约定的一概退回，什么也没有变', async (module) => {
  await importsAreIdle()
  const before = await stored()
  const tokens = new Map<string, string>()
  for (const { who } of ACTORS) tokens.set(who(), await signIn(who()))
  for (const { endpoint } of endpoints.filter(({ name }) => name.startsWith(`${module}.`)))
    for (const { personId, request } of attacksOn(endpoint))
      if (request.mustRefuse) await send(endpoint, tokens.get(personId) ?? '', request)
  expect(await stored()).toBe(before)
  for (const token of tokens.values()) {
    const { status } = await fetch(`${service.url}/api/me`, { headers: { Authorization: `Bearer ${token}` } })
    expect(status).toBe(200)
  }
})

// What the contract lets through may be done; it must not break anything.
test.each(endpoints)('$name：管理员、书记、党员发来的坏数据', async ({ endpoint }) => {
  // Signed in anew each time: some endpoints end sessions.
  for (const { personId, request } of attacksOn(endpoint))
    if (!request.mustRefuse) await send(endpoint, await signIn(personId), request)
})

test('走样的地址、头和路径也只有看得懂的话', async () => {
  const token = await service.tokenOf(world.administrator)
  const paths = [
    '/api/people/%E0%A4%A',
    '/api/people/%00',
    '/api/people/..%2f..%2fetc',
    '/api//people',
    '/api/people?limit=%FF',
    '/api/__proto__',
    '/api/meetings/constructor',
    '/%c0%ae%c0%ae/',
    '/docs/..%2f..%2fpackage.json',
  ]
  for (const path of paths) {
    const response = await fetch(`${service.url}${path}`, { headers: { Authorization: `Bearer ${token}` } })
    const text = await response.text()
    expect([path, response.status < 500]).toEqual([path, true])
    if (path.startsWith('/api')) expect([path, text]).toEqual([path, expect.stringMatching(/[\u4e00-\u9fff]/)])
  }
  const tokens = [
    '',
    'Bearer',
    'Bearer x',
    `Bearer ${'x'.repeat(5_000)}`,
    `Basic ${token}`,
    'Bearer {"$gt":""}aaaaaaaaaaaa',
  ]
  for (const Authorization of tokens) {
    const response = await fetch(`${service.url}/api/me`, { headers: { Authorization } })
    expect([Authorization.slice(0, 20), response.status]).toEqual([Authorization.slice(0, 20), 401])
  }
})
