import { ladderDays, stateOf } from '@shared/core/obligation'
import { plainDate } from '@shared/core/plainDate'
import { type AskedExam, endOf, examDuty } from '@shared/modules/quiz/exams/duty'

const exam = (more: Partial<AskedExam> = {}): AskedExam => ({
  id: 'e1',
  title: '安全月考试',
  opensAt: '2026-06-11T02:00:00.000Z',
  closesAt: '2026-06-18T10:00:00.000Z',
  minutes: 60,
  askedBy: '工会',
  publishedOn: plainDate('2026-06-11'),
  remindDays: 1,
  ...more,
})
const person = { personId: 'p1', organizationId: 'o1' }

describe('要参加的考试', () => {
  test.each([
    ['2026-06-18T10:00:00.000Z', '2026-06-18', '18:00'],
    ['2026-06-17T16:00:00.000Z', '2026-06-17', '23:59'],
    ['2026-06-17T16:01:00.000Z', '2026-06-18', '00:01'],
    ['2026-12-31T15:59:00.000Z', '2026-12-31', '23:59'],
  ])('%s 结束：算到 %s %s', (closesAt, on, time) => {
    expect(endOf(closesAt)).toEqual({ on, time })
    expect(examDuty(exam({ closesAt }), person)).toMatchObject({ dueOn: on, dueTime: time })
  })

  test.each<[string, Partial<AskedExam>, string[]]>([
    ['一周：前一天提醒一次', {}, ['2026-06-17']],
    ['隔天结束：刚通知过，不再提醒', { closesAt: '2026-06-12T10:00:00.000Z' }, []],
    ['当天结束：不再提醒', { closesAt: '2026-06-11T10:00:00.000Z' }, []],
    ['后天结束：明天提醒', { closesAt: '2026-06-13T10:00:00.000Z' }, ['2026-06-12']],
    [
      '只开一天，提前通知：当天提醒，不在开始以前',
      { opensAt: '2026-06-18T00:00:00.000Z', publishedOn: plainDate('2026-06-01') },
      ['2026-06-18'],
    ],
    ['单位定了提前三天', { remindDays: 3 }, ['2026-06-15']],
    ['提前三天，四天后结束：通知的第二天提醒', { remindDays: 3, closesAt: '2026-06-15T10:00:00.000Z' }, ['2026-06-12']],
    ['提前三天，三天后结束：刚通知过，不再提醒', { remindDays: 3, closesAt: '2026-06-14T10:00:00.000Z' }, []],
    ['单位定了不提醒', { remindDays: 0 }, []],
    ['推迟了：提醒跟着走', { closesAt: '2026-06-25T10:00:00.000Z' }, ['2026-06-24']],
  ])('%s', (_, more, days) => {
    expect(ladderDays(examDuty(exam(more), person))).toEqual(days)
  })

  test('只提醒本人；编号里有人和考试；交过卷就算办完', () => {
    const duty = examDuty(exam(), person)
    expect(duty.ladder.every(({ to }) => to === 'owner')).toBe(true)
    expect(duty).toMatchObject({ key: 'quiz.exam:p1:e1', period: 'e1', opensOn: '2026-06-11' })
    expect(stateOf(duty, plainDate('2026-06-12'))).toBe('slipping')
    const done = examDuty(exam(), { ...person, handedInOn: plainDate('2026-06-12') })
    expect(stateOf(done, plainDate('2026-06-19'))).toBe('done')
  })
})
