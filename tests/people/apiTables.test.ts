import { newId } from '@cloud/core/database/id'
import { accounts } from '@cloud/modules/accounts/index'
import { audit } from '@cloud/modules/audit/index'
import { calendar } from '@cloud/modules/calendar/index'
import { exchange } from '@cloud/modules/exchange/index'
import { organizations } from '@cloud/modules/organizations/index'
import { people } from '@cloud/modules/people/index'
import * as XLSX from '@e965/xlsx'
import { buildWorld, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'

let service: TestService
let world: World
beforeAll(async () => {
  service = await startTestService({ modules: [accounts, organizations, people, calendar, audit, exchange] })
  world = await buildWorld(service.deps, { branches: 2, members: 5, groups: 1 })
  const more = [
    { name: '张三', joinedOn: '2012-07-01', ethnicity: '=1+1' },
    { name: '章三' },
    { name: '单雄', joinedOn: '2001-07-01' },
    { name: '曾国', membership: 'probationary' },
    { name: '张二', joinedOn: '2020-07-01' },
  ]
  for (const person of more)
    await admin().post(`/organizations/${branch().id}/people`, { membership: 'full', ...person })
})
afterAll(() => service.stop())

const admin = () => service.as(world.administrator)
const branch = () => world.branches[0]!
const encode = (query: Record<string, string>) => new URLSearchParams(query).toString()

/** All rows of a list, two at a time. */
async function all(path: string, query: Record<string, string>, client = admin()) {
  const rows = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { status, body } = await client.get(`${path}?${encode({ ...query, limit: '2', ...(cursor && { cursor }) })}`)
    expect(status).toBe(200)
    rows.push(...body.items)
    cursor = body.next
  }
  return rows
}
const sheetOf = (bytes: Buffer): string[][] => {
  const book = XLSX.read(bytes)
  return XLSX.utils.sheet_to_json(book.Sheets[book.SheetNames[0]!]!, { header: 1, raw: false })
}

describe('人员名册', () => {
  test('姓名按读音排，姓氏按姓的读音；正反都不重不漏', async () => {
    const names = async (sort: string) =>
      (await all('/people', { organizationId: branch().id, sort })).map((row) => row.name)
    const up = await names('name')
    expect(up.filter((name) => /[张章单曾]/.test(name))).toEqual(['单雄', '曾国', '张二', '张三', '章三'])
    expect(new Set(up).size).toBe(10)
    expect(await names('-name')).toEqual([...up].reverse())
  })

  test('没填入党日期的也排得进去，翻页不丢', async () => {
    const up = await all('/people', { organizationId: branch().id, sort: 'joinedOn' })
    const down = await all('/people', { organizationId: branch().id, sort: '-joinedOn' })
    expect(down.map((row) => row.id)).toEqual(up.map((row) => row.id).reverse())
    expect(down.slice(0, 4).map((row) => row.joinedOn)).toEqual(['2020-07-01', '2012-07-01', '2001-07-01', null])
    expect(up).toHaveLength(10)
  })

  test('条件叠加；别的单位的组织看起来不存在', async () => {
    const rows = await all('/people', { within: world.committeeId, membership: 'probationary' })
    expect(rows.map((row) => row.membership)).toEqual(['probationary', 'probationary', 'probationary'])
    expect((await admin().get(`/people?within=${newId()}`)).status).toBe(404)
    expect((await admin().get('/people?sort=phone')).status).toBe(400)
  })

  test('导出的就是页面上的：同样的条件、顺序和列；公式不会运行；留痕', async () => {
    const query = { organizationId: branch().id, sort: '-joinedOn', membership: 'full' }
    const shown = await all('/people', query)
    const file = await admin().get(`/people/export?${encode({ ...query, columns: 'name,joinedOn,ethnicity' })}`)
    expect(file.status).toBe(200)
    const [head, ...rows] = sheetOf(file.body)
    expect(head).toEqual(['姓名', '入党日期', '民族'])
    expect(rows.map(([name]) => name)).toEqual(shown.map((row) => row.name))
    expect(rows.find(([name]) => name === '张三')?.[2]).toBe("'=1+1")
    const [trail] = (await admin().get('/audit?action=people.export')).body.items
    expect(trail.summary).toContain(`${rows.length} 人`)
    expect((await admin().get(`/people/export?${encode({ columns: 'name,phone' })}`)).status).toBe(400)
    expect((await service.as(branch().members[3]).get('/people/export?columns=name')).status).toBe(403)
  })

  test('普通党员看得到同支部的人，看不到入党日期；也不能按它猜', async () => {
    const rows = await all('/people', { organizationId: branch().id }, service.as(branch().members[4]))
    expect(rows.find((row) => row.name === '张三')).toMatchObject({ joinedOn: null, exempt: null })
    expect((await service.as(branch().members[4]).get('/people?sort=joinedOn')).status).toBe(403)
    expect((await service.as(branch().members[4]).get('/people?exempt=yes')).status).toBe(403)
  })
})

describe('任职一览', () => {
  test('谁在哪里任什么职，可按职务、组织、是否将满筛选', async () => {
    const rows = await all('/appointments', { within: branch().id, state: 'current' })
    expect(rows.map((row) => row.role).sort()).toEqual([
      'disciplineCommissioner',
      'organizationCommissioner',
      'secretary',
    ])
    expect(rows[0]).toMatchObject({ from: '2025-01-01', termEndsOn: '2027-12-31', allowed: ['end'] })
    const secretaries = await all('/appointments', { role: 'secretary', sort: '-organization' })
    expect(secretaries).toHaveLength(3)
    expect(await all('/appointments', { state: 'ending' })).toEqual([])
    const old = { personId: branch().members[4], role: 'committeeMember', from: '2023-08-01' }
    expect((await admin().post(`/organizations/${branch().id}/appointments`, old)).status).toBe(200)
    expect(await all('/appointments', { state: 'ending' })).toMatchObject([{ ...old, termEndsOn: '2026-07-31' }])
    expect((await service.as(world.branches[1]!.members[4]).get('/appointments')).status).toBe(403)
  })

  test('每种职务能办什么，从接口约定里来', async () => {
    const { roles } = (await admin().get('/roles')).body
    const of = (role: string) => roles.find((one: { role: string }) => one.role === role).may
    expect(of('administrator')).toContain('任命职务')
    expect(of('secretary')).not.toContain('任命职务')
  })
})
