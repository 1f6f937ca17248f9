import { createHash } from 'node:crypto'
import { inTransaction } from '@cloud/core/database/connect'
import { newId } from '@cloud/core/database/id'
import { modules } from '@cloud/modules'
import { Sessions } from '@cloud/modules/accounts/collection'
import { settleImports } from '@cloud/modules/exchange/index'
import { Appointments, insertAppointments, insertOrganizations } from '@cloud/modules/organizations/index'
import { People } from '@cloud/modules/people/collection'
import { insertPeople } from '@cloud/modules/people/index'
import type { Endpoint } from '@shared/core/contract'
import { plainDate, plainDateOf } from '@shared/core/plainDate'
import { ROLES } from '@shared/core/roles'
import mongoose from 'mongoose'
import { addRectificationTo } from '../meetings/addRectificationTo'
import { questionOf } from '../quiz/quizWorld'
import { buildWorld, systemWork, type World } from '../support/factories'
import { addLifeRecords } from '../support/lifeRecords'
import { addQuizRecords } from '../support/quizRecords'
import { addCampaignRecords, addLearningRecords } from '../support/safetyRecords'
import { startTestService, type TestService } from '../support/service'
import { addTimeRecords } from '../support/timeRecords'
import { sampleOf } from './sampleOf'

/**
 * Every endpoint that takes an id is called by people to whom the record does not belong, with ids that exist and an otherwise
 * valid request. Nobody may get it, change it, or learn that it exists.
 */
let service: TestService
let world: World
/** Holds every office there is, in a tree of his own. */
let ruler: string
/** Ids of records of the first branch, by the name endpoints call them. */
const ids: Record<string, string> = {}
/** Words only the first branch's records hold. */
let secrets: string[] = []

beforeAll(async () => {
  service = await startTestService()
  world = await buildWorld(service.deps, { branches: 2, groups: 1 })
  const [mine] = world.branches
  const as = (personId: string) => service.as(personId)
  const created = async (personId: string, path: string, body: unknown): Promise<string> => {
    const answer = await as(personId).post(path, body)
    if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`)
    return answer.body.id
  }
  const work = systemWork(service.deps)
  ruler = await inTransaction(async () => {
    const [unit] = await insertOrganizations(work, [{ id: newId(), name: '另一家公司', kind: 'unit', parentId: null }])
    const place = { organizationId: unit?._id ?? '', path: unit?.path ?? '' }
    const [id = ''] = await insertPeople(work, [{ ...place, fields: { name: '外单位管理员', membership: 'full' } }])
    const from = plainDate('2025-01-01')
    await insertAppointments(
      work,
      ROLES.map((role) => ({ ...place, personId: id, role, from })),
    )
    return id
  })

  const person = mine!.members[4]!
  const worksite = newId()
  ids['teamId'] = newId()
  await inTransaction(async () => {
    const [unit, team] = await insertOrganizations(work, [
      { id: worksite, name: '甲支部专有的工地', kind: 'unit', parentId: null },
      { id: ids['teamId'] ?? '', name: '甲支部专有的班组', kind: 'team', parentId: worksite },
    ])
    const from = plainDate('2025-01-01')
    const office = { organizationId: worksite, path: unit?.path ?? '', personId: world.administrator, from }
    const leader = { ...office, organizationId: team?._id ?? '', path: team?.path ?? '', personId: mine!.secretary }
    await insertAppointments(work, [
      { ...office, role: 'administrator' },
      { ...leader, role: 'teamLeader' },
    ])
    await People.updateOne({ _id: person }, { $set: { teamId: team?._id, teamPath: team?.path } })
  })
  await as(person).get('/me')
  Object.assign(ids, { organizationId: mine!.id, parentId: mine!.id, groupId: mine!.groups[0], personId: person })
  Object.assign(ids, { subjectId: person, chairId: mine!.secretary, recorderId: mine!.commissioner })
  ids['appointmentId'] = (await Appointments.findOne({ organizationId: mine!.id }).lean())?._id ?? ''
  ids['sessionId'] = (await Sessions.findOne({ personId: person }).lean())?._id ?? ''
  const proposal = await as(mine!.secretary).get(`/meetings/proposal?organizationId=${mine!.id}&kind=branchMeeting`)
  const { period: _p, organizationName: _o, why: _w, source: _s, sources: _t, people: _l, ...draft } = proposal.body
  ids['meetingId'] = await created(mine!.secretary, '/meetings', { ...draft, title: '甲支部专有的会议' })
  await as(mine!.secretary).post(`/meetings/${ids['meetingId']}/notify`)
  ids['id'] = await created(mine!.secretary, '/duties/local', {
    organizationId: mine!.id,
    title: '甲支部专有的任务',
    why: '试',
    dueOn: '2026-06-20',
  })
  const appraisal = await as(mine!.secretary).post('/appraisals', {
    organizationId: mine!.id,
    year: 2026,
    peerScope: 'branch',
    selfDueOn: '2026-06-20',
    peerDueOn: '2026-06-30',
  })
  const rectificationId = await addRectificationTo(ids['meetingId'] ?? '', mine!.secretary)
  Object.assign(ids, { caseId: appraisal.body.id, rectificationId })
  Object.assign(ids, await addTimeRecords(service, mine!, world.administrator, person))
  Object.assign(ids, await addLifeRecords(service, mine!, person, world.administrator))
  Object.assign(ids, await addQuizRecords(service, mine!, person))
  Object.assign(ids, await addLearningRecords(service, mine!))
  Object.assign(ids, await addCampaignRecords(service, mine!, world.administrator))
  ids['/campaigns groupId'] = ids['teamId'] ?? ''
  const away = { from: plainDateOf(service.clock.now()), to: plainDateOf(service.clock.now()) }
  ids['deputyId'] = mine!.commissioner
  ids['absenceId'] = await created(mine!.secretary, '/reminders/absences', { ...away, deputyId: mine!.commissioner })
  await service.drain()
  await service.runJobs()
  await service.drain()
  const plan = await as(mine!.secretary).get(`/duties/plan?organizationId=${mine!.id}`)
  ids['key'] = plan.body.items[0].key
  ids['itemId'] = (await as(person).get('/inbox')).body.items[0]?.id
  const upload = await as(world.administrator).post(
    `/imports?kind=members&fileName=a.csv&organizationId=${world.committeeId}`,
    new TextEncoder().encode('姓名,所在党支部\r\n甲支部专有的人,第1党支部\r\n'),
  )
  ids['importId'] = upload.body.id
  // A genuine code: knowing it must not be enough. It is typed, not scanned.
  const screen = await as(mine!.secretary).get(`/meetings/${ids['meetingId']}/screen`)
  Object.assign(ids, { code: screen.body.code, token: '' })
  ids['feedId'] = (await as(person).post('/calendar/feeds', {})).body.id
  await settleImports()
  secrets = ['甲支部专有的', person, mine!.secretary, mine!.commissioner, '党员戊1']
}, 60_000)
afterAll(() => service.stop())

/** A fingerprint of every collection, except what a mere request leaves behind. */
async function stored(): Promise<Record<string, string>> {
  const { db } = mongoose.connection
  const passing = ['answers', 'sessions', 'jobRuns', 'changes', 'tallies']
  const prints: Record<string, string> = {}
  for (const { name } of (await db?.listCollections().toArray()) ?? []) {
    if (passing.includes(name)) continue
    // Somebody who takes along what is in his own reach leaves a trace there.
    const where = name === 'auditEntries' ? { actorId: { $ne: ruler } } : {}
    const rows = await db?.collection(name).find(where).sort({ _id: 1 }).toArray()
    prints[name] = `${rows?.length} ${createHash('sha256').update(JSON.stringify(rows)).digest('base64url')}`
  }
  return prints
}

/** What a field of a request to an address is called with. */
const knownTo =
  (path: string) =>
  (field: string): unknown => {
    if (field === 'content') return questionOf(1)
    const own = Object.entries(ids).find(([name]) => {
      const [head = '', rest] = name.split(' ')
      return rest === field && path.includes(head)
    })
    return own?.[1] ?? ids[field] ?? (/(person|chair|recorder)/i.test(field) ? ids['personId'] : undefined)
  }
const entriesOf = (schema: unknown): Record<string, { type: string }> =>
  (schema as { entries?: Record<string, { type: string }> } | undefined)?.entries ?? {}
/** Fields of a request that name a record, and whether the request can do without. */
const idFields = (endpoint: Endpoint) =>
  [endpoint.params, endpoint.query, endpoint.body].flatMap((schema) =>
    Object.entries(entriesOf(schema))
      .filter(([name]) => /Ids?$|^id$|^key$/.test(name))
      .map(([name, { type }]) => ({ name, needed: !['optional', 'nullable', 'nullish'].includes(type) })),
  )
const endpoints = modules.flatMap((module) =>
  Object.entries(module.contract?.endpoints ?? {})
    .filter(
      ([, endpoint]) => idFields(endpoint).length > 0 && endpoint.access !== 'public' && endpoint.access !== 'binding',
    )
    .map(([name, endpoint]) => ({ name: `${module.name}.${name}`, endpoint })),
)

async function call(endpoint: Endpoint, personId: string) {
  const known = knownTo(endpoint.path)
  const part = (schema: Endpoint['params']) => (schema ? (sampleOf(schema, known) as Record<string, unknown>) : {})
  const params = part(endpoint.params)
  const query = Object.entries(part(endpoint.query)).filter(([name]) => name !== 'cursor')
  const path = endpoint.path.replace(/:(\w+)/g, (_, name) => encodeURIComponent(String(params[name])))
  const search = new URLSearchParams(query.map(([name, value]) => [name, String(value)])).toString()
  const address = search ? `${path}?${search}` : path
  const body = endpoint.uploadBytes ? new TextEncoder().encode('姓名\r\n某人') : endpoint.body && part(endpoint.body)
  const client = service.as(personId)
  if (endpoint.method === 'GET') return client.get(address)
  return client[endpoint.method.toLowerCase() as 'post' | 'put' | 'delete'](address, body)
}

test('例子里的编号都真的存在', () => {
  const wanted = new Set(
    endpoints.flatMap(({ endpoint }) =>
      idFields(endpoint)
        .filter((one) => one.needed)
        .map((one) => one.name),
    ),
  )
  const missing = [...wanted].filter((name) => !knownTo('')(name) && !/Ids$/.test(name))
  expect(missing).toEqual([])
})

test('同样的请求，该看的人看得到：拒绝的缘由是人，不是请求', async () => {
  const [mine] = world.branches
  const rightful = [mine!.secretary, mine!.members[4]!, world.administrator, world.superior]
  const unseen: string[] = []
  for (const { name, endpoint } of endpoints) {
    if (endpoint.method !== 'GET' || !idFields(endpoint).some((one) => one.needed)) continue
    const statuses: number[] = []
    for (const personId of rightful) statuses.push((await call(endpoint, personId)).status)
    if (statuses.every((status) => status === 404 || status === 403)) unseen.push(`${name} ${statuses}`)
  }
  expect(unseen).toEqual([])
})

describe.each([
  ['别的支部的书记', () => world.branches[1]!.secretary],
  ['别的支部的党员', () => world.branches[1]!.members[6]!],
  ['外单位什么职务都有的人', () => ruler],
])('%s', (_, who) => {
  let before: Record<string, string>
  beforeAll(async () => {
    before = await stored()
  })
  test.each(endpoints)('$name 拿不到、改不了，也看不出有没有', async ({ endpoint }) => {
    const answer = await call(endpoint, who())
    const text = Buffer.isBuffer(answer.body) ? answer.body.toString() : JSON.stringify(answer.body)
    const asked = idFields(endpoint)
    if (asked.some((one) => one.needed)) expect([403, 404, 422]).toContain(answer.status)
    else expect([200, 403, 404, 422]).toContain(answer.status)
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
  })

  test('试过这一遍，什么也没有变', async () => {
    expect(await stored()).toEqual(before)
  })
})
