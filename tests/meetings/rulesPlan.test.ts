import { applyAdjustments } from '@shared/core/obligation'
import { addDays, endOfMonth, type PlainDate, plainDate } from '@shared/core/plainDate'
import { isWorkingDay } from '@shared/core/workCalendar'
import type { MeetingKind } from '@shared/modules/meetings/model'
import { periodsOf } from '@shared/modules/meetings/plan/periods'
import { type HeldMeeting, planYear } from '@shared/modules/meetings/plan/planYear'
import fc from 'fast-check'
import { buildFacts, CALENDAR_2026, id } from './factories'

const settings = { themeDayOfMonth: 5, lecturesPerQuarter: 1 }
const plan = (facts = buildFacts(), own = settings) => planYear(facts, 2026, CALENDAR_2026, own)
const of = (kind: MeetingKind, facts = buildFacts(), own = settings) =>
  plan(facts, own).filter((obligation) => obligation.rule === `meetings.${kind}`)
const held = (kind: MeetingKind, on: string, more: Partial<HeldMeeting> = {}): HeldMeeting => ({
  id: id(500),
  kind,
  on: plainDate(on),
  state: 'locked',
  ...more,
})

describe('三会一课与主题党日的年度计划', () => {
  test.each([
    ['branchMeeting', 4],
    ['committeeMeeting', 12],
    ['groupMeeting', 0],
    ['lecture', 4],
    ['themeDay', 12],
    ['lifeMeeting', 1],
    ['appraisal', 1],
  ] as const)('设支委会、不设党小组的支部：%s 全年 %i 次', (kind, times) => {
    expect(of(kind)).toHaveLength(times)
  })

  test('正式党员不足 7 人又没有委员任职的支部没有支委会', () => {
    expect(of('committeeMeeting', buildFacts({ fullMembers: 6, hasCommittee: false }))).toEqual([])
    expect(of('committeeMeeting', buildFacts({ fullMembers: 7, hasCommittee: false }))).toHaveLength(12)
    expect(of('committeeMeeting', buildFacts({ fullMembers: 6, hasCommittee: true }))).toHaveLength(12)
  })

  test('党小组会按党小组各算各的，归党小组办理、记在支部计划里', () => {
    const groups = [
      { id: id(11), name: '第一党小组' },
      { id: id(12), name: '第二党小组' },
    ]
    const meetings = of('groupMeeting', buildFacts({ groups }))
    expect(meetings).toHaveLength(24)
    expect(new Set(meetings.map((m) => m.owner.id))).toEqual(new Set([id(11), id(12)]))
    expect(new Set(meetings.map((m) => m.organizationId))).toEqual(new Set([id(1)]))
    expect(meetings[0]?.title).toBe('1月党小组会（第一党小组）')
  })

  test('期限是周期内最后一个工作日', () => {
    expect(of('branchMeeting').map((o) => [o.period, o.opensOn, o.dueOn])).toEqual([
      ['2026-Q1', '2026-01-01', '2026-03-31'],
      ['2026-Q2', '2026-04-01', '2026-06-30'],
      ['2026-Q3', '2026-07-01', '2026-09-30'],
      ['2026-Q4', '2026-10-01', '2026-12-31'],
    ])
    expect(of('committeeMeeting')[0]?.dueOn).toBe('2026-01-30')
    expect(of('committeeMeeting')[1]?.dueOn).toBe('2026-02-27')
  })

  test('主题党日在单位固定日；遇节假日前移，前移会出月就后移', () => {
    const days = of('themeDay').map((o) => o.dueOn)
    expect(days[0]).toBe('2026-01-05')
    expect(days[3]).toBe('2026-04-03')
    expect(days[4]).toBe('2026-05-06')
    expect(days[9]).toBe('2026-10-08')
  })

  test('组织生活会安排在第四季度，年初不催', () => {
    expect(of('lifeMeeting')[0]).toMatchObject({ opensOn: '2026-10-01', dueOn: '2026-12-31', period: '2026' })
  })

  test('季度内未开支部党员大会即为缺项，归档的一次使它完成', () => {
    const facts = buildFacts({
      meetings: [held('branchMeeting', '2026-06-11'), held('branchMeeting', '2026-08-01', { state: 'filed' })],
    })
    expect(of('branchMeeting', facts).map((o) => o.doneBy?.on)).toEqual([undefined, '2026-06-11', undefined, undefined])
    expect(of('branchMeeting', facts)[2]?.action).toEqual({
      page: `/modules/meetings/pages/detail/index?id=${id(500)}`,
      label: '去办理',
    })
  })

  test('取消的会议不算，也不再指向它', () => {
    const facts = buildFacts({ meetings: [held('branchMeeting', '2026-06-11', { state: 'cancelled' })] })
    expect(of('branchMeeting', facts)[1]?.action.label).toBe('去安排')
  })

  test('第三季度前开过的组织生活会也算当年的', () => {
    const facts = buildFacts({ meetings: [held('lifeMeeting', '2026-03-11')] })
    expect(of('lifeMeeting', facts)[0]?.doneBy?.on).toBe('2026-03-11')
  })

  test('党课次数由单位定，一季度两次就要两次', () => {
    const facts = buildFacts({ meetings: [held('lecture', '2026-02-11')] })
    const lectures = of('lecture', facts, { ...settings, lecturesPerQuarter: 2 })
    expect(lectures).toHaveLength(8)
    expect(lectures.slice(0, 2).map((o) => Boolean(o.doneBy))).toEqual([true, false])
    expect(of('lecture', facts, { ...settings, lecturesPerQuarter: 0 })).toEqual([])
    expect(lectures[0]?.source.document).toBe('本单位设置')
  })

  test('年中成立的支部只从成立起欠，来得及一周以上的当期也算', () => {
    const facts = buildFacts({ owedFrom: plainDate('2026-05-20') })
    expect(of('branchMeeting', facts).map((o) => [o.period, o.opensOn])).toEqual([
      ['2026-Q2', '2026-05-20'],
      ['2026-Q3', '2026-07-01'],
      ['2026-Q4', '2026-10-01'],
    ])
    expect(of('committeeMeeting', buildFacts({ owedFrom: plainDate('2026-05-27') }))[0]?.period).toBe('2026-06')
  })

  test('每一项都有依据', () => {
    for (const obligation of plan()) expect(obligation.source.document.length).toBeGreaterThan(0)
    expect(of('branchMeeting')[0]?.source).toEqual({ document: '中国共产党支部工作条例（试行）', article: '第11条' })
  })
})

describe('计划的性质', () => {
  const days = fc.integer({ min: 0, max: 364 }).map((n) => addDays(plainDate('2026-01-01'), n))
  const kinds = fc.constantFrom<MeetingKind>('branchMeeting', 'committeeMeeting', 'groupMeeting', 'lecture', 'themeDay')
  const facts = fc.record({
    fullMembers: fc.integer({ min: 0, max: 60 }),
    hasCommittee: fc.boolean(),
    groupCount: fc.integer({ min: 0, max: 4 }),
    owedFrom: fc.option(days, { nil: undefined }),
    meetings: fc.array(fc.record({ kind: kinds, on: days, locked: fc.boolean() }), { maxLength: 20 }),
    themeDayOfMonth: fc.integer({ min: 1, max: 28 }),
    lecturesPerQuarter: fc.integer({ min: 0, max: 3 }),
  })
  const build = (f: typeof facts extends fc.Arbitrary<infer T> ? T : never) => ({
    facts: buildFacts({
      fullMembers: f.fullMembers,
      hasCommittee: f.hasCommittee,
      groups: Array.from({ length: f.groupCount }, (_, i) => ({ id: id(20 + i), name: `第${i}组` })),
      ...(f.owedFrom && { owedFrom: f.owedFrom }),
      meetings: f.meetings.map((m, i) => ({
        id: id(700 + i),
        kind: m.kind,
        on: m.on,
        state: m.locked ? ('locked' as const) : ('notified' as const),
      })),
    }),
    own: { themeDayOfMonth: f.themeDayOfMonth, lecturesPerQuarter: f.lecturesPerQuarter },
  })

  test('编号不重复；期限落在窗口内、在工作日上；重算结果相同', () => {
    fc.assert(
      fc.property(facts, (f) => {
        const { facts: branch, own } = build(f)
        const planned = plan(branch, own)
        expect(new Set(planned.map((o) => o.key)).size).toBe(planned.length)
        for (const o of planned) {
          const [year, month] = o.period.split('-')
          expect(year).toBe('2026')
          expect(isWorkingDay(CALENDAR_2026, o.dueOn)).toBe(true)
          expect(o.opensOn <= o.dueOn).toBe(true)
          if (month && !month.startsWith('Q')) expect(o.dueOn.slice(0, 7)).toBe(o.period)
          expect(o.dueOn <= endOfMonth(2026, 12)).toBe(true)
        }
        expect(plan(branch, own)).toEqual(planned)
      }),
      { numRuns: 60 },
    )
  })

  test('开会只会使事项完成，不会改动编号、窗口和期限', () => {
    fc.assert(
      fc.property(facts, (f) => {
        const { facts: branch, own } = build(f)
        const shape = (all: ReturnType<typeof plan>) => all.map(({ key, opensOn, dueOn }) => [key, opensOn, dueOn])
        expect(shape(plan(branch, own))).toEqual(shape(plan({ ...branch, meetings: [] }, own)))
      }),
      { numRuns: 40 },
    )
  })

  test('单位调整过的期限在重新计划后仍然有效', () => {
    const key = `meetings.branchMeeting:${id(1)}:2026-Q2`
    const moved = applyAdjustments(plan(buildFacts({ meetings: [held('lecture', '2026-02-02')] })), [
      { key, dueOn: plainDate('2026-06-15'), by: id(2), at: '2026-05-01T00:00:00.000Z' },
    ])
    expect(moved.find((o) => o.key === key)).toMatchObject({ dueOn: '2026-06-15', movedFrom: '2026-06-30' })
  })

  test('同一份日历只算一次窗口', () => {
    expect(periodsOf(CALENDAR_2026, 2026, 5)).toBe(periodsOf(CALENDAR_2026, 2026, 5))
  })

  test('每秒至少能算十万项', () => {
    const groups = [
      { id: id(11), name: '第一党小组' },
      { id: id(12), name: '第二党小组' },
    ]
    const branches = Array.from({ length: 1_500 }, (_, i) =>
      buildFacts({
        organizationId: id(10_000 + i),
        groups,
        meetings: Array.from({ length: 10 }, (_, m) => held('themeDay', `2026-${String(m + 1).padStart(2, '0')}-05`)),
      }),
    )
    for (const branch of branches.slice(0, 200)) plan(branch)
    const started = process.hrtime.bigint()
    let total = 0
    for (const branch of branches) total += plan(branch).length
    const perSecond = total / (Number(process.hrtime.bigint() - started) / 1e9)
    expect(perSecond).toBeGreaterThan(100_000)
  })
})

test('没有一天是工作日的窗口保持原日', () => {
  const day = '2027-02-05' as PlainDate
  const closed = {
    2027: {
      year: 2027,
      status: 'provisional' as const,
      source: 'x',
      workdays: [],
      holidays: Object.fromEntries(Array.from({ length: 40 }, (_, i) => [addDays(plainDate('2027-01-25'), i), '假'])),
    },
  }
  expect(periodsOf(closed, 2027, 5).themeDays[1]?.dueOn).toBe(day)
})
