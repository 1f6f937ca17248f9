import { addDays, plainDate } from '@shared/core/plainDate'
import type { Role } from '@shared/core/roles'
import { handoverDuties } from '@shared/modules/handovers/duties'
import type { Handover, HandoverEntry } from '@shared/modules/handovers/model'
import {
  giverOf,
  isCollecting,
  isRecent,
  type SeatTerm,
  seatChanges,
  showItems,
  stateOf,
  superiorOf,
} from '@shared/modules/handovers/rules'
import fc from 'fast-check'

const TODAY = plainDate('2026-06-11')
const FOUNDED = plainDate('2020-01-01')
const term = (id: string, personId: string, from: string, to: string | null = null): SeatTerm => ({
  id,
  personId,
  from: plainDate(from),
  to: to === null ? null : plainDate(to),
  imported: false,
})
const changesOf = (terms: SeatTerm[], role: Role = 'secretary') => {
  const [first] = terms
  // The first term is as old as the organisation.
  return seatChanges(role, terms, first?.from ?? FOUNDED, TODAY)
}

describe('什么任免引起交接', () => {
  test.each<[string, Role, SeatTerm[], [string | null, string | null][]]>([
    ['只有一任，还在任', 'secretary', [term('a', '甲', '2024-01-01')], []],
    ['免职，还没有接任人：席位空缺', 'secretary', [term('a', '甲', '2024-01-01', '2026-06-10')], [['甲', null]]],
    [
      '免职后任命',
      'secretary',
      [term('a', '甲', '2024-01-01', '2026-06-10'), term('b', '乙', '2026-06-11')],
      [['甲', '乙']],
    ],
    ['先任命、前任还没免', 'secretary', [term('a', '甲', '2024-01-01'), term('b', '乙', '2026-06-11')], [['甲', '乙']]],
    [
      '副书记可以有几位，新来的不顶替谁',
      'deputySecretary',
      [term('a', '甲', '2024-01-01'), term('b', '乙', '2026-06-11')],
      [],
    ],
    [
      '副书记走了一位，还在的接',
      'deputySecretary',
      [term('a', '甲', '2024-01-01', '2026-06-10'), term('b', '乙', '2024-01-01')],
      [['甲', '乙']],
    ],
    ['连任不是交接', 'secretary', [term('a', '甲', '2023-01-01', '2026-06-10'), term('b', '甲', '2026-06-11')], []],
    [
      '接任人没接完就走了，两次的都由下一任接',
      'secretary',
      [
        term('a', '甲', '2024-01-01', '2026-05-31'),
        term('b', '乙', '2026-06-01', '2026-06-10'),
        term('c', '丙', '2026-06-11'),
      ],
      [
        ['甲', '丙'],
        ['乙', '丙'],
      ],
    ],
  ])('%s', (_, role, terms, expected) => {
    expect(changesOf(terms, role).map(({ fromId, toId }) => [fromId, toId])).toEqual(expected)
  })

  test('从来没人担任过的席位，第一任由上级移交；刚建的组织和导入的名册不算', () => {
    const first = term('a', '甲', '2026-06-11')
    expect(seatChanges('secretary', [first], FOUNDED, TODAY)).toMatchObject([
      { cause: 'in-a', fromId: null, toId: '甲' },
    ])
    expect(seatChanges('secretary', [first], plainDate('2026-06-01'), TODAY)).toEqual([])
    expect(seatChanges('secretary', [{ ...first, imported: true }], FOUNDED, TODAY)).toEqual([])
  })

  test('很久以前的任免补录进来，不再开交接', () => {
    const [old] = changesOf([term('a', '甲', '2018-01-01', '2020-01-01'), term('b', '乙', '2020-01-02')])
    expect(old && isRecent(old, TODAY)).toBe(false)
    const [late] = changesOf([term('a', '甲', '2018-01-01', '2020-01-01'), term('b', '乙', '2026-06-11')])
    expect(late && isRecent(late, TODAY)).toBe(true)
  })

  test('任意任职记录：编号不重复，没有人移交给自己，接任人都还在任', () => {
    const day = fc.integer({ min: 0, max: 900 }).map((n) => addDays(plainDate('2024-01-01'), n))
    const one = fc.record({
      who: fc.constantFrom('甲', '乙', '丙'),
      from: day,
      length: fc.option(fc.integer({ min: 0, max: 400 })),
    })
    fc.assert(
      fc.property(
        fc.array(one, { maxLength: 8 }),
        fc.constantFrom<Role>('secretary', 'administrator'),
        (rows, role) => {
          const terms = rows.map(({ who, from, length }, i) => ({
            ...term(`t${i}`, who, from),
            to: length === null ? null : addDays(from, length),
          }))
          const changes = seatChanges(role, terms, FOUNDED, TODAY)
          expect(new Set(changes.map(({ cause }) => cause)).size).toBe(changes.length)
          for (const { fromId, toId, toTermId } of changes) {
            expect(fromId === null || fromId !== toId).toBe(true)
            const next = terms.find((t) => t.id === toTermId)
            if (next) expect(next.to === null || next.to >= TODAY).toBe(true)
          }
        },
      ),
    )
  })
})

const entry = (kind: HandoverEntry['kind'], key?: string, byId = '乙'): HandoverEntry => ({
  kind,
  at: '2026-06-11T02:00:00.000Z',
  on: TODAY,
  byId,
  byName: byId,
  ...(key && { key }),
})
const items = ['x', 'y'].map((key) => ({ key, title: key, why: '', listedOn: TODAY }))
const handover = (more: Partial<Handover> = {}): Handover => ({
  id: 'h',
  organizationId: 'b',
  path: '/c/b/',
  role: 'secretary',
  fromId: '甲',
  fromGone: false,
  lastDay: plainDate('2026-06-10'),
  toId: '乙',
  firstDay: TODAY,
  openedOn: TODAY,
  items,
  entries: [],
  ...more,
})
const statesOf = (entries: HandoverEntry[], open: string[] | null) =>
  showItems({ items, entries }, open && new Set(open)).map((item) => item.state)

describe('逐项接收', () => {
  test.each<[string, HandoverEntry[], string[] | null, string[]]>([
    ['都还没办', [], ['x', 'y'], ['waiting', 'waiting']],
    ['其间办结的自己变成已办结', [], ['y'], ['settled', 'waiting']],
    ['办结后又退回来的重新待接收', [], ['x', 'y'], ['waiting', 'waiting']],
    ['提问后待答复', [entry('ask', 'x')], ['x', 'y'], ['asked', 'waiting']],
    ['答复后又待接收', [entry('ask', 'x'), entry('answer', 'x')], ['x', 'y'], ['waiting', 'waiting']],
    ['接收了的不因办结而变', [entry('accept', 'x')], [], ['accepted', 'settled']],
    [
      '结束以后按当时记下的',
      [entry('accept', 'x'), entry('settle', 'y'), entry('finish')],
      null,
      ['accepted', 'settled'],
    ],
  ])('%s', (_, entries, open, expected) => expect(statesOf(entries, open)).toEqual(expected))

  test('补充的事项不会自己办结', () => {
    const own = { key: 'own:1', title: '钥匙', why: '', listedOn: TODAY, addedBy: '甲' }
    expect(showItems({ items: [own], entries: [] }, new Set())[0]?.state).toBe('waiting')
    expect(showItems({ items: [own], entries: [entry('close', 'own:1')] }, new Set())[0]?.state).toBe('settled')
  })

  test('状态由办理记录得出', () => {
    expect(stateOf(handover())).toBe('open')
    expect(stateOf(handover({ toId: null }))).toBe('vacant')
    expect(stateOf(handover({ entries: [entry('finish')] }))).toBe('finished')
    expect(stateOf(handover({ entries: [entry('withdraw')] }))).toBe('withdrawn')
    expect(stateOf(handover({ entries: [entry('withdraw'), entry('reopen')] }))).toBe('open')
  })

  test('接任前新出现的也列进来，到任后的是他自己的', () => {
    expect(isCollecting(handover({ firstDay: addDays(TODAY, 1) }), TODAY)).toBe(true)
    expect(isCollecting(handover(), TODAY)).toBe(false)
    expect(isCollecting(handover({ toId: null, firstDay: null }), TODAY)).toBe(true)
  })
})

describe('谁移交、谁照看', () => {
  const holders = [
    { personId: '党委书记', organizationId: 'c', role: 'secretary' as const },
    { personId: '支部书记', organizationId: 'b', role: 'secretary' as const },
  ]
  test('书记的上级在上级组织，委员的上级是本支部书记，组长的上级是支部书记', () => {
    expect(superiorOf({ path: '/c/b/', role: 'secretary' }, holders)).toBe('党委书记')
    expect(superiorOf({ path: '/c/b/', role: 'organizationCommissioner' }, holders)).toBe('支部书记')
    expect(superiorOf({ path: '/c/b/g/', role: 'groupLeader' }, holders)).toBe('支部书记')
    expect(superiorOf({ path: '/c/b/', role: 'organizationCommissioner' }, holders, ['支部书记'])).toBe('党委书记')
  })
  test('上级代为移交后，由他移交；前任离开了，哪位上级都可以', () => {
    expect(giverOf(handover({ fromGone: true }))).toBeNull()
    expect(giverOf(handover())).toBe('甲')
    expect(giverOf(handover({ entries: [entry('standIn', undefined, '党委书记')] }))).toBe('党委书记')
  })
})

describe('双方的期限', () => {
  const facts = {
    organizationName: '一支部',
    fromName: '甲',
    toName: '乙',
    superiorId: '党委书记',
    days: 10,
    calendar: {},
  }
  const dutiesOf = (more: Partial<Handover> = {}) =>
    handoverDuties(handover(more), facts).map(({ rule, owner, dueOn, doneBy }) => [
      rule,
      owner.id,
      dueOn,
      doneBy !== undefined,
    ])
  test('移交一半天数、接收全部天数，落在休息日就顺延', () => {
    expect(dutiesOf()).toEqual([
      ['handovers.give', '甲', '2026-06-16', false],
      ['handovers.accept', '乙', '2026-06-22', false],
    ])
  })
  test('提问要答复，答复了就完成', () => {
    expect(dutiesOf({ entries: [entry('ask', 'x')] })).toContainEqual(['handovers.answer', '甲', '2026-06-15', false])
    expect(dutiesOf({ entries: [entry('ask', 'x'), entry('answer', 'x')] })).toContainEqual([
      'handovers.answer',
      '甲',
      '2026-06-15',
      true,
    ])
  })
  test('空缺时提醒上级确定接任人', () => {
    expect(dutiesOf({ toId: null, firstDay: null })).toContainEqual([
      'handovers.vacant',
      '党委书记',
      '2026-06-22',
      false,
    ])
  })
  test('接完了都完成，撤销了都没有', () => {
    expect(dutiesOf({ entries: [entry('finish')] }).every(([, , , done]) => done)).toBe(true)
    expect(dutiesOf({ entries: [entry('withdraw')] })).toEqual([])
  })
  test('逾期先告诉书记，再告诉上级；书记自己的席位直接告诉上级', () => {
    const rungs = (role: Role) =>
      handoverDuties(handover({ role }), facts)[0]
        ?.ladder.filter((rung) => rung.offsetDays > 0)
        .map((rung) => rung.to)
    expect(rungs('secretary')).toEqual(['superior', 'superior'])
    expect(rungs('organizationCommissioner')).toEqual(['secretary', 'superior'])
  })
})
