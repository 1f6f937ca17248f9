import { todayOf } from '@cloud/core/clock'
import { ImportRows } from '@cloud/modules/exchange/collection'
import { listAppointments, listOrganizations } from '@cloud/modules/organizations/index'
import * as XLSX from '@e965/xlsx'
import { buildWorld, type World } from '../support/factories'
import { buildMemberRoster, rosterPeople } from '../support/rosters/memberRoster'
import { buildOrganizationRoster } from '../support/rosters/organizationRoster'
import { rosterIdNumber } from '../support/rosters/people'
import { type RosterCell, writeRoster } from '../support/rosters/writeRoster'
import { startTestService, type TestClient, type TestService } from '../support/service'
import { allRows, carryOut, peopleIn, settled, upload } from './importFlow'

let service: TestService
let world: World
let admin: TestClient

beforeEach(async () => {
  // Rows are kept for 30 days by the clock of the machine, so these tests keep to it.
  service = await startTestService({ now: new Date().toISOString() })
  world = await buildWorld(service.deps, { branches: 3, members: 3, probationary: 0 })
  admin = service.as(world.administrator)
})
afterEach(() => service.stop())

const HEAD = ['姓名', '身份证号', '人员类别', '所在党支部', '入党日期', '手机', '党内职务']
const person = (i: number, name: string, more: Partial<Record<string, string>> = {}): RosterCell[] => [
  name,
  more['idNumber'] ?? rosterIdNumber(i, '1980-03-05'),
  more['membership'] ?? '正式党员',
  more['branch'] ?? '第1党支部',
  more['joinedOn'] ?? '2003-07-01',
  more['phone'] ?? '',
  more['duty'] ?? '',
]
const sheetOf = (...rows: RosterCell[][]) => writeRoster([{ name: '名册', rows: [HEAD, ...rows] }])
const put = (id: string, row: number, body: unknown) => admin.put(`/imports/${id}/rows/${row}`, body)
const uploadRows = (...rows: RosterCell[][]) => upload(admin, sheetOf(...rows), { organizationId: world.committeeId })

describe('谁可以导入', () => {
  const path = () => `/imports?kind=members&fileName=a.xlsx&organizationId=${world.committeeId}`
  test('没登录 401，缺参数 400，不是管理员 403，别人的组织 404，空文件 400', async () => {
    const file = sheetOf(person(1, '党员甲'))
    expect((await service.as().post(path(), file, { key: null })).status).toBe(401)
    expect((await admin.post('/imports?kind=members', file, { key: null })).status).toBe(400)
    expect((await admin.post(path().replace('members', 'cats'), file, { key: null })).status).toBe(400)
    expect((await service.as(world.branches[0]?.secretary).post(path(), file, { key: null })).status).toBe(403)
    const other = await admin.post(path().replace(world.committeeId, 'f'.repeat(24)), file, { key: null })
    expect(other.status).toBe(404)
    expect((await admin.post(path(), Buffer.alloc(0), { key: null })).status).toBe(400)
    expect((await admin.post(path(), Buffer.alloc(10 * 1024 * 1024 + 1), { key: null })).status).toBe(413)
    expect((await admin.get('/imports')).body.items).toEqual([])
  })
  test('别的管理员看不到这个批次', async () => {
    const batch = await uploadRows(person(1, '党员甲'))
    const other = await buildWorld(service.deps).catch(() => undefined)
    expect(other).toBeUndefined()
    expect((await service.as(world.superior).get(`/imports/${batch.id}`)).status).toBe(404)
  })
})

describe('从上传到导入', () => {
  test('真实样子的名册：建议一次采用，两行由人定，一次导入，职务和党小组一起建好', async () => {
    const file = buildMemberRoster({ branches: 3, membersPerBranch: 12, awkward: true })
    const batch = await upload(admin, file, { organizationId: world.committeeId, fileName: '采集表.xlsx' })
    expect(batch).toMatchObject({
      state: 'review',
      fileName: '采集表.xlsx',
      sheet: { name: '党员信息', number: 2, of: 3, headingRow: 3 },
      counts: { leftOut: 5, known: 0 },
    })
    // The secretaries in the register stay: the file names others.
    const clashes = (await allRows(admin, batch.id, 'todo')).filter((row) =>
      row.issues.some((issue: { field: string }) => issue.field === 'duty'),
    )
    expect(clashes).toHaveLength(3)
    for (const { row } of clashes) expect((await put(batch.id, row, { cells: { duty: null } })).status).toBe(200)

    // Its first row, once changed, is no longer the same as its copy at the end.
    const copy = (await allRows(admin, batch.id, 'todo')).filter((row) => row.cells[0].text === '党员甲').at(-1)
    expect((await put(batch.id, copy.row, { decision: 'leaveOut' })).body.row.state).toBe('leftOut')

    const accepted = await carryOut(admin, batch.id, 'accept')
    expect(accepted).toMatchObject({
      state: 'review',
      suggestions: 0,
      counts: { suggested: 0, needsDecision: 2 },
      importable: 34,
    })
    const todo = await allRows(admin, batch.id, 'todo')
    expect(todo.map((row) => row.issues.map((issue: { reason: string }) => issue.reason))).toEqual([
      ['只有年月，不替你猜是几日；志愿书上有到日的'],
      ['末位对不上，可能抄错一位'],
    ])
    const people = rosterPeople({ branches: 3, membersPerBranch: 12 })
    const partial = await put(batch.id, todo[0].row, { cells: { joinedOn: null } })
    expect(partial.body.row).toMatchObject({ state: 'ready' })
    const wrong = await put(batch.id, todo[1].row, { cells: { idNumber: people.at(-1)?.idNumber } })
    expect(wrong.body.row).toMatchObject({ state: 'ready' })

    const done = await carryOut(admin, batch.id, 'commit')
    expect(done).toMatchObject({ state: 'done', written: { people: 36, updated: 0, organizations: 6 } })
    expect(done.allowed).toContain('undo')
    for (const [i, branch] of world.branches.entries()) {
      const names = (await peopleIn(service, admin, branch.id)).map((p) => p.name)
      expect(names).toHaveLength(15)
      expect(names).toEqual(expect.arrayContaining(people.slice(i * 12, i * 12 + 12).map((p) => p.name)))
      const offices = await listAppointments([branch.id], todayOf(service.clock))
      expect(offices.filter((office) => office.role === 'secretary')).toHaveLength(1)
      expect(offices.filter((office) => office.role === 'publicityCommissioner')).toHaveLength(1)
      const groups = (await listOrganizations({ kind: 'partyGroup' })).filter((group) => group.parentId === branch.id)
      expect(groups.map((group) => group.name).sort()).toEqual(['第一党小组', '第二党小组'])
    }
  })

  test('号码不以明文存、不以明文出', async () => {
    const idNumber = rosterIdNumber(5, '1980-03-05')
    const batch = await uploadRows(
      person(5, '党员甲', { phone: '19900001234' }),
      person(6, '党员乙', { idNumber: '', joinedOn: idNumber }),
    )
    const replies = JSON.stringify([await allRows(admin, batch.id), batch])
    const stored = JSON.stringify(await ImportRows.find({ batchId: batch.id }).lean())
    for (const secret of [idNumber, '19900001234']) {
      expect(replies).not.toContain(secret)
      expect(stored).not.toContain(secret)
    }
    expect(replies).toContain(`${idNumber.slice(0, 4)}**********${idNumber.slice(-4)}`)
    expect(replies).toContain('199****1234')
  })

  test('改错列的对应，重新核对', async () => {
    const file = writeRoster([
      {
        name: '名册',
        rows: [
          ['姓名', '所在党支部', '类', '时间'],
          ['党员甲', '第1党支部', '正式党员', '2003-07-01'],
        ],
      },
    ])
    const batch = await upload(admin, file, { organizationId: world.committeeId })
    expect(batch.columns.map((column: { field: string | null }) => column.field)).toEqual([
      'name',
      'branch',
      null,
      null,
    ])
    expect(batch.counts.needsDecision).toBe(1)
    const columns = [
      { index: 0, field: 'name' },
      { index: 1, field: 'branch' },
      { index: 2, field: 'membership' },
      { index: 3, field: 'joinedOn' },
    ]
    const twice = [...columns.slice(0, 3), { index: 3, field: 'branch' }]
    expect((await admin.put(`/imports/${batch.id}/columns`, { columns: twice }, { key: null })).status).toBe(400)
    expect((await admin.put(`/imports/${batch.id}/columns`, { columns }, { key: null })).status).toBe(200)
    expect(await settled(admin, batch.id)).toMatchObject({ state: 'review', counts: { ready: 1 } })
  })

  test('同样写法的行一起定：没有的支部一次新建', async () => {
    const batch = await uploadRows(
      person(1, '党员甲', { branch: '养护支部' }),
      person(2, '党员乙', { branch: '养护支部' }),
      person(3, '党员丙', { branch: '二支部' }),
    )
    expect(batch.counts).toMatchObject({ needsDecision: 2, suggested: 1 })
    const answer = { row: 2, field: 'branch', create: true }
    expect((await admin.post(`/imports/${batch.id}/answers`, answer, { key: null })).status).toBe(200)
    expect(await settled(admin, batch.id)).toMatchObject({ counts: { ready: 2, suggested: 1 } })
    const done = await carryOut(admin, batch.id, 'commit')
    expect(done.written).toEqual({ people: 2, updated: 0, organizations: 1, appointments: 0, questions: 0 })
    const [branch] = (await listOrganizations({ kind: 'branch' })).filter((o) => o.name === '养护支部')
    expect((await peopleIn(service, admin, branch?.id ?? '')).map((p) => p.name)).toEqual(['党员甲', '党员乙'])
    // The suggestion nobody accepted was not imported.
    expect(done.counts.suggested).toBe(1)
  })

  test('改一行的号码，和它重号的那一行跟着放行', async () => {
    const number = rosterIdNumber(1, '1980-03-05')
    const batch = await uploadRows(person(1, '党员甲'), person(2, '党员乙', { idNumber: number }))
    expect(batch.counts).toMatchObject({ needsDecision: 2 })
    const { body } = await put(batch.id, 3, { cells: { idNumber: rosterIdNumber(2, '1980-03-05') } })
    expect(body).toMatchObject({ changedRows: 2, row: { state: 'ready' } })
    expect((await admin.get(`/imports/${batch.id}`)).body).toMatchObject({
      counts: { ready: 2, needsDecision: 0 },
      importable: 2,
    })
    const again = await put(batch.id, 3, { cells: { idNumber: number } })
    expect(again.body).toMatchObject({ changedRows: 2, row: { state: 'needsDecision' } })
    await put(batch.id, 3, { decision: 'leaveOut' })
    expect((await admin.get(`/imports/${batch.id}`)).body.counts).toMatchObject({
      ready: 1,
      leftOut: 1,
      needsDecision: 0,
    })
  })

  test('再导一次同一份名册：已有的不动；变了的只更新变了的项', async () => {
    await carryOut(admin, (await uploadRows(person(1, '党员甲'), person(2, '党员乙'))).id, 'commit')
    const same = await uploadRows(person(1, '党员甲'), person(2, '党员乙'))
    expect(same).toMatchObject({ counts: { known: 2 }, importable: 0 })
    const none = await admin.post(`/imports/${same.id}/commit`, undefined, { key: null })
    expect(none.body.error).toMatchObject({ code: 'conflict', message: '没有可以导入的行；先处理有问题的行' })
    const changed = await uploadRows(person(1, '党员甲', { joinedOn: '2004-07-01' }), person(2, '党员乙'))
    expect(changed).toMatchObject({ counts: { known: 2 }, importable: 1 })
    expect((await allRows(admin, changed.id, 'importable'))[0].changes).toEqual([
      { field: 'joinedOn', from: '2003-07-01', to: '2004-07-01' },
    ])
    expect((await carryOut(admin, changed.id, 'commit')).written).toMatchObject({ people: 0, updated: 1 })
    const [found] = (await peopleIn(service, admin, world.branches[0]?.id ?? '')).filter(
      (p) => p.name === '党员甲' && p.id,
    )
    expect(found).toBeDefined()
  })

  test('核对之后名册变了：不写入，重新核对，请人再看', async () => {
    const first = await uploadRows(person(1, '党员甲'), person(2, '党员乙'))
    const second = await uploadRows(person(1, '党员甲'), person(2, '党员乙'))
    await carryOut(admin, first.id, 'commit')
    const back = await carryOut(admin, second.id, 'commit')
    expect(back).toMatchObject({ state: 'review', importable: 0, counts: { known: 2 }, written: null })
    expect(back.message).toContain('名册有了变化')
  })

  test('读不了的文件：批次说明原因，名册不变', async () => {
    const batch = await upload(admin, Buffer.from('品名,数量\n笔,3\n'), { organizationId: world.committeeId })
    expect(batch).toMatchObject({ state: 'failed', allowed: ['view'] })
    expect(batch.message).toContain('没有找到表头')
    expect((await admin.post(`/imports/${batch.id}/commit`, undefined, { key: null })).status).toBe(409)
  })

  test('不认识的项、行、决定都被拒绝', async () => {
    const batch = await uploadRows(person(1, '党员甲'))
    expect((await put(batch.id, 99, { decision: 'accept' })).status).toBe(404)
    expect((await put(batch.id, 2, { decision: 'explode' })).status).toBe(400)
    expect((await put(batch.id, 2, { cells: { foundedOn: '2020-01-01' } })).status).toBe(400)
    expect((await put(batch.id, 2, { cells: { __proto__x: '1' } })).status).toBe(400)
    expect((await admin.put(`/imports/${batch.id}/rows/2`, { decision: 'accept' }, { key: null })).status).toBe(400)
  })

  test('组织名册：上下级一起建，再导入只更新成立日期', async () => {
    const file = buildOrganizationRoster({ parent: '示范路桥第一分公司党委', branches: 8, awkward: true })
    const batch = await upload(admin, file, { kind: 'organizations', organizationId: world.committeeId })
    const accepted = await carryOut(admin, batch.id, 'accept')
    expect(accepted.counts).toMatchObject({ needsDecision: 0, suggested: 0, known: 3, ready: 5 })
    const done = await carryOut(admin, batch.id, 'commit')
    expect(done.written).toEqual({ people: 0, updated: 3, organizations: 5, appointments: 0, questions: 0 })
    const branches = await listOrganizations({ kind: 'branch' })
    expect(branches).toHaveLength(8)
    expect(branches.every((branch) => branch.foundedOn?.startsWith('2019-'))).toBe(true)
    await carryOut(admin, batch.id, 'undo')
    expect((await listOrganizations({ kind: 'branch' })).map((branch) => branch.foundedOn)).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})

describe('整批撤销', () => {
  test('新建的去掉，更新的恢复，任职和党小组也去掉', async () => {
    const before = await carryOut(admin, (await uploadRows(person(1, '党员甲'))).id, 'commit')
    expect(before.written.people).toBe(1)
    const batch = await uploadRows(
      person(1, '党员甲', { joinedOn: '2004-07-01' }),
      person(2, '党员乙', { duty: '宣传委员' }),
      person(3, '党员丙', { branch: '第2党支部' }),
    )
    const todo = (await allRows(admin, batch.id, 'todo')).length
    expect(todo).toBe(0)
    await carryOut(admin, batch.id, 'commit')
    const undone = await carryOut(admin, batch.id, 'undo')
    expect(undone).toMatchObject({ state: 'undone', allowed: ['view'] })
    const names = (await peopleIn(service, admin, world.branches[0]?.id ?? '')).map((p) => p.name)
    expect(names.filter((name) => name === '党员甲')).toHaveLength(1)
    expect(names).not.toContain('党员乙')
    const again = await uploadRows(person(1, '党员甲'))
    expect(again.counts.known).toBe(1)
    expect((await allRows(admin, again.id))[0].changes).toEqual([])
    const offices = await listAppointments([world.branches[0]?.id ?? ''], todayOf(service.clock))
    expect(offices.some((office) => office.role === 'publicityCommissioner')).toBe(false)
  })

  test('转支部：原支部的职务随之结束，任职日期按表上的；撤销后都回来', async () => {
    const head = [...HEAD, '任职时间']
    const roster = (branch: string, duty: string, from: string) =>
      writeRoster([{ name: '名册', rows: [head, [...person(1, '党员转', { branch, duty }), from]] }])
    const organizationId = world.committeeId
    await carryOut(
      admin,
      (await upload(admin, roster('第1党支部', '宣传委员', '2024-03-01'), { organizationId })).id,
      'commit',
    )
    const offices = async () =>
      (await admin.get('/appointments?search=党员转')).body.items.map(
        (one: { role: string; organizationName: string; from: string; to: string | null }) =>
          `${one.organizationName} ${one.role} ${one.from} ${one.to ?? ''}`,
      )
    expect(await offices()).toEqual(['第1党支部 publicityCommissioner 2024-03-01 '])
    const today = todayOf(service.clock)
    const moving = await upload(admin, roster('第2党支部', '宣传委员', '2026-01-05'), { organizationId })
    await carryOut(admin, moving.id, 'accept')
    await carryOut(admin, moving.id, 'commit')
    expect(await offices()).toEqual([
      `第1党支部 publicityCommissioner 2024-03-01 ${today}`,
      '第2党支部 publicityCommissioner 2026-01-05 ',
    ])
    await carryOut(admin, moving.id, 'undo')
    expect(await offices()).toEqual(['第1党支部 publicityCommissioner 2024-03-01 '])
  })
  test('已在上面做了事的，说明是谁、为什么，一行也不撤', async () => {
    const batch = await uploadRows(person(1, '党员午'), person(2, '党员未'))
    await carryOut(admin, batch.id, 'commit')
    const [first] = (await peopleIn(service, admin, world.branches[0]?.id ?? '')).filter((p) => p.name === '党员午')
    service.clock.advance({ minutes: 5 })
    await service.as(world.administrator).put(`/people/${first?.id}`, { fields: { post: '安全员' }, reason: '调岗' })
    const refused = await admin.post(`/imports/${batch.id}/undo`, undefined, { key: null })
    expect(refused.status).toBe(422)
    expect(refused.body.error.message).toContain('党员午')
    expect((await admin.get(`/imports/${batch.id}`)).body.state).toBe('done')
    expect((await peopleIn(service, admin, world.branches[0]?.id ?? '')).map((p) => p.name)).toEqual(
      expect.arrayContaining(['党员午', '党员未']),
    )
  })

  test('七天以后不能撤', async () => {
    const batch = await uploadRows(person(1, '党员甲'))
    await carryOut(admin, batch.id, 'commit')
    service.clock.advance({ days: 8 })
    const late = await service.as(world.administrator).post(`/imports/${batch.id}/undo`, undefined, { key: null })
    expect(late.status).toBe(409)
  })
})

describe('导出问题行', () => {
  test('带原因，号码打码，公式变成文字', async () => {
    const batch = await uploadRows(
      person(1, '=HYPERLINK("http://x")', { joinedOn: '2003.7', membership: '@SUM(A1)' }),
      person(2, '党员乙'),
    )
    const { status, body, headers } = await admin.get(`/imports/${batch.id}/problems`)
    expect(status).toBe(200)
    expect(decodeURIComponent(headers.get('content-disposition') ?? '')).toContain('问题行-名册.xlsx')
    const book = XLSX.read(body, { type: 'buffer' })
    const lines = XLSX.utils.sheet_to_json<string[]>(book.Sheets['要处理的行'] ?? {}, { header: 1 })
    expect(lines).toHaveLength(2)
    expect(lines[1]?.[0]).toBe('2')
    expect(lines[1]?.[2]).toContain('入党日期：只有年月')
    expect(lines[1]).toContain(`'=HYPERLINK("http://x")`)
    expect(lines[1]).toContain(`'@SUM(A1)`)
    expect(JSON.stringify(lines)).not.toContain(rosterIdNumber(1, '1980-03-05'))
  })
})
