import { plainDate } from '@shared/core/plainDate'
import { checkMember, type KnownPerson, type MemberComparison } from '@shared/modules/exchange/checkMember'
import type { RowTexts } from '@shared/modules/exchange/model'
import { indexOrganizations, type KnownOrganization } from '@shared/modules/exchange/organizationMatch'
import { type MemberSurroundings, readMember } from '@shared/modules/exchange/readMember'
import type { RowInput } from '@shared/modules/exchange/readRow'
import { digestOf, isImportable } from '@shared/modules/exchange/rowState'
import fc from 'fast-check'
import { rosterIdNumber } from '../support/rosters/people'

const committee: KnownOrganization = { id: 'c', name: '示范公司党委', kind: 'partyCommittee', parentId: null }
const branches: KnownOrganization[] = [
  { id: 'b1', name: '第一党支部', kind: 'branch', parentId: 'c' },
  { id: 'b2', name: '第二党支部', kind: 'branch', parentId: 'c' },
]
const group: KnownOrganization = { id: 'g1', name: '第一党小组', kind: 'partyGroup', parentId: 'b1' }
const all = [committee, ...branches, group]
const around: MemberSurroundings = {
  today: plainDate('2026-06-11'),
  date1904: false,
  branches: indexOrganizations(branches, all),
  organizations: indexOrganizations(all, all),
  mayCreateBranch: true,
  groupsOf: (id) => (id === 'b1' ? [group] : []),
}
const nothing: Omit<MemberComparison, 'digest'> = {
  sameNumber: [],
  sameName: [],
  otherSecretaries: [],
  namesakes: [],
  nameOfOrganization: (id) => all.find((o) => o.id === id)?.name ?? id,
}
const idNumber = rosterIdNumber(1, '1980-03-05')
const good: RowTexts = {
  name: '党员甲',
  idNumber,
  branch: '第一党支部',
  membership: '正式党员',
  joinedOn: '2003-07-01',
  fullOn: '2004-07-01',
}
const check = (texts: RowTexts, more: Partial<RowInput> = {}, other: Partial<MemberComparison> = {}) => {
  const input: RowInput = { row: 9, texts: { ...good, ...texts }, typed: {}, choice: {}, ...more }
  const read = readMember(input, around)
  return checkMember(input, read, { ...nothing, digest: digestOf(read.values), ...other })
}
const reasonsOf = (row: ReturnType<typeof check>) =>
  row.issues.map((issue) => `${issue.field}:${issue.level}:${issue.reason}`)

describe('一行党员', () => {
  test('写得规范的直接可以导入，性别和出生日期按身份证号得出', () => {
    expect(check({})).toMatchObject({
      state: 'ready',
      issues: [],
      values: { sex: 'male', birthOn: '1980-03-05', branch: 'b1' },
    })
  })

  test.each<[string, RowTexts, string]>([
    ['写法不同的支部', { branch: '二支部' }, 'branch:fix:“二支部”就是第二党支部'],
    ['数字日期', { joinedOn: '43252', fullOn: '' }, 'joinedOn:fix:表格把日期存成了数字，已换算'],
    ['别的日期写法', { joinedOn: '2003/7/1' }, 'joinedOn:fix:日期写法统一为年-月-日'],
    ['姓名里的空格', { name: '党 甲' }, 'name:fix:姓名中间有空格，已去掉'],
    ['出生只有年月，号码里有日', { birthOn: '1980.3' }, 'birthOn:fix:只有年月，按身份证号补到日'],
    ['没写类别但有转正日期', { membership: '' }, 'membership:fix:没写人员类别；有转正日期，应为正式党员'],
    ['只写了组号', { group: '1' }, 'group:fix:组号写成组名'],
    ['座机写在手机栏', { phone: '010-12345678' }, 'phone:fix:这是固定电话，手机一栏先空着'],
  ])('有建议：%s', (_, texts, reason) => {
    const row = check(texts)
    expect(row.state).toBe('suggested')
    expect(reasonsOf(row)).toEqual([reason])
    const accepted = check(texts, { choice: { accepted: true } })
    expect(accepted).toMatchObject({ state: 'ready', issues: [], values: row.values })
  })

  test.each<[string, RowTexts, string]>([
    [
      '末位不对',
      { idNumber: `${idNumber.slice(0, 17)}${idNumber.endsWith('1') ? '2' : '1'}` },
      'idNumber:ask:末位对不上，可能抄错一位',
    ],
    ['只有年月', { joinedOn: '2003.7' }, 'joinedOn:ask:只有年月，不替你猜是几日；志愿书上有到日的'],
    ['没有这个支部', { branch: '养护支部' }, 'branch:ask:没有这个组织，最像第一党支部'],
    ['写成了党委', { branch: '示范公司党委' }, 'branch:ask:“示范公司党委”是党委，党员要落在党支部'],
    ['没写支部', { branch: '' }, 'branch:ask:没写所在党支部'],
    ['没写姓名', { name: '' }, 'name:ask:没写姓名'],
    ['性别不符', { sex: '女' }, 'sex:ask:和身份证号对不上：号码里是男'],
    ['出生日期不符', { birthOn: '1981-03-05' }, 'birthOn:ask:出生日期和身份证号对不上'],
    ['转正早于入党', { fullOn: '2002-07-01' }, 'fullOn:ask:转正日期早于入党日期'],
    ['不满十八岁入党', { joinedOn: '1997-07-01' }, 'joinedOn:ask:入党时不满 18 岁，请核对'],
    ['日期在将来', { joinedOn: '2026-07-01', fullOn: '' }, 'joinedOn:ask:入党日期还没到'],
    ['预备却已转正', { membership: '预备' }, 'membership:ask:写的是预备党员，却已有转正日期'],
    ['不认识的类别', { membership: '民盟', fullOn: '' }, 'membership:ask:不认识这个人员类别：“民盟”'],
  ])('要人来定：%s', (_, texts, reason) => {
    const row = check(texts)
    expect(row.state).toBe('needsDecision')
    expect(reasonsOf(row)).toEqual([reason])
    expect(check(texts, { choice: { accepted: true } }).state).toBe('needsDecision')
  })

  test('日期不到日时不写入任何日子；先空着就可以导入', () => {
    expect(check({ joinedOn: '2003.7' }).values).not.toHaveProperty('joinedOn')
    expect(check({ joinedOn: '2003.7' }, { typed: { joinedOn: null } }).state).toBe('ready')
    expect(check({ joinedOn: '2003.7' }, { typed: { joinedOn: '2003.7.1' } })).toMatchObject({
      state: 'ready',
      values: { joinedOn: '2003-07-01' },
    })
  })

  test('新建支部、改成已有的支部、不导入', () => {
    expect(check({ branch: '养护支部' }, { choice: { create: true } })).toMatchObject({
      state: 'ready',
      values: { branch: 'new:养护支部' },
    })
    expect(check({ branch: '养护支部' }, { typed: { branch: 'b2' } })).toMatchObject({
      state: 'ready',
      values: { branch: 'b2' },
    })
    expect(check({ branch: '养护支部' }, { choice: { leftOut: true } })).toMatchObject({
      state: 'leftOut',
      because: '你选了不导入',
    })
  })

  test('保留：文字照原样，不合常理的日期照写的', () => {
    expect(check({ name: '党 甲' }, { choice: { kept: true } })).toMatchObject({
      state: 'ready',
      values: { name: '党 甲' },
    })
    expect(check({ joinedOn: '1997-07-01' }, { choice: { kept: true } }).state).toBe('ready')
  })

  test('小标题下面没写支部的，按小标题建议', () => {
    expect(check({ branch: '' }, { section: '第二党支部' })).toMatchObject({
      state: 'suggested',
      values: { branch: 'b2' },
    })
  })

  test('党小组：已有的对上，没有的导入时新建', () => {
    expect(check({ group: '一组' }).values.group).toBe('g1')
    expect(check({ group: '第三党小组' }).values.group).toBe('new:第三党小组')
  })
})

describe('同一个人', () => {
  const twin = (row: number, name: string, digest = '') => ({ row, name, digest })
  const known = (values: Partial<KnownPerson> = {}): KnownPerson => ({
    id: 'p1',
    name: '党员甲',
    inReach: true,
    hasIdNumber: true,
    guarded: false,
    roles: [],
    ...values,
    values: { ...check({}).values, ...values.values },
  })

  test('文件里两行完全相同，只留前一行', () => {
    const digest = digestOf(check({}).values)
    expect(check({}, {}, { sameNumber: [twin(4, '党员甲', digest)] })).toMatchObject({
      state: 'leftOut',
      because: '与第 4 行完全相同',
    })
    expect(check({}, {}, { sameNumber: [twin(14, '党员甲', digest)] }).state).toBe('ready')
  })
  test('同号不同名，两行都要定', () => {
    for (const row of [4, 14])
      expect(reasonsOf(check({}, {}, { sameNumber: [twin(row, '党员乙')] }))).toEqual([
        `idNumber:ask:与第 ${row} 行身份证号相同，姓名不同`,
      ])
  })
  test('同一个人内容不同，后一行要定', () => {
    expect(check({}, {}, { sameNumber: [twin(4, '党员甲', '别的')] }).state).toBe('needsDecision')
    expect(check({}, {}, { sameNumber: [twin(14, '党员甲', '别的')] }).state).toBe('ready')
  })
  test('名册里已有：没变的不动，变了的只列变了的项', () => {
    expect(check({}, {}, { byNumber: known() })).toMatchObject({ state: 'known', knownId: 'p1', changes: [] })
    expect(isImportable(check({}, {}, { byNumber: known() }))).toBe(false)
    const row = check({ post: '安全员' }, {}, { byNumber: known({ values: { post: '技术员' } }) })
    expect(row).toMatchObject({ state: 'known', changes: [{ field: 'post', from: '技术员', to: '安全员' }] })
    expect(isImportable(row)).toBe(true)
  })
  test('表里空着的项不会抹掉名册里的', () => {
    expect(check({}, {}, { byNumber: known({ values: { phone: '19900000001' } }) }).changes).toEqual([])
  })
  test('换支部要点采用，改名要点保留', () => {
    const moved = check({}, {}, { byNumber: known({ values: { branch: 'b2' } }) })
    expect(reasonsOf(moved)).toEqual(['branch:fix:名册里在第二党支部，导入后转到第一党支部'])
    expect(check({}, { choice: { accepted: true } }, { byNumber: known({ values: { branch: 'b2' } }) }).state).toBe(
      'known',
    )
    const renamed = { byNumber: known({ values: { name: '党员丁' } }) }
    expect(check({}, {}, renamed).state).toBe('needsDecision')
    expect(check({}, { choice: { kept: true } }, renamed)).toMatchObject({
      state: 'known',
      changes: [{ field: 'name' }],
    })
  })
  test('在上级还有职务的人：号码不由下级的导入来改，别的照改', () => {
    const known = { id: 'p1', name: '党员甲', inReach: true, hasIdNumber: true, guarded: true, roles: [] }
    const byNumber = { ...known, values: { ...check({}).values, post: '技术员', phone: '19900000001' } }
    const row = check({ phone: '19900000002', post: '安全员' }, {}, { byNumber })
    expect(reasonsOf(row)).toEqual(['phone:ask:这个人在上级组织还有职务，号码由上级组织的管理员更正'])
    expect(check({ post: '安全员' }, {}, { byNumber }).state).toBe('known')
  })
  test('转支部的人，原来的职务不算新支部的；任职日期照表上的', () => {
    const byNumber = known({ roles: ['organizationCommissioner'], values: { branch: 'b2' } })
    const row = check({ duty: '组织委员', dutyFrom: '2024-03-01' }, { choice: { accepted: true } }, { byNumber })
    expect(row.heldRoles).toEqual([])
    expect(row.changes.map((change) => change.field)).toEqual(['branch', 'duty'])
    expect(row.values.dutyFrom).toBe('2024-03-01')
    expect(check({ dutyFrom: '2024-03-01' }).values.dutyFrom).toBeUndefined()
  })
  test('在别的单位的名册里：只说有，不说是谁', () => {
    const row = check({}, {}, { byNumber: known({ inReach: false, name: '党员丁' }) })
    expect(row).toMatchObject({ state: 'needsDecision', changes: [] })
    expect(JSON.stringify(row)).not.toContain('党员丁')
  })
  test('没有身份证号：同名同支部同生日是同一人，不知生日就问', () => {
    const row = { idNumber: '', birthOn: '1980-03-05' }
    expect(check(row, {}, { namesakes: [known()] })).toMatchObject({ state: 'known', knownId: 'p1' })
    const asked = check({ idNumber: '' }, {}, { namesakes: [known()] })
    expect(asked.issues).toMatchObject([{ field: 'person', level: 'ask' }])
    expect(check({ idNumber: '' }, { typed: { person: 'new' } }, { namesakes: [known()] }).state).toBe('ready')
    expect(check({ idNumber: '' }, { typed: { person: 'p1' } }, { namesakes: [known()] }).knownId).toBe('p1')
  })
  test('一个支部只有一个书记', () => {
    const row = { duty: '党支部书记' }
    expect(reasonsOf(check(row, {}, { otherSecretaries: [twin(3, '党员乙')] }))).toEqual([
      'duty:ask:第 3 行也是第一党支部的书记',
    ])
    const present = { secretary: { personId: 'p9', name: '党员己' } }
    expect(check(row, {}, present).state).toBe('needsDecision')
    expect(check(row, { typed: { duty: null } }, present).state).toBe('ready')
    expect(
      check(row, {}, { secretary: { personId: 'p1', name: '党员甲' }, byNumber: known({ roles: ['secretary'] }) })
        .changes,
    ).toEqual([])
  })
})

test('任何内容的行都查得完，原因里不带号码，没问题的行每一项都有效', () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.constantFrom('', '无', '2019.6', '43252', idNumber, '第一党支部', '二支部', '正式党员', '书记'),
  )
  fc.assert(
    fc.property(
      fc.record({
        name: cell,
        idNumber: cell,
        branch: cell,
        membership: cell,
        joinedOn: cell,
        fullOn: cell,
        birthOn: cell,
        sex: cell,
        duty: cell,
        group: cell,
      }),
      fc.boolean(),
      (texts, accepted) => {
        const row = check(texts, { choice: { accepted } })
        for (const issue of row.issues) expect(issue.reason).not.toContain(idNumber)
        if (row.state !== 'ready') return
        expect(row.values.name).toBeTruthy()
        expect(row.values.branch).toBeTruthy()
        expect(['full', 'probationary', 'none']).toContain(row.values.membership)
        for (const day of [row.values.joinedOn, row.values.fullOn, row.values.birthOn])
          if (day) expect(plainDate(day)).toBe(day)
      },
    ),
    { numRuns: 500 },
  )
})
