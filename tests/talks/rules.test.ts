import { type PlainDate, plainDate } from '@shared/core/plainDate'
import {
  type CountedTalk,
  type CoverageFacts,
  countCoverage,
  coverageOf,
  proposeTalks,
} from '@shared/modules/talks/coverage'
import { talkDuties } from '@shared/modules/talks/duties'
import { kindOf, pairOf, talkStateOf } from '@shared/modules/talks/rules'
import fc from 'fast-check'
import { CALENDAR_2026 } from '../meetings/factories'

const person = (n: number) => `p${String(n).padStart(2, '0')}`
const people = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => person(from + i))

const talk = (a: string, b: string, overrides: Partial<CountedTalk> = {}): CountedTalk => ({
  id: `${a}${b}${overrides.on ?? ''}`,
  on: plainDate('2026-03-03'),
  between: pairOf(a, b),
  confirmed: true,
  onCommittee: [],
  ...overrides,
})

const facts = (overrides: Partial<CoverageFacts> = {}): CoverageFacts => ({
  members: people(1, 6).map((id) => ({ id, exempt: false })),
  committee: people(1, 3),
  talks: [],
  ...overrides,
})

const open = (of: CoverageFacts) =>
  coverageOf(of)
    .filter((demand) => !demand.doneBy)
    .map(({ kind, people: who }) => `${kind} ${who.join('+')}`)

describe('谈心谈话每年不少于一次 B-28', () => {
  test('三名支委、三名党员：支委两两、每名党员和支委、每名党员和另一名党员', () => {
    expect(countCoverage(coverageOf(facts()))).toEqual({
      committee: { due: 3, done: 0 },
      committeeMember: { due: 3, done: 0 },
      members: { due: 3, done: 0 },
    })
  })

  test('没有支委会、只有书记的支部：书记和每名党员谈，没有支委之间', () => {
    const small = facts({ committee: [person(1)], members: people(1, 4).map((id) => ({ id, exempt: false })) })
    expect(countCoverage(coverageOf(small))).toEqual({
      committee: { due: 0, done: 0 },
      committeeMember: { due: 3, done: 0 },
      members: { due: 3, done: 0 },
    })
    expect(proposeTalks(small).filter(({ kind }) => kind === 'committeeMember')).toHaveLength(3)
  })

  test('还没有书记的支部：只剩党员之间；只有一名党员时什么也不欠', () => {
    expect(countCoverage(coverageOf(facts({ committee: [] }))).committeeMember.due).toBe(0)
    expect(coverageOf(facts({ committee: [], members: [{ id: person(1), exempt: false }] }))).toEqual([])
  })

  test('待确认的不算完成，也不再重复配对', () => {
    const waiting = facts({ talks: [talk(person(1), person(2), { confirmed: false })] })
    expect(open(waiting)).toContain('committee p01+p02')
    expect(proposeTalks(waiting).some(({ between }) => between.join('+') === 'p01+p02')).toBe(false)
  })

  test('年中换了支委：新支委补谈支委之间，原来的谈话不作废', () => {
    const before = talk(person(3), person(5), { onCommittee: [person(3)] })
    // 三号卸任，四号上任；三号先前以支委身份和五号谈过。
    const after = facts({ committee: [person(1), person(2), person(4)], talks: [before] })
    expect(open(after)).not.toContain('committeeMember p05')
    expect(open(after)).toEqual(
      expect.arrayContaining(['committee p01+p04', 'committee p02+p04', 'committeeMember p03']),
    )
    // 和今天的支委谈过，那天他还是党员：也算和支委谈过。
    const early = facts({ committee: [person(1), person(2), person(4)], talks: [talk(person(4), person(6))] })
    expect(open(early)).not.toContain('committeeMember p06')
    expect(open(early)).not.toContain('members p06')
  })

  test('不作硬性要求的党员：支委上门谈，不要求他和其他党员谈', () => {
    const exempt = facts({ members: people(1, 6).map((id) => ({ id, exempt: id === person(6) })) })
    expect(open(exempt)).toContain('committeeMember p06')
    expect(open(exempt)).not.toContain('members p06')
    const duties = talkDuties({ ...exempt, organizationId: 'b', open: [] }, 2026, CALENDAR_2026)
    expect(duties.some((duty) => duty.owner.id === person(6))).toBe(false)
  })

  test('种类由当天职务决定', () => {
    const office = (id: string) => id === person(1) || id === person(2)
    expect(kindOf([person(1), person(2)], office)).toBe('committee')
    expect(kindOf([person(1), person(3)], office)).toBe('committeeMember')
    expect(kindOf([person(3), person(4)], office)).toBe('members')
  })

  test.each([
    [['record'], 'waiting'],
    [['record', 'confirm'], 'confirmed'],
    [['record', 'confirm', 'dispute'], 'disputed'],
    [['record', 'dispute', 'confirm'], 'confirmed'],
    [['record', 'withdraw', 'confirm'], 'withdrawn'],
  ] as const)('%j → %s', (steps, state) => {
    expect(talkStateOf(steps.map((step) => ({ step })))).toBe(state)
  })
})

const anyFacts = fc
  .record({
    size: fc.integer({ min: 0, max: 14 }),
    offices: fc.integer({ min: 0, max: 5 }),
    exempt: fc.array(fc.nat(13), { maxLength: 4 }),
    pairs: fc.array(fc.tuple(fc.nat(13), fc.nat(13), fc.boolean(), fc.integer({ min: 1, max: 28 })), { maxLength: 25 }),
  })
  .map(({ size, offices, exempt, pairs }): CoverageFacts => {
    const ids = people(1, size)
    return {
      members: ids.map((id, i) => ({ id, exempt: exempt.includes(i) })),
      committee: ids.slice(0, offices),
      talks: pairs
        .filter(([a, b]) => a !== b && a < size && b < size)
        .map(([a, b, confirmed, d], i) =>
          talk(ids[a] ?? '', ids[b] ?? '', {
            id: `t${i}`,
            confirmed,
            on: `2026-05-${String(d).padStart(2, '0')}` as PlainDate,
          }),
        ),
    }
  })

describe('任意一组谈话', () => {
  test('配好的都谈了，就全部覆盖', () => {
    fc.assert(
      fc.property(anyFacts, (some) => {
        const held = proposeTalks(some).map(({ between: [a, b] }, i) => talk(a, b, { id: `h${i}` }))
        const settled = some.talks.map((one) => ({ ...one, confirmed: true }))
        expect(open({ ...some, talks: [...settled, ...held] })).toEqual([])
      }),
    )
  })

  test('记录的先后不影响覆盖；多谈一次不会少覆盖', () => {
    fc.assert(
      fc.property(anyFacts, fc.nat(20), (some, drop) => {
        expect(coverageOf({ ...some, talks: [...some.talks].reverse() })).toEqual(coverageOf(some))
        const fewer = { ...some, talks: some.talks.filter((_, i) => i !== drop) }
        const left = new Set(open(fewer))
        for (const gap of open(some)) expect(left).toContain(gap)
      }),
    )
  })

  test('配对里没有自己和自己，没有外人，负担平摊：支委新增的谈话最多相差一次', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 30 }), fc.integer({ min: 1, max: 7 }), (size, offices) => {
        const ids = people(1, size)
        const some = { members: ids.map((id) => ({ id, exempt: false })), committee: ids.slice(0, offices), talks: [] }
        const proposed = proposeTalks(some)
        for (const { between } of proposed) {
          expect(between[0]).not.toBe(between[1])
          for (const id of between) expect(ids).toContain(id)
        }
        const loads = some.committee.map((id) => proposed.filter(({ between }) => between.includes(id)).length)
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1)
      }),
    )
  })
})

describe('任务', () => {
  const all = facts()
  const of = (some: CoverageFacts, more: Partial<Parameters<typeof talkDuties>[0]> = {}) =>
    talkDuties({ ...some, organizationId: 'b', open: [], ...more }, 2026, CALENDAR_2026)

  test('支部一项、每人一项，到年底最后一个工作日；全谈了就完成', () => {
    const duties = of(all)
    expect(duties.filter((duty) => duty.rule === 'talks.coverage')).toMatchObject([
      { dueOn: '2026-12-31', opensOn: '2026-01-01', source: { article: '第19条' } },
    ])
    expect(duties.filter((duty) => duty.rule === 'talks.own')).toHaveLength(6)
    const held = proposeTalks(all).map(({ between: [a, b] }, i) => talk(a, b, { id: `h${i}` }))
    expect(of({ ...all, talks: held }).every((duty) => duty.doneBy)).toBe(true)
  })

  test('年底前不足 30 天才有的支部，今年不欠；2018 年以前没有这条规定', () => {
    expect(of(all, { owedFrom: plainDate('2026-12-10') })).toEqual([])
    expect(of(all, { owedFrom: plainDate('2026-10-10') })[0]).toMatchObject({ opensOn: '2026-10-10' })
    expect(talkDuties({ ...all, organizationId: 'b', open: [] }, 2017, CALENDAR_2026)).toEqual([])
  })

  test('登记之后请另一方确认，七天内；确认或说明没谈就完成', () => {
    const waiting = {
      id: 't1',
      on: plainDate('2026-05-08'),
      state: 'waiting' as const,
      other: person(2),
      recordedByName: '党员甲',
      recordedOn: plainDate('2026-05-09'),
    }
    const [duty] = of(all, { open: [waiting] }).filter(({ rule }) => rule === 'talks.confirm')
    expect(duty).toMatchObject({ owner: { id: person(2) }, dueOn: '2026-05-16', title: '确认与党员甲的谈心谈话' })
    const answered = { ...waiting, state: 'disputed' as const, answeredOn: plainDate('2026-05-10') }
    expect(of(all, { open: [answered] }).find(({ rule }) => rule === 'talks.confirm')?.doneBy).toBeDefined()
  })
})
