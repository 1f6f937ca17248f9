import { contracts } from '@shared/contracts'
import type { AppError } from '@shared/core/errors'
import { plainDate } from '@shared/core/plainDate'
import type { GuardException } from '@shared/modules/burden/model'
import {
  type Asking,
  askedBy,
  checkException,
  isSwitchedOn,
  minutesOf,
  repetitionsIn,
} from '@shared/modules/burden/rules'
import fc from 'fast-check'

const asking = (more: Partial<Asking>): Asking => ({
  month: '2026-06',
  endpoint: 'meetings.plan',
  fields: 5,
  typed: 2,
  texts: [],
  ...more,
})
const text = (mark: string, field = 'title') => ({ field, mark })

describe('一个月要填多少', () => {
  const endpoint = fc.constantFrom('meetings.plan', 'talks.record', 'people.edit')
  const month = fc.constantFrom('2026-05', '2026-06')
  const any = fc.array(
    fc
      .record({ endpoint, month, fields: fc.nat(40), typed: fc.nat(40) })
      .map((each) => asking({ ...each, typed: Math.min(each.typed, each.fields) })),
    { maxLength: 40 },
  )

  test('各项之和等于当月每一次之和，与先后无关', () => {
    fc.assert(
      fc.property(any, (list) => {
        const sums = askedBy(list, '2026-06')
        const own = list.filter((each) => each.month === '2026-06')
        const add = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
        expect(add(sums.map((each) => each.typed))).toBe(add(own.map((each) => each.typed)))
        expect(add(sums.map((each) => each.fields))).toBe(add(own.map((each) => each.fields)))
        expect(add(sums.map((each) => each.times))).toBe(own.length)
        expect(askedBy([...list].reverse(), '2026-06')).toEqual(sums)
      }),
    )
  })

  test.each([
    [{ fields: 0, typed: 0 }, 0],
    [{ fields: 3, typed: 3 }, 1],
    [{ fields: 23, typed: 3 }, 2],
    [{ fields: 1, typed: 0 }, 0.1],
  ])('%j 按每栏 20 秒、核对 3 秒估算', (sums, minutes) => {
    expect(minutesOf(sums, { secondsPerTypedField: 20, secondsPerKnownField: 3 })).toBe(minutes)
  })
})

describe('重复填写', () => {
  test('同样的话在两种事项里各填一遍，算重复；同一种事项每月都写，不算', () => {
    const plan = (month: string) => asking({ month, texts: [text('学习')] })
    expect(repetitionsIn([plan('2026-05'), plan('2026-06')], '2026-06')).toEqual([])
    const talk = asking({ endpoint: 'talks.record', texts: [text('学习', 'topic')] })
    expect(repetitionsIn([plan('2026-05'), talk], '2026-06')).toEqual([
      {
        places: [
          { endpoint: 'meetings.plan', field: 'title' },
          { endpoint: 'talks.record', field: 'topic' },
        ],
        times: 1,
      },
    ])
  })

  test('上个月就重复过、这个月没有再填的，不再提', () => {
    const list = [
      asking({ month: '2026-05', texts: [text('学习')] }),
      asking({ month: '2026-05', endpoint: 'talks.record', texts: [text('学习')] }),
    ]
    expect(repetitionsIn(list, '2026-06')).toEqual([])
    expect(repetitionsIn(list, '2026-05')).toHaveLength(1)
  })

  test('与先后无关', () => {
    const texts = fc.array(fc.record({ field: fc.constantFrom('a', 'b'), mark: fc.constantFrom('x', 'y', 'z') }), {
      maxLength: 3,
    })
    const any = fc.array(
      fc
        .record({ endpoint: fc.constantFrom('m.a', 'm.b', 'm.c'), month: fc.constantFrom('2026-05', '2026-06'), texts })
        .map(asking),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(any, (list) => {
        expect(repetitionsIn([...list].reverse(), '2026-06')).toEqual(repetitionsIn(list, '2026-06'))
      }),
    )
  })
})

describe('积分、排名、在线时长', () => {
  const exception = (more: Partial<GuardException> = {}): GuardException => ({
    id: '1',
    organizationId: 'b',
    path: '/a/b/',
    feature: 'points',
    campaign: '安全生产月',
    from: plainDate('2026-06-01'),
    to: plainDate('2026-06-30'),
    reason: '自愿答题',
    ...more,
  })

  test.each([
    ['没有例外', '2026-06-10', '/a/b/', [], false],
    ['活动当中', '2026-06-10', '/a/b/', [exception()], true],
    ['下级随上级', '2026-06-10', '/a/b/c/', [exception()], true],
    ['上级不随下级', '2026-06-10', '/a/', [exception()], false],
    ['旁边的不算', '2026-06-10', '/a/x/', [exception()], false],
    ['还没开始', '2026-05-31', '/a/b/', [exception()], false],
    ['最后一天还算', '2026-06-30', '/a/b/', [exception()], true],
    ['结束后就关了', '2026-07-01', '/a/b/', [exception()], false],
    ['打开的是另一项', '2026-06-10', '/a/b/', [exception({ feature: 'rankings' })], false],
  ])('%s', (_, day, path, exceptions, on) => {
    expect(isSwitchedOn('points', path, plainDate(day), exceptions)).toBe(on)
  })

  test.each([
    ['2026-06-01', '2026-06-30', 0],
    ['2026-06-01', '2026-08-31', 0],
    ['2026-06-01', '2026-09-01', 1],
    ['2026-06-30', '2026-06-01', 1],
    ['2026-03-01', '2026-03-31', 1],
    ['2025-01-01', '2026-12-31', 1],
  ])('%s 至 %s 有 %i 处不行', (from, to, count) => {
    let violations = 0
    try {
      checkException(plainDate(from), plainDate(to), plainDate('2026-05-20'))
    } catch (error) {
      violations = (error as AppError).violations?.length ?? 0
    }
    expect(violations).toBe(count)
  })

  test('除了班组竞赛打开时那一处，没有一个接口交出积分、名次、在线时长', () => {
    // Null unless an administrator has switched it on for that campaign: tests/campaigns/api.contest.test.ts.
    const behindTheGuard = ['campaigns.contest.teams.guarded.points', 'campaigns.contest.teams.guarded.rank']
    const forbidden = /^(points?|rank(ing)?s?|leaderboard|streak|online(Minutes|Hours|Seconds))$/
    const names: string[] = []
    const walk = (schema: unknown, place: string, depth: number): void => {
      if (typeof schema !== 'object' || schema === null || depth > 12) return
      const { entries, item, wrapped, options, pipe } = schema as Record<string, unknown>
      for (const [name, inner] of Object.entries(entries ?? {})) {
        names.push(`${place}.${name}`)
        walk(inner, `${place}.${name}`, depth + 1)
      }
      for (const inner of [
        item,
        wrapped,
        ...(Array.isArray(options) ? options : []),
        ...(Array.isArray(pipe) ? pipe : []),
      ])
        if (inner !== schema) walk(inner, place, depth + 1)
    }
    for (const { module, endpoints } of contracts)
      for (const [name, { reply }] of Object.entries(endpoints)) walk(reply, `${module}.${name}`, 0)
    expect(names.length).toBeGreaterThan(300)
    // 分值 of a question or a row of a paper, and of the whole paper while it is put together: what it weighs in one exam.
    const ofPaper = ['quiz.checkPaper.points', 'quiz.exam.check.points']
    const isWeight = (name: string): boolean =>
      /^quiz(\.\w+)+\.(questions|rows)\.points$/.test(name) || ofPaper.includes(name)
    expect(names.filter((name) => forbidden.test(name.split('.').pop() ?? '') && !isWeight(name)).sort()).toEqual(
      behindTheGuard,
    )
  })
})
