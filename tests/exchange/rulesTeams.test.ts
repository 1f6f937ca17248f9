import { plainDate } from '@shared/core/plainDate'
import { mapColumns } from '@shared/modules/exchange/headings'
import type { RowTexts } from '@shared/modules/exchange/model'
import { indexOrganizations, type KnownOrganization } from '@shared/modules/exchange/organizationMatch'
import { type MemberSurroundings, readMember } from '@shared/modules/exchange/readMember'
import type { RowInput } from '@shared/modules/exchange/readRow'
import fc from 'fast-check'

const place = (id: string, name: string, kind: KnownOrganization['kind'], parentId: string | null) => ({
  id,
  name,
  kind,
  parentId,
})
const unit = place('u', '示范公司', 'unit', null)
const department = place('d', '大桥项目部', 'department', 'u')
const teams = [place('t1', '桥面工班', 'team', 'd'), place('t2', '第二班', 'team', 'd')]
const elsewhere = place('x1', '隧道工班', 'team', 'y')
const committee = place('c', '示范公司党委', 'partyCommittee', null)
const branch = place('b1', '第一党支部', 'branch', 'c')

const aroundOf = (all: readonly KnownOrganization[], own?: KnownOrganization): MemberSurroundings => {
  const branches = all.filter(({ kind }) => kind === 'branch')
  const registers = all.filter(({ kind }) => ['unit', 'department', 'team'].includes(kind))
  const inReach = [...teams, elsewhere]
  return {
    today: plainDate('2026-06-11'),
    date1904: false,
    branches: indexOrganizations(branches, all),
    organizations: indexOrganizations(all, all),
    mayCreateBranch: true,
    groupsOf: () => [],
    workplaces: {
      teams: indexOrganizations(inReach, [...all, ...inReach]),
      registers: indexOrganizations(registers, all),
      ...(own && { own }),
      mayCreateTeam: own?.kind === 'unit' || own?.kind === 'department',
    },
  }
}
const inUnit = aroundOf([unit, department, ...teams], unit)
const inTeam = aroundOf([unit, department, ...teams], teams[0])
const inCommittee = aroundOf([committee, branch])

const read = (around: MemberSurroundings, texts: RowTexts, more: Partial<RowInput> = {}) =>
  readMember({ row: 5, texts: { name: '职工甲', ...texts }, typed: {}, choice: {}, ...more }, around)
const worker = { membership: '群众', post: '钢筋工' }
const reasons = ({ issues }: ReturnType<typeof read>) => issues.map((one) => `${one.field}:${one.level}:${one.reason}`)

describe('职工名册：不是党员的人落在班组或部门', () => {
  test.each<[string, MemberSurroundings, RowTexts, Record<string, string | undefined>, string[]]>([
    ['写了班组', inUnit, { ...worker, team: '桥面工班' }, { branch: 't1', team: 't1' }, []],
    ['班组写法不同', inUnit, { ...worker, team: '二班' }, { branch: 't2', team: 't2' }, ['team:fix:“二班”就是第二班']],
    ['班组一栏写了部门', inUnit, { ...worker, team: '大桥项目部' }, { branch: 'd', team: undefined }, []],
    ['所在组织一栏写了班组', inUnit, { ...worker, branch: '桥面工班' }, { branch: 't1', team: 't1' }, []],
    [
      '部门和班组都写了',
      inUnit,
      { ...worker, branch: '大桥项目部', team: '桥面工班' },
      { branch: 't1', team: 't1' },
      [],
    ],
    ['导入到班组，什么也没写', inTeam, worker, { branch: 't1', team: 't1' }, []],
    ['导入到单位，什么也没写', inUnit, worker, { branch: 'u', team: undefined }, ['team:fix:没写班组，放在“示范公司”']],
    [
      '没写人员类别',
      inTeam,
      { post: '电工' },
      { membership: 'none', branch: 't1' },
      ['membership:fix:没写人员类别；在班组和部门名册里，按非党员'],
    ],
    [
      '党内职务不导入',
      inTeam,
      { ...worker, duty: '组织委员' },
      { duty: undefined },
      ['duty:note:不是党员，党内职务不导入'],
    ],
    [
      '没有这个班组',
      inUnit,
      { ...worker, team: '钢筋工班' },
      { branch: undefined },
      ['team:ask:没有这个组织，最像桥面工班'],
    ],
    [
      '班组在别处',
      inUnit,
      { ...worker, team: '隧道工班' },
      { branch: undefined },
      ['team:ask:“隧道工班”不在这次导入的组织下面，请到它的上级那里导入'],
    ],
    [
      '导入到党委，写了支部的照旧',
      inCommittee,
      { ...worker, branch: '第一党支部', team: '桥面工班' },
      { branch: 'b1', team: 't1' },
      [],
    ],
    ['导入到党委，没写支部', inCommittee, worker, { branch: undefined }, ['team:ask:没写班组或部门']],
  ])('%s', (_, around, texts, values, expected) => {
    const row = read(around, texts)
    expect(Object.fromEntries(Object.keys(values).map((field) => [field, row.values[field as 'branch']]))).toEqual(
      values,
    )
    expect(reasons(row)).toEqual(expected)
  })

  test('小标题是班组的，按小标题', () => {
    const row = read(inUnit, worker, { section: '桥面工班' })
    expect([row.values.branch, row.values.team]).toEqual(['t1', 't1'])
    expect(reasons(row)).toEqual(['team:fix:按上面的小标题“桥面工班”'])
  })

  test('没有的班组可以随导入新建', () => {
    const row = read(inUnit, { ...worker, team: '钢筋工班' }, { choice: { create: true } })
    expect([row.values.branch, row.values.team]).toEqual(['new:钢筋工班', 'new:钢筋工班'])
    expect(reasons(row)).toEqual(['team:note:导入时新建班组“钢筋工班”'])
  })
})

describe('党员名册里的班组', () => {
  const member = { membership: '正式党员', branch: '第一党支部' }
  test('党员照样要有支部，班组另记；班组可以在另一棵树上', () => {
    const row = read(inCommittee, { ...member, team: '隧道工班' })
    expect([row.values.branch, row.values.team, row.issues]).toEqual(['b1', 'x1', []])
    expect(reasons(read(inUnit, { membership: '正式党员', team: '桥面工班' }))).toEqual(['branch:ask:没写所在党支部'])
  })
  test('不认得的班组不挡导入', () => {
    const row = read(inCommittee, { ...member, team: '钢筋工班' })
    expect(row.values.team).toBeUndefined()
    expect(reasons(row)).toEqual(['team:note:没有找到这个班组，先不填；可以以后调整班组'])
  })
  test('有入党日期的，没写类别也不当作职工', () => {
    expect(reasons(read(inTeam, { joinedOn: '2003-07-01' }))).toContain('branch:ask:没写所在党支部')
  })
})

test('班组一栏怎么写都认得；小组还是党小组', () => {
  const fieldOf = (heading: string) => mapColumns('members', ['姓名', heading])[1]?.field
  for (const heading of ['班组', '所在班组', '班组名称', '*所属班组', '作业班组', '工班'])
    expect(fieldOf(heading)).toBe('team')
  expect(fieldOf('党小组')).toBe('group')
})

test('任何内容的职工行都查得完；没有疑问的都有落处', () => {
  const cell = fc.constantFrom(
    '',
    '无',
    '桥面工班',
    '二班',
    '大桥项目部',
    '示范公司',
    '隧道工班',
    '钢筋工班',
    '第一党支部',
    '群众',
    '党员',
  )
  fc.assert(
    fc.property(
      cell,
      cell,
      cell,
      fc.boolean(),
      fc.constantFrom(inUnit, inTeam, inCommittee),
      (team, place, kind, create, around) => {
        const row = read(around, { team, branch: place, membership: kind }, { choice: { create } })
        if (row.issues.some(({ level }) => level === 'ask')) return
        expect(row.values.branch).toBeTruthy()
        expect(row.values.membership).toBeTruthy()
        if (row.values.membership !== 'none') expect(['b1', `new:${place}`]).toContain(row.values.branch)
      },
    ),
    { numRuns: 400 },
  )
})
