import { addDays, daysBetween, plainDate } from '@shared/core/plainDate'
import { type CampaignNode, NODE_KINDS } from '@shared/modules/campaigns/model'
import { nodePeriod, nodeViolations, periodOf, phaseOf, wordDue } from '@shared/modules/campaigns/plan'
import { addGroups, countGroup, nextStep, percentOf, understandingOf } from '@shared/modules/campaigns/progress'
import { PRODUCT_TEMPLATES } from '@shared/modules/campaigns/templates'
import fc from 'fast-check'

const day = plainDate
const template = (id: string) => PRODUCT_TEMPLATES.find((one) => one.id === id)!
const node = (over: Partial<CampaignNode> = {}): CampaignNode => ({
  id: 'n',
  kind: 'exam',
  title: '小答题',
  text: '',
  on: day('2026-06-08'),
  until: day('2026-06-19'),
  words: [],
  ...over,
})

describe('自带模板', () => {
  test.each([
    ['safetyMonth', '2026-03-01', '2026-06-01', '2026-06-30'],
    ['safetyMonth', '2026-06-30', '2026-06-01', '2026-06-30'],
    ['safetyMonth', '2026-07-01', '2027-06-01', '2027-06-30'],
    ['lawWeek', '2026-11-29', '2026-12-01', '2026-12-07'],
    ['fireDay', '2026-11-29', '2026-11-01', '2026-11-30'],
    ['own', '2026-11-29', '2026-11-29', '2026-12-12'],
  ])('%s 在 %s 打开，起止预填为 %s 至 %s', (id, today, from, to) => {
    expect(periodOf(template(id), day(today))).toEqual({ from, to })
  })

  test('每个模板都写明出处；没有核到原文的写在说明里', () => {
    for (const { source, nodes } of PRODUCT_TEMPLATES) {
      expect(source.document).not.toBe('')
      expect(nodes.length).toBeGreaterThan(0)
    }
    expect(template('lawWeek').note).toContain('没有核到')
  })

  test('“安康杯”模板齐全：推送、学习、答题、线下活动、班组竞赛都有，学和考都有内容', () => {
    const { nodes, theme, note } = template('ankang')
    expect([...new Set(nodes.map(({ kind }) => kind))].sort()).toEqual([...NODE_KINDS].sort())
    expect(theme).toBe('筑牢安康防线，共促治本攻坚')
    expect(note).toContain('2025—2026')
    for (const { kind, title, course, paper } of nodes) {
      if (kind === 'course') expect([title, course]).toEqual([title, { key: 'occupational-health' }])
      if (kind === 'exam' || kind === 'contest') expect([title, paper !== undefined]).toEqual([title, true])
    }
  })

  test.each(
    PRODUCT_TEMPLATES.map(({ name, nodes }) => ({ name, courses: nodes.filter(({ kind }) => kind === 'course') })),
  )('$name 的每个学习节点都有课程', ({ courses }) => {
    for (const { title, course } of courses) expect([title, course !== undefined]).toEqual([title, true])
  })

  test('咨询日默认 6 月 16 日；活动期间里没有这一天时按比例落在期间内', () => {
    const month = template('safetyMonth')
    const event = month.nodes.find(({ kind }) => kind === 'event')!
    expect(nodePeriod(month, event, { from: day('2026-06-01'), to: day('2026-06-30') }).on).toBe('2026-06-16')
    expect(nodePeriod(month, event, { from: day('2026-07-01'), to: day('2026-07-10') })).toEqual({
      on: '2026-07-06',
      until: '2026-07-06',
    })
  })

  test('不论期间多长，节点都在期间之内，而且是可以发布的', () => {
    const start = fc.integer({ min: 0, max: 3_000 })
    const length = fc.integer({ min: 0, max: 365 })
    fc.assert(
      fc.property(fc.constantFrom(...PRODUCT_TEMPLATES), start, length, (one, after, days) => {
        const from = addDays(day('2026-01-01'), after)
        const period = { from, to: addDays(from, days) }
        for (const each of one.nodes)
          expect(nodeViolations({ ...each, ...nodePeriod(one, each, period) }, period)).toEqual([])
      }),
    )
  })
})

describe('时间节点', () => {
  test('节点不合适时一次说出全部原因', () => {
    const period = { from: day('2026-06-01'), to: day('2026-06-30') }
    const bad = node({ kind: 'event', on: day('2026-05-31'), until: day('2026-05-30') })
    expect(nodeViolations(bad, period).map(({ field }) => field)).toEqual(['until', 'on', 'until', 'startTime'])
  })

  test.each([
    ['2026-06-07', [], undefined],
    ['2026-06-08', [], 'opened'],
    ['2026-06-12', [], 'opened'],
    ['2026-06-12', ['opened'], undefined],
    ['2026-06-17', ['opened'], 'closing'],
    ['2026-06-17', ['opened', 'closing'], undefined],
    ['2026-06-12', ['opened', 'moved'], 'opened'],
    ['2026-06-20', ['opened'], undefined],
  ] as const)('%s，已经说过 %j：该说 %s', (today, told, due) => {
    const words = told.map((kind) => ({ kind, on: day('2026-06-08') }))
    expect(wordDue(node({ words }), day(today))).toBe(due)
  })

  test('线下活动前一天说一次，当天说一次；改期后按新日子重新说，取消后不再说', () => {
    const event = node({ kind: 'event', on: day('2026-06-16'), until: day('2026-06-16') })
    expect(wordDue(event, day('2026-06-15'))).toBe('soon')
    const told = { ...event, words: [{ kind: 'soon' as const, on: day('2026-06-15') }] }
    expect(wordDue(told, day('2026-06-16'))).toBe('opened')
    const moved = { ...told, on: day('2026-06-18'), until: day('2026-06-18') }
    const after = { ...moved, words: [...told.words, { kind: 'moved' as const, on: day('2026-06-15') }] }
    expect(wordDue(after, day('2026-06-16'))).toBeUndefined()
    expect(wordDue(after, day('2026-06-17'))).toBe('soon')
    expect(wordDue({ ...after, cancelledBecause: '台风' }, day('2026-06-17'))).toBeUndefined()
  })

  test('一天一天过下去，每句话只说一次，而且都在节点期间或前一天', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.boolean(), (days, isEvent) => {
        const on = day('2026-06-08')
        let one = node({ kind: isEvent ? 'event' : 'exam', on, until: isEvent ? on : addDays(on, days) })
        for (let today = addDays(on, -5); today <= addDays(one.until, 5); today = addDays(today, 1)) {
          const kind = wordDue(one, today)
          if (kind) one = { ...one, words: [...one.words, { kind, on: today }] }
        }
        const kinds = one.words.map((word) => word.kind)
        expect(new Set(kinds).size).toBe(kinds.length)
        expect(kinds).toContain('opened')
        for (const word of one.words) expect(daysBetween(on, word.on)).toBeGreaterThanOrEqual(-1)
      }),
    )
  })

  test('当天就结束的节点不会在同一天既说开始又说快结束', () => {
    const one = node({ until: day('2026-06-08'), words: [{ kind: 'opened', on: day('2026-06-08') }] })
    expect(wordDue(one, day('2026-06-08'))).toBeUndefined()
    expect(phaseOf(one, day('2026-06-09'))).toBe('over')
  })
})

describe('进度', () => {
  const members = fc.array(
    fc.record({
      id: fc.uuid(),
      done: fc.dictionary(fc.constantFrom('n', 'm'), fc.option(fc.double({ min: 0, max: 1, noNaN: true })), {
        noNullPrototype: true,
      }),
    }),
    { maxLength: 30 },
  )
  const nodes = [node(), node({ id: 'm', kind: 'push' }), node({ id: 'gone', cancelledBecause: '下雨' })]

  test('一半往上进：40 人里 23 人是 57.5%，写 58%；掌握也一样', () => {
    expect(percentOf(23, 40)).toBe(58)
    const grasp = (sum: number, count: number) =>
      understandingOf({ nodeId: 'n', asked: count, done: count, understood: { sum, count } })
    expect([grasp(0.575, 1), grasp(0.29, 2), grasp(2.3, 4)]).toEqual([58, 15, 58])
    for (let asked = 1; asked <= 200; asked += 1)
      for (let done = 0; done <= asked; done += 1)
        expect(percentOf(done, asked)).toBe(Math.floor((200 * done + asked) / (2 * asked)))
  })
  test('把人怎么分组，合计都一样；取消的节点不计', () => {
    fc.assert(
      fc.property(members, fc.integer({ min: 1, max: 5 }), (all, parts) => {
        const whole = countGroup('', nodes, all)
        const groups = Array.from({ length: parts }, (_, i) =>
          countGroup(
            String(i),
            nodes,
            all.filter((_one, at) => at % parts === i),
          ),
        )
        const sum = addGroups('', groups)
        expect([sum.asked, sum.reached]).toEqual([whole.asked, whole.reached])
        expect(sum.nodes.map(({ nodeId, asked, done }) => [nodeId, asked, done])).toEqual(
          whole.nodes.map(({ nodeId, asked, done }) => [nodeId, asked, done]),
        )
        expect(whole.nodes.map(({ nodeId }) => nodeId)).toEqual(['n', 'm'])
      }),
    )
  })

  test.each([
    ['2026-06-09', 2, false, '“小答题”还差 8 人，6月19日止'],
    ['2026-06-15', 2, true, '“小答题”还差 8 人，6月19日止'],
    ['2026-06-15', 5, false, '“小答题”还差 5 人，6月19日止'],
  ])('%s 完成 %i/10：需要帮助 %s', (today, done, needsHelp, words) => {
    const standing = { nodes: [{ nodeId: 'n', asked: 10, done, understood: { sum: 0, count: 0 } }] }
    expect(nextStep([node()], standing, day(today))).toMatchObject({ needsHelp, words, missing: 10 - done })
  })

  test('都做完了，或者没有在进行的节点，就没有下一步', () => {
    const standing = (done: number) => ({ nodes: [{ nodeId: 'n', asked: 10, done, understood: { sum: 0, count: 0 } }] })
    expect(nextStep([node()], standing(10), day('2026-06-15'))).toBeUndefined()
    expect(nextStep([node()], standing(1), day('2026-06-25'))).toBeUndefined()
  })
})
