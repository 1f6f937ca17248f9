import { addDays, clockTimeOf, instantAt, plainDate, plainDateOfInstant } from '@shared/core/plainDate'
import { isWorkingDay, type WorkCalendar } from '@shared/core/workCalendar'
import { DEFAULT_SETTINGS } from '@shared/modules/organizations/model'
import { hoursFor, isQuiet, ringAt, type Waiting } from '@shared/modules/reminders/quietHours'
import fc from 'fast-check'

const calendar: WorkCalendar = {
  2026: { year: 2026, status: 'confirmed', source: '通知', holidays: { '2026-06-19': '端午节' }, workdays: [] },
}
const unit = hoursFor(DEFAULT_SETTINGS)
const utc = (local: string) => new Date(`${local}:00+08:00`).toISOString()
const digest: Waiting = { kind: 'duty', urgent: false }
const meeting = (kind: Waiting['kind'], local: string): Waiting => ({
  kind,
  urgent: false,
  dueOn: plainDate(local.slice(0, 10)),
  dueTime: local.slice(11),
})

describe('每日一条：工作日、到了时间、一天一次', () => {
  test.each([
    ['周四早上七点半等到八点', '2026-06-11T07:30', undefined, '2026-06-11T08:00'],
    ['八点以后、当天还没有过，马上', '2026-06-11T14:10', undefined, '2026-06-11T14:10'],
    ['当天已经有过，等到下一个工作日', '2026-06-11T14:10', '2026-06-11', '2026-06-12T08:00'],
    ['晚上九点以后等到第二天', '2026-06-11T21:00', undefined, '2026-06-12T08:00'],
    ['周五已经有过，等到周一', '2026-06-12T09:00', '2026-06-12', '2026-06-15T08:00'],
    ['周六等到周一', '2026-06-13T10:00', undefined, '2026-06-15T08:00'],
    ['端午放假等到节后', '2026-06-19T10:00', undefined, '2026-06-22T08:00'],
  ])('%s', (_, local, lastOn, expected) => {
    const last = lastOn === undefined ? undefined : plainDate(lastOn)
    expect(ringAt(digest, unit, utc(local), calendar, last)).toEqual({ at: utc(expected), inDigest: true })
  })
})

describe('不等每日一条的', () => {
  test('紧急的：半夜也马上', () => {
    const urgent = { ...meeting('notice', '2026-06-12T09:00'), urgent: true }
    expect(ringAt(urgent, unit, utc('2026-06-11T23:30'), calendar, undefined).at).toBe(utc('2026-06-11T23:30'))
  })
  test.each([
    ['当天下午的会，当天的汇总已经发过：马上', 'notice', '2026-06-11T15:00', '2026-06-11T10:00', '2026-06-11T10:00'],
    ['明天上午的会，等到明天早上就太晚：马上', 'notice', '2026-06-12T09:00', '2026-06-11T10:00', '2026-06-11T10:00'],
    ['夜里发的明天的会：等到免打扰结束', 'notice', '2026-06-12T09:00', '2026-06-11T22:00', '2026-06-12T08:00'],
    ['周六的会，周六早上提醒：周一就太晚', 'duty', '2026-06-13T15:00', '2026-06-13T06:00', '2026-06-13T08:00'],
  ] as const)('%s', (_, kind, starts, now, expected) => {
    const last = plainDate(now.slice(0, 10))
    expect(ringAt(meeting(kind, starts), unit, utc(now), calendar, last)).toEqual({
      at: utc(expected),
      inDigest: false,
    })
  })
  test('下周的会等得到明天的汇总；今天的会，早上的汇总里就有', () => {
    const now = utc('2026-06-11T10:00')
    const next = ringAt(meeting('notice', '2026-06-16T15:00'), unit, now, calendar, plainDate('2026-06-11'))
    expect(next).toEqual({ at: utc('2026-06-12T08:00'), inDigest: true })
    const today = ringAt(meeting('duty', '2026-06-11T15:00'), unit, utc('2026-06-11T06:00'), calendar, undefined)
    expect(today).toEqual({ at: utc('2026-06-11T08:00'), inDigest: true })
  })
})

describe('个人的时间', () => {
  test('免打扰只能比单位的更长，不能更短', () => {
    expect(hoursFor(DEFAULT_SETTINGS, { quietFrom: '23:00', quietUntil: '06:00' })).toMatchObject({
      quietFrom: '21:00',
      quietUntil: '08:00',
    })
    expect(hoursFor(DEFAULT_SETTINGS, { quietFrom: '19:00', quietUntil: '09:30' })).toMatchObject({
      quietFrom: '19:00',
      quietUntil: '09:30',
      digestTime: '09:30',
    })
  })
  test('汇总时间可以自己选；落在免打扰里就等它结束', () => {
    expect(hoursFor(DEFAULT_SETTINGS, { digestTime: '12:30' }).digestTime).toBe('12:30')
    expect(hoursFor({ ...DEFAULT_SETTINGS, digestTime: '06:30' }).digestTime).toBe('08:00')
    expect(hoursFor(DEFAULT_SETTINGS, { digestTime: '20:30', quietFrom: '20:00' }).digestTime).toBe('08:00')
  })
})

test('任何时刻、任何时间设置：不在免打扰里响，汇总只在工作日、不早于设定、不与上一次同一天，也不早于现在', () => {
  const clock = (from: number, to: number) =>
    fc
      .integer({ min: from * 60, max: to * 60 - 1 })
      .map((m) => clockTimeOf(instantAt(plainDate('2026-01-01'), `00:${m}`)))
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 365 * 1_440 - 1 }),
      clock(6, 20),
      clock(18, 24),
      clock(5, 11),
      fc.option(fc.integer({ min: 0, max: 5 })),
      fc.option(fc.integer({ min: 0, max: 5 })),
      (minute, digestTime, quietFrom, quietUntil, ago, ahead) => {
        const now = new Date(Date.UTC(2026, 0, 1) + minute * 60_000).toISOString()
        const today = plainDateOfInstant(now)
        const hours = hoursFor({ digestTime, quietFrom, quietUntil })
        const lastOn = ago === null ? undefined : addDays(today, -ago)
        const waiting: Waiting =
          ahead === null ? digest : { kind: 'notice', urgent: false, dueOn: addDays(today, ahead), dueTime: '15:00' }
        const { at, inDigest } = ringAt(waiting, hours, now, calendar, lastOn)
        expect(at >= now).toBe(true)
        expect(isQuiet(hours, at)).toBe(false)
        if (!inDigest) return
        const day = plainDateOfInstant(at)
        expect(day).not.toBe(lastOn)
        expect(isWorkingDay(calendar, day)).toBe(true)
        expect(clockTimeOf(at) >= hours.digestTime).toBe(true)
      },
    ),
  )
})
