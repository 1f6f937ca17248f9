import { type CardState, LONGEST_DAYS, turnCard } from '@cloud/modules/quiz/practice/card'
import { addDays, daysBetween, type PlainDate, plainDate } from '@shared/core/plainDate'
import { RIGHT_TO_LEAVE } from '@shared/modules/quiz/practice/model'
import fc from 'fast-check'

const FIRST = plainDate('2026-06-01')
const wrong = (on: PlainDate, before?: CardState) => turnCard(before, { right: false, on })
const right = (on: PlainDate, before?: CardState) => turnCard(before, { right: true, on })

describe('错题的间隔重复', () => {
  test('答错进错题本，第二天就考；一次答对的不进', () => {
    expect(wrong(FIRST)).toMatchObject({ inBook: true, dueOn: addDays(FIRST, 1), wrong: 1, streak: 0 })
    expect(right(FIRST)).toMatchObject({ inBook: false, wrong: 0, streak: 1 })
  })

  test('到期答对，间隔一次比一次长；连续答对三天离开错题本', () => {
    let card = wrong(FIRST)
    let gap = daysBetween(card.lastOn, card.dueOn)
    for (let i = 1; i < RIGHT_TO_LEAVE; i += 1) {
      card = right(card.dueOn, card)
      expect(card.inBook).toBe(true)
      expect(daysBetween(card.lastOn, card.dueOn)).toBeGreaterThan(gap)
      gap = daysBetween(card.lastOn, card.dueOn)
    }
    expect(right(card.dueOn, card)).toMatchObject({ inBook: false, streak: RIGHT_TO_LEAVE })
  })

  test('同一天刚看过解析再答对不算数', () => {
    const card = wrong(FIRST)
    expect(right(FIRST, card)).toBe(card)
    expect(right(addDays(FIRST, -3), card)).toBe(card)
  })

  test('答错一次从头数；离开以后再答错又回来', () => {
    let card = wrong(FIRST)
    card = right(card.dueOn, card)
    card = right(card.dueOn, card)
    card = wrong(card.dueOn, card)
    expect(card).toMatchObject({ inBook: true, streak: 0, wrong: 2 })
    for (let i = 0; i < RIGHT_TO_LEAVE; i += 1) card = right(card.dueOn, card)
    expect(card.inBook).toBe(false)
    expect(wrong(addDays(card.dueOn, 40), card)).toMatchObject({ inBook: true, streak: 0, wrong: 3 })
  })

  test('没有信号时答的错题晚到，不早于后来的作答', () => {
    const card = right(addDays(FIRST, 5), wrong(FIRST))
    expect(wrong(addDays(FIRST, 2), card)).toMatchObject({ inBook: true, lastOn: addDays(FIRST, 5) })
  })
})

/** Anything that can happen to one question of one person, in any order. */
type Event =
  | { kind: 'answer'; right: boolean; late: number }
  | { kind: 'pass'; days: number }
  | { kind: 'retire' | 'flag' | 'restore' | 'correct' }
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('answer' as const), right: fc.boolean(), late: fc.nat(50) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pass' as const), days: fc.integer({ min: 0, max: 400 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('retire' as const, 'flag' as const, 'restore' as const, 'correct' as const),
    }),
  },
)

test('怎么答、题停不停用、时钟怎么走，错题都不会丢：不是到期就是排好了日子，题恢复后照样考', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      let today = FIRST
      let card: CardState | undefined
      let isAsked = true
      /** By hand: days on which it was answered right since the last wrong answer, or undefined when it was never wrong. */
      let rightDays: Set<PlainDate> | undefined
      let isOwed = false
      for (const one of events) {
        if (one.kind === 'pass') today = addDays(today, one.days)
        else if (one.kind !== 'answer') isAsked = one.kind === 'restore' || one.kind === 'correct'
        else {
          const on = addDays(today, -one.late)
          const before = card
          card = turnCard(card, { right: one.right, on })
          if (!one.right) {
            isOwed = true
            rightDays = new Set()
          } else if (before && on > before.lastOn) rightDays?.add(on)
          if (rightDays && rightDays.size >= RIGHT_TO_LEAVE) isOwed = false
        }
        expect(card?.inBook ?? false).toBe(isOwed)
        if (!card) continue
        expect(daysBetween(card.lastOn, card.dueOn)).toBeGreaterThanOrEqual(1)
        expect(daysBetween(card.lastOn, card.dueOn)).toBeLessThanOrEqual(LONGEST_DAYS)
        expect(card.lastOn <= today).toBe(true)
        expect([card.stability, card.difficulty].every(Number.isFinite)).toBe(true)
        // Whatever happens to the question, the card waits: once it may be asked again, waiting long enough makes it due.
        const isDueLater = card.inBook && card.dueOn <= addDays(today, LONGEST_DAYS)
        if (isOwed && isAsked) expect(isDueLater).toBe(true)
      }
    }),
    { numRuns: 500 },
  )
})

test('同样的作答在同样的日子排出同样的计划', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(30)), { maxLength: 30 }), (answers) => {
      const play = () => {
        let card: CardState | undefined
        let on = FIRST
        for (const [isRight, days] of answers) {
          on = addDays(on, days)
          card = turnCard(card, { right: isRight, on })
        }
        return card
      }
      expect(play()).toEqual(play())
    }),
  )
})
