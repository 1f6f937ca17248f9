import { addDays, type PlainDate, plainDate } from '@shared/core/plainDate'
import type { AgendaEvent } from '@shared/modules/feeds/model'
import { publish, withoutNames } from '@shared/modules/feeds/rules'
import fc from 'fast-check'

const FROM = plainDate('2026-05-11')
const NOW = '2026-06-11T02:00:00.000Z'
const LATER = '2026-06-12T02:00:00.000Z'
const event = (uid: string, more: Partial<AgendaEvent> = {}): AgendaEvent => ({
  uid,
  title: '支部党员大会',
  note: '',
  on: plainDate('2026-06-18'),
  startTime: '15:00',
  page: '/pages/today/index',
  cancelled: false,
  ...more,
})

describe('发布日程', () => {
  test('没变的一字不动，改期的序号加一、编号不变', () => {
    const first = publish([], [event('a'), event('b')], FROM, NOW)
    const moved = event('a', { on: plainDate('2026-06-19') })
    const second = publish(first, [moved, event('b')], FROM, LATER)
    expect(second).toEqual([
      { event: moved, sequence: 1, changedAt: LATER },
      { event: event('b'), sequence: 0, changedAt: NOW },
    ])
  })
  test('消失的先以“已取消”发布一个月，再不发布；又回来的接着数', () => {
    const first = publish([], [event('a')], FROM, NOW)
    const gone = publish(first, [], FROM, LATER)
    expect(gone).toEqual([{ event: event('a', { cancelled: true }), sequence: 1, changedAt: LATER }])
    expect(publish(gone, [], FROM, '2026-06-20T02:00:00.000Z')).toEqual(gone)
    expect(publish(gone, [event('a')], FROM, '2026-06-20T02:00:00.000Z')[0]?.sequence).toBe(2)
    expect(publish(gone, [], FROM, '2026-08-01T02:00:00.000Z')).toEqual([])
  })
  test('早于订阅范围的，不声不响地不再发布', () => {
    const first = publish([], [event('a')], FROM, NOW)
    expect(publish(first, [], plainDate('2026-07-01'), LATER)).toEqual([])
  })
  test('任何先后：序号只增不减，同样的日程再发布一次什么也不变', () => {
    const agenda = fc.uniqueArray(
      fc.record({ uid: fc.constantFrom('a', 'b', 'c', 'd'), shift: fc.nat(5), cancelled: fc.boolean() }),
      { selector: ({ uid }) => uid },
    )
    fc.assert(
      fc.property(fc.array(agenda, { maxLength: 8 }), (days) => {
        let published: ReturnType<typeof publish> = []
        days.forEach((list, i) => {
          const now = new Date(Date.parse(NOW) + i * 86_400_000).toISOString()
          const events = list.map(({ uid, shift, cancelled }) =>
            event(uid, { on: addDays('2026-07-01' as PlainDate, shift), cancelled }),
          )
          const next = publish(published, events, FROM, now)
          for (const {
            event: { uid },
            sequence,
          } of next) {
            const before = published.find((one) => one.event.uid === uid)
            if (before) expect(sequence).toBeGreaterThanOrEqual(before.sequence)
          }
          expect(publish(next, events, FROM, now)).toEqual(next)
          expect(new Set(next.map((one) => one.event.uid)).size).toBe(next.length)
          published = next
        })
      }),
      { numRuns: 200 },
    )
  })
})

test('别人的名字不随链接出去', () => {
  expect(withoutNames('核对党员戊的请假，党员戊己说', ['党员戊'])).toBe('核对某同志的请假，某同志己说')
  expect(withoutNames('学习王选同志', ['王'])).toBe('学习王选同志')
})
