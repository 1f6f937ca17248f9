import type { OwnExam } from '@shared/modules/quiz/exams/schemas'
import { bestOfMine, standingOf } from '@/modules/quiz/exams/standing'
import { leftWord, placesWord, refusedWord } from '@/modules/quiz/exams/words'

const attempt = (number: number, score?: number) => ({
  id: `a${number}`,
  number,
  startedAt: '2026-06-11T02:00:00.000Z',
  dueAt: '2026-06-11T03:00:00.000Z',
  ...(score !== undefined && {
    outcome: {
      ...{ score, full: 10_000, passed: score >= 6_000 },
      submittedAt: '2026-06-11T02:30:00.000Z',
      submittedBy: 'person' as const,
    },
  }),
})
const exam = (mine: ReturnType<typeof attempt>[], blocked: string[] = [], phase = 'open') =>
  ({ mine, blocked, phase }) as unknown as OwnExam

describe('我的考试', () => {
  test.each([
    ['没考过', exam([]), 'due'],
    ['答到一半', exam([attempt(1, 3_000), attempt(2)]), 'running'],
    ['没合格，还有次数', exam([attempt(1, 3_000)]), 'due'],
    ['没合格，次数用完', exam([attempt(1, 3_000)], ['只能考 1 次，已经考完']), 'done'],
    ['合格了，还有次数', exam([attempt(1, 6_000)]), 'done'],
    ['还没开始', exam([], ['考试还没有开始'], 'waiting'), 'waiting'],
  ])('%s', (_, one, expected) => {
    expect(standingOf(one)).toBe(expected)
  })
  test('几次里按最好的一次，一样好的按先考的', () => {
    expect(bestOfMine(exam([attempt(1, 3_000), attempt(2, 8_000), attempt(3, 8_000), attempt(4)]))?.number).toBe(2)
  })
})

describe('答题页上的话', () => {
  test.each([
    [3_600_000, '1:00:00'],
    [754_100, '12:35'],
    [59_001, '1:00'],
    [500, '0:01'],
    [-3_000, '0:00'],
  ])('还剩 %d 毫秒', (ms, words) => {
    expect(leftWord(ms)).toBe(words)
  })
  test('没答的题按题号说，多了只说前面的', () => {
    expect(placesWord([1, 4, 8])).toBe('第 2、5、9 题')
    expect(placesWord([0, 1, 2, 3], 2)).toBe('第 1、2 题等 4 题')
  })
  test('没有算的答案说明为什么', () => {
    const refused = [
      { place: 2, problem: 'afterTime' as const },
      { place: 0, problem: 'clock' as const },
      { place: 3, problem: 'afterTime' as const },
    ]
    expect(refusedWord(refused)).toBe('第 3、4 题没有算：答题时间已过；第 1 题没有算：手机时间不对')
  })
})
