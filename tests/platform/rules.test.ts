import { addDays, isPlainDate, plainDate, weekdayOf } from '@shared/core/plainDate'
import * as v from '@shared/core/schema'
import type { CalendarYear } from '@shared/core/workCalendar'
import { IDLE_MINUTES, LOCK_AFTER_FAILURES, LOCK_MINUTES, passwordFaults } from '@shared/modules/accounts/rules'
import { YEAR_2026 } from '@shared/modules/calendar/model'
import { calendarYearFaults, provisionalYear } from '@shared/modules/calendar/rules'
import { DEFAULT_SETTINGS, ORGANIZATION_KINDS, PARENT_KINDS } from '@shared/modules/organizations/model'
import { branchWarnings, mostSeats, pathBelow, placementFaults } from '@shared/modules/organizations/rules'
import { UnitSettings } from '@shared/modules/organizations/unitSettings'
import { idNumberCheckDigit, isIdNumber, isPhone, maskField } from '@shared/modules/people/rules'
import fc from 'fast-check'

const today = plainDate('2026-06-11')

describe('登录安全（H-14）', () => {
  test('五次、十五分钟、三十分钟', () => {
    expect([LOCK_AFTER_FAILURES, LOCK_MINUTES, IDLE_MINUTES]).toEqual([5, 15, 30])
  })

  test.each<[string, string, number]>([
    ['Right-Passw0rd1', 'admin', 0],
    ['My-Password-1', 'admin', 1],
    ['Yun-Hai-2026', 'admin', 0],
    ['Ab1-', 'admin', 1],
    ['abcdefghijkl', 'admin', 1],
    ['Admin-2026-x', 'admin', 1],
    ['password', 'admin', 3],
    [`Aa1-${'x'.repeat(100)}`, 'admin', 1],
  ])('%s（账号 %s）有 %d 处不合要求', (password, username, faults) => {
    const found = passwordFaults(password, username)
    expect(found).toHaveLength(faults)
    for (const one of found) expect(one).toMatchObject({ field: 'newPassword', message: expect.stringMatching(/密码/) })
  })

  test('短、单调、含账号、太常见，一次说完', () => {
    expect(passwordFaults('abcd1234', 'abcd')).toHaveLength(4)
  })
})

describe('名册号码', () => {
  test.each([
    ['11010519491231002', 'X'],
    ['44052418800101001', '4'],
  ])('国标里的例子 %s 校验位是 %s', (first17, digit) => {
    expect(idNumberCheckDigit(first17)).toBe(digit)
    expect(isIdNumber(`${first17}${digit}`)).toBe(true)
  })

  test('改动任何一位都对不上校验位', () => {
    const first17 = fc.stringMatching(/^[1-9]\d{16}$/)
    fc.assert(
      fc.property(first17, fc.nat(16), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
        const valid = `${digits}${idNumberCheckDigit(digits)}`
        expect(isIdNumber(valid)).toBe(true)
        const changed = `${valid.slice(0, at)}${(Number(valid[at]) + by) % 10}${valid.slice(at + 1)}`
        expect(isIdNumber(changed)).toBe(false)
      }),
    )
  })

  test.each([
    ['13800000001', true],
    ['19912345678', true],
    ['12800000001', false],
    ['1380000000', false],
    ['138000000011', false],
    ['+8613800000001', false],
    ['１３８00000001', false],
  ])('%s 是手机号：%p', (value, expected) => {
    expect(isPhone(value)).toBe(expected)
  })

  test('打码后长度够辨认，但中间的数字看不见', () => {
    expect(maskField('idNumber', '11010519491231002X')).toBe('1101**********002X')
    expect(maskField('phone', '13812345678')).toBe('138****5678')
    expect(maskField('address', '示范市示范区示范路1号')).toBe('示范市******')
    fc.assert(
      fc.property(fc.stringMatching(/^\d{0,20}$/), fc.constantFrom('idNumber', 'phone'), (value, field) => {
        const masked = maskField(field, value)
        expect(masked).toContain('*')
        expect(masked.replace(/\*/g, '').length).toBeLessThanOrEqual(8)
      }),
    )
  })
})

describe('组织的位置', () => {
  test.each<[string, Parameters<typeof placementFaults>, boolean]>([
    ['支部在党委下', ['branch', { kind: 'partyCommittee', name: '党委' }], true],
    ['支部在总支下', ['branch', { kind: 'generalBranch', name: '总支' }], true],
    ['党小组在支部下', ['partyGroup', { kind: 'branch', name: '支部' }], true],
    ['党小组在党委下', ['partyGroup', { kind: 'partyCommittee', name: '党委' }], false],
    ['支部在支部下', ['branch', { kind: 'branch', name: '支部' }], false],
    ['党委在支部下', ['partyCommittee', { kind: 'branch', name: '支部' }], false],
    ['部门在顶层', ['department', null], false],
    ['党小组在顶层', ['partyGroup', null], false],
    ['单位在顶层', ['unit', null], true],
    ['班组在部门下', ['team', { kind: 'department', name: '工程部' }], true],
  ])('%s', (_, [kind, parent], allowed) => {
    const faults = placementFaults(kind, parent)
    expect(faults).toHaveLength(allowed ? 0 : 1)
    if (!allowed) expect(faults[0]).toMatchObject({ field: 'parentId', message: expect.stringContaining('只能放在') })
  })

  test('每一种都放得进某处，放在哪里都有明确的回答', () => {
    for (const kind of ORGANIZATION_KINDS) {
      expect(PARENT_KINDS[kind].length).toBeGreaterThan(0)
      for (const parent of [null, ...ORGANIZATION_KINDS.map((one) => ({ kind: one, name: '上级' }))])
        expect(placementFaults(kind, parent).length === 0).toBe(
          (PARENT_KINDS[kind] as readonly unknown[]).includes(parent?.kind ?? null),
        )
    }
  })

  test('路径从上级接下去', () => {
    expect(pathBelow(null, 'a')).toBe('/a/')
    expect(pathBelow('/a/', 'b')).toBe('/a/b/')
  })

  test('默认设置自己先合规', () => {
    expect(v.parse(UnitSettings, DEFAULT_SETTINGS)).toEqual(DEFAULT_SETTINGS)
  })
})

describe('支部的规模与班子（B-01、B-05）', () => {
  type Office = Parameters<typeof branchWarnings>[0]['offices'][number]
  const hold = (...roles: Office['role'][]): Office[] => roles.map((role, i) => ({ personId: `p${i}`, role }))
  const warn = (fullMembers: number, members: number, offices: readonly Office[]) =>
    branchWarnings({ fullMembers, members, offices }, today).map((one) => one.message)

  test.each<[string, number, number, Office[], RegExp[]]>([
    ['正好合适', 9, 10, hold('secretary', 'organizationCommissioner', 'disciplineCommissioner'), []],
    ['正式党员三名', 3, 3, hold('secretary'), []],
    ['正式党员两名', 2, 5, hold('secretary'), [/不足 3 名/]],
    ['党员五十名', 40, 50, hold('secretary', 'deputySecretary', 'committeeMember'), []],
    ['党员五十一名', 40, 51, hold('secretary', 'deputySecretary', 'committeeMember'), [/超过 50 名/]],
    ['没有书记', 3, 3, [], [/还没有支部书记/]],
    ['七名正式党员，只有书记', 7, 7, hold('secretary'), [/应设 3 至 5 名支委，现有 1 名/]],
    ['六名正式党员，只有书记', 6, 6, hold('secretary'), []],
    ['小组长不是支委', 7, 7, hold('secretary', 'groupLeader', 'groupLeader'), [/现有 1 名/]],
  ])('%s', (_, fullMembers, members, offices, expected) => {
    const found = warn(fullMembers, members, offices)
    expect(found).toHaveLength(expected.length)
    for (const [i, pattern] of expected.entries()) expect(found[i]).toMatch(pattern)
  })

  test('一人兼两职只算一名支委', () => {
    const both: Office[] = [
      { personId: 'a', role: 'secretary' },
      { personId: 'a', role: 'organizationCommissioner' },
      { personId: 'b', role: 'publicityCommissioner' },
    ]
    expect(warn(9, 9, both)).toEqual([expect.stringMatching(/现有 2 名/)])
  })

  test('超过七名支委要提示，每条提示都有出处', () => {
    const eight = Array.from({ length: 8 }, (_, i) => ({
      personId: `p${i}`,
      role: i === 0 ? ('secretary' as const) : ('committeeMember' as const),
    }))
    expect(warn(20, 20, eight)).toEqual([expect.stringMatching(/支委 8 名，超过 7 名/)])
    for (const one of branchWarnings({ fullMembers: 1, members: 60, offices: [] }, today))
      expect(one.source?.document).toBe('中国共产党支部工作条例（试行）')
  })
})

describe('同一天最多有几名支委（B-05）', () => {
  const day = plainDate
  const office = (personId: string, from: string, to: string | null = null) => ({
    personId,
    role: 'committeeMember' as const,
    from: day(from),
    to: to === null ? null : day(to),
  })
  const added = { personId: 'new', role: 'secretary' as const }

  test.each<[string, Parameters<typeof mostSeats>[0], string, number]>([
    ['没有别人', [], '2026-01-01', 1],
    ['都在任', [office('a', '2025-01-01'), office('b', '2025-01-01')], '2026-01-01', 3],
    ['任职日期往前写，后来上任的也算', [office('a', '2025-01-01'), office('b', '2025-06-01')], '2020-01-01', 3],
    ['已经离任的不算', [office('a', '2024-01-01', '2025-12-31')], '2026-01-01', 1],
    ['末日那天还算', [office('a', '2024-01-01', '2026-01-01')], '2026-01-01', 2],
    [
      '一个走了另一个才来，不叠加',
      [office('a', '2025-01-01', '2026-06-30'), office('b', '2026-07-01')],
      '2026-01-01',
      2,
    ],
    ['同一人的两个职务只算一次', [office('new', '2025-01-01'), office('a', '2025-01-01')], '2026-01-01', 2],
    ['小组长不算', [{ ...office('a', '2025-01-01'), role: 'groupLeader' }], '2026-01-01', 1],
  ])('%s', (_, offices, from, expected) => {
    expect(mostSeats(offices, added, day(from))).toBe(expected)
  })
})

describe('工作日历的录入', () => {
  const year = (more: Partial<CalendarYear> = {}): CalendarYear => ({ ...YEAR_2026, ...more })

  test('2026 年照通知录入没有问题', () => {
    expect(calendarYearFaults(YEAR_2026)).toEqual([])
  })

  test.each<[string, Partial<CalendarYear>, RegExp]>([
    ['别的年份的日子', { holidays: { ...YEAR_2026.holidays, '2027-01-01': '元旦' } }, /2027-01-01 不是 2026 年/],
    ['不存在的日子', { holidays: { ...YEAR_2026.holidays, '2026-02-30': '春节' } }, /2026-02-30 不是/],
    ['不是日子', { holidays: { ...YEAR_2026.holidays, 元旦: '元旦' } }, /元旦 不是/],
    ['又放假又上班', { workdays: ['2026-10-01'] }, /2026-10-01 既放假又上班/],
    ['本来就上班', { workdays: ['2026-06-11'] }, /2026-06-11 本来就是工作日/],
    ['录得太少', { holidays: { '2026-01-01': '元旦' }, workdays: [] }, /少于法定的天数/],
  ])('%s', (_, more, message) => {
    const found = calendarYearFaults(year(more))
    expect(found).toHaveLength(1)
    expect(found[0]?.message).toMatch(message)
  })

  test('几处错一次说完', () => {
    expect(calendarYearFaults(year({ holidays: { '2027-01-01': '元旦' }, workdays: ['2026-06-11'] }))).toHaveLength(3)
  })
})

describe('暂定的年份（全国年节及纪念日放假办法）', () => {
  test.each([2025, 2027, 2028])('%d 年：法定 13 天都落实成 13 个不上班的工作日', (which) => {
    const { holidays, status, workdays } = provisionalYear(which)
    expect([status, workdays]).toEqual(['provisional', []])
    const days = Object.keys(holidays)
    expect(days.every((day) => isPlainDate(day) && day.startsWith(`${which}-`))).toBe(true)
    expect(days.filter((day) => weekdayOf(plainDate(day)) <= 5)).toHaveLength(13)
  })

  test.each([
    ['2027-02-05', '春节'],
    ['2027-02-06', '春节'],
    ['2027-02-10', '春节'],
    ['2027-04-05', '清明节'],
    ['2027-06-09', '端午节'],
    ['2027-09-15', '中秋节'],
    ['2027-10-01', '国庆节'],
    ['2027-10-05', '国庆节'],
  ])('2027 年 %s 是%s', (day, name) => {
    expect(provisionalYear(2027).holidays[day]).toBe(name)
  })

  test('没有农历资料的年份只有公历的节日，同样是暂定', () => {
    const { holidays, status } = provisionalYear(2035)
    expect(status).toBe('provisional')
    expect([...new Set(Object.values(holidays))]).toEqual(['元旦', '劳动节', '国庆节'])
    expect(holidays[addDays(plainDate('2035-10-01'), 0)]).toBe('国庆节')
  })
})
