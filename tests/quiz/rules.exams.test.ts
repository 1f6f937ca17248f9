import { chanceOf } from '@shared/core/chance'
import { ordersOf } from '@shared/modules/quiz/drawing'
import type { Exam } from '@shared/modules/quiz/exams/model'
import {
  bestOf,
  dueAtOf,
  GRACE_MS,
  isTimeUp,
  lateProblemOf,
  markOf,
  phaseOf,
  pointsText,
  setupViolations,
  startViolations,
} from '@shared/modules/quiz/exams/rules'
import type { ChoiceItem } from '@shared/modules/quiz/model'
import fc from 'fast-check'

const exam: Exam = {
  id: 'e',
  organizationId: 'o',
  path: '/o/',
  title: '安全月考试',
  audience: { organizationIds: ['o'] },
  paper: { kind: 'drawn', bankIds: ['b'], rows: [{ count: 5, points: 2 }] },
  opensAt: '2026-06-11T00:00:00.000Z',
  closesAt: '2026-06-11T10:00:00.000Z',
  minutes: 60,
  attempts: 2,
  passPercent: 60,
  partial: 'none',
  reveal: 'submitted',
  certificate: false,
  state: 'published',
}

describe('考试', () => {
  test.each([
    ['draft', '2026-06-11T02:00:00.000Z', 'draft'],
    ['cancelled', '2026-06-11T02:00:00.000Z', 'cancelled'],
    ['published', '2026-06-10T23:59:59.999Z', 'waiting'],
    ['published', '2026-06-11T00:00:00.000Z', 'open'],
    ['published', '2026-06-11T09:59:59.999Z', 'open'],
    ['published', '2026-06-11T10:00:00.000Z', 'closed'],
  ] as const)('%s 在 %s 是 %s', (state, now, phase) => {
    expect(phaseOf({ ...exam, state }, now)).toBe(phase)
  })

  test('时限到了就交卷，考试结束了更要交；在路上的答案再等一分钟', () => {
    expect(dueAtOf(exam, '2026-06-11T02:00:00.000Z')).toBe('2026-06-11T03:00:00.000Z')
    expect(dueAtOf(exam, '2026-06-11T09:30:00.000Z')).toBe('2026-06-11T10:00:00.000Z')
    expect(GRACE_MS).toBe(60_000)
    expect(isTimeUp('2026-06-11T03:00:00.000Z', '2026-06-11T03:01:00.000Z')).toBe(false)
    expect(isTimeUp('2026-06-11T03:00:00.000Z', '2026-06-11T03:01:00.001Z')).toBe(true)
  })

  test.each([
    ['2026-06-10T23:00:00.000Z', 0, ['考试还没有开始']],
    ['2026-06-11T02:00:00.000Z', 0, []],
    ['2026-06-11T02:00:00.000Z', 1, []],
    ['2026-06-11T02:00:00.000Z', 2, ['只能考 2 次，已经考完']],
    ['2026-06-11T10:00:00.000Z', 0, ['考试已经结束']],
  ])('%s 考过 %i 次，能不能再开始', (now, taken, words) => {
    expect(startViolations(exam, taken, now).map(({ message }) => message)).toEqual(words)
  })

  test.each([
    ['2026-06-11T00:00:00.000Z', '2026-06-11T00:00:00.000Z', 1, false],
    ['2026-06-11T00:00:00.000Z', '2026-06-11T00:59:00.000Z', 60, false],
    ['2026-06-11T00:00:00.000Z', '2026-06-11T01:00:00.000Z', 60, true],
    ['2026-06-11T00:00:00.000Z', '2027-07-11T01:00:00.000Z', 60, false],
  ])('从 %s 到 %s，答题 %i 分钟：%s', (opensAt, closesAt, minutes, fine) => {
    expect(setupViolations({ opensAt, closesAt, minutes }).length === 0).toBe(fine)
  })
})

describe('时间到了才送达的答案', () => {
  const tolerance = { deviceClockMinutes: 5, offlineArrivalHours: 72 }
  const arrival = {
    startedAt: '2026-06-11T02:00:00.000Z',
    dueAt: '2026-06-11T03:00:00.000Z',
    doneAt: '2026-06-11T02:40:00.000Z',
    arrivedAt: '2026-06-11T08:00:00.000Z',
    submittedBy: 'time' as const,
    reviewed: false,
  }
  test.each([
    ['按时答的，晚些送到', {}, undefined],
    ['系统还没有收卷', { submittedBy: undefined }, undefined],
    ['时间过了才答', { doneAt: '2026-06-11T03:00:00.001Z' }, 'afterTime'],
    ['正好在时限内', { doneAt: '2026-06-11T03:00:00.000Z' }, undefined],
    ['三天以后才送到', { arrivedAt: '2026-06-14T03:00:00.001Z' }, 'overdue'],
    ['正好三天', { arrivedAt: '2026-06-14T03:00:00.000Z' }, undefined],
    ['手机时间比开始还早', { doneAt: '2026-06-11T01:54:59.000Z' }, 'clock'],
    ['手机时间在将来', { doneAt: '2026-06-11T08:05:01.000Z' }, 'clock'],
    ['本人已经交卷', { submittedBy: 'person' as const }, 'submitted'],
    ['已经看过答案', { reviewed: true }, 'reviewed'],
  ])('%s', (_, change, problem) => {
    expect(lateProblemOf({ ...arrival, ...change }, tolerance)).toBe(problem)
  })
})

describe('成绩', () => {
  test('按百分之一分计，及格线按满分的百分比', () => {
    const graded = [
      { share: 1_000, points: 2 },
      { share: 500, points: 3 },
      { share: 0, points: 5 },
    ]
    expect(markOf(graded, 35)).toEqual({ score: 350, full: 1_000, passed: true })
    expect(markOf(graded, 36)).toEqual({ score: 350, full: 1_000, passed: false })
    expect(pointsText(350)).toBe('3.5')
    expect(pointsText(8_600)).toBe('86')
  })

  test('考几次按最好的一次，一样好按先考的', () => {
    const attempts = [{ number: 3, score: 80 }, { number: 1, score: 60 }, { number: 2, score: 80 }, { number: 4 }]
    expect(bestOf(attempts)?.number).toBe(2)
    expect(bestOf([{ number: 1 }])).toBeUndefined()
  })
})

describe('选项次序', () => {
  const choice = (texts: string[]): ChoiceItem => ({
    kind: 'single',
    stem: '题',
    options: texts.map((text) => ({ text })),
    key: [0],
    explanation: '',
  })

  test('各人不同，但一个也不少', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 2, max: 10 }), (seed, count) => {
        const [order = []] = ordersOf(choice(Array.from({ length: count }, (_, i) => `项${i}`)), chanceOf(seed))
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i))
      }),
    )
  })

  test.each([['以上都对'], ['以上各项都要'], ['都不对'], ['A和C'], ['A、B']])('有“%s”这样的选项就不打乱', (text) => {
    for (let i = 0; i < 20; i += 1) expect(ordersOf(choice(['甲', '乙', text]), chanceOf(`${i}`))).toEqual([[]])
  })

  test('“2米以上”不算', () => {
    const orders = Array.from({ length: 20 }, (_, i) => ordersOf(choice(['2米以上', '5米以上']), chanceOf(`${i}`)))
    expect(orders.some(([order]) => order?.[0] === 1)).toBe(true)
  })
})
