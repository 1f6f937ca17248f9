import { findPendingArrival, judgeArrival, lateMinutesOf } from '@shared/modules/meetings/arrivals'
import { statusOf } from '@shared/modules/meetings/attendance'
import type { AttendanceEntry } from '@shared/modules/meetings/model'
import { meetingDuties } from '@shared/modules/meetings/plan/meetingDuties'
import fc from 'fast-check'
import { attendee, buildMeeting, CALENDAR_2026, came, entry, id } from './factories'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const settings = { deviceClockMinutes: 5, offlineArrivalHours: 72 }
const shownFrom = Date.parse('2026-06-11T06:20:00.000Z')
const sent = {
  claimedAt: shownFrom,
  shownFrom,
  shownUntil: shownFrom + MINUTE,
  arrivedAt: shownFrom + HOUR,
  closed: false,
}

describe('迟到', () => {
  test.each([
    ['提前 10 分钟', '06:20:00', undefined],
    ['正好开始', '06:30:00', undefined],
    ['晚 5 分 59 秒，单位放过 5 分钟', '06:35:59', undefined],
    ['晚 6 分钟', '06:36:00', 6],
    ['晚 40 分钟', '07:10:30', 40],
  ])('%s', (_, time, minutes) => {
    expect(lateMinutesOf(`2026-06-11T${time}.000Z`, '2026-06-11T06:30:00.000Z', { lateAfterMinutes: 5 })).toBe(minutes)
  })
})

describe('没有信号的签到按签到码核对时间', () => {
  test.each([
    ['手机时间正好', {}, 0, undefined],
    ['手机慢 4 分钟：按码改正', { claimedAt: shownFrom - 4 * MINUTE }, 0, undefined],
    ['手机快 4 分钟：按码改正', { claimedAt: shownFrom + 4 * MINUTE }, MINUTE, undefined],
    ['手机慢 20 分钟：书记看', { claimedAt: shownFrom - 20 * MINUTE }, 0, 'clock'],
    ['码过了 20 分钟才扫：书记看', { claimedAt: shownFrom + 20 * MINUTE }, MINUTE, 'clock'],
    ['71 小时后送到', { arrivedAt: shownFrom + 71 * HOUR }, 0, undefined],
    ['73 小时后送到：书记看', { arrivedAt: shownFrom + 73 * HOUR }, 0, 'overdue'],
    ['记录已经提交：书记看', { closed: true }, 0, 'closed'],
  ] as const)('%s', (_, change, offset, problem) => {
    expect(judgeArrival({ ...sent, ...change }, settings)).toEqual({
      at: shownFrom + offset,
      ...(problem && { problem }),
    })
  })
  test('算出的时间从不早于签到码出现，也不晚于它换掉或送到', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -10 * HOUR, max: 10 * HOUR }),
        fc.integer({ min: 0, max: 200 * HOUR }),
        fc.boolean(),
        (drift, delay, closed) => {
          const moment = { ...sent, claimedAt: shownFrom + drift, arrivedAt: shownFrom + delay, closed }
          const { at } = judgeArrival(moment, settings)
          expect(at).toBeGreaterThanOrEqual(shownFrom)
          expect(at).toBeLessThanOrEqual(Math.min(moment.shownUntil, moment.arrivedAt))
        },
      ),
    )
  })
})

const late: AttendanceEntry = {
  kind: 'lateArrival',
  what: 'checkIn',
  method: 'qr',
  by: id(9),
  at: '2026-06-16T01:00:00.000Z',
  doneAt: '2026-06-11T06:20:00.000Z',
  problem: 'overdue',
}
const refusal: AttendanceEntry = {
  kind: 'refuseArrival',
  by: id(2),
  at: '2026-06-16T02:00:00.000Z',
  reason: '不在会场',
}

describe('迟到的签到由书记决定', () => {
  test('决定以前不算到会，认可、更正或不认可以后不再等', () => {
    expect(statusOf([late])).toBe('waiting')
    expect(findPendingArrival([late])).toBe(late)
    expect(findPendingArrival([late, refusal])).toBeUndefined()
    expect(statusOf([late, refusal])).toBe('waiting')
    expect([findPendingArrival([late, came()]), statusOf([late, came()])]).toEqual([undefined, 'present'])
  })
  test('请假以后送到的签到，不改请假；撤回请假又是未到', () => {
    const asked: AttendanceEntry = { kind: 'requestLeave', by: id(9), at: '2026-06-10T01:00:00.000Z', reason: '出差' }
    expect(statusOf([asked, late])).toBe('leaveRequested')
    expect(statusOf([asked, { kind: 'withdrawLeave', by: id(9), at: '2026-06-10T02:00:00.000Z' }])).toBe('waiting')
  })
  test('书记得到一件要核对的事，决定以后就办完了', () => {
    const meeting = buildMeeting({
      entries: [entry('plan'), entry('notify'), entry('minutes', '2026-06-12T01:00:00.000Z')],
    })
    const dutyWith = (entries: AttendanceEntry[]) =>
      meetingDuties(meeting, [attendee(9, 'voting', entries)], [id(2)], CALENDAR_2026).find(
        ({ rule }) => rule === 'meetings.decideArrival',
      )
    expect(dutyWith([])).toBeUndefined()
    expect(dutyWith([late])).toMatchObject({
      owner: { kind: 'person', id: id(2) },
      title: '核对党员9迟到送达的签到',
      why: '保存得太久才送到',
      opensOn: '2026-06-16',
      dueOn: '2026-06-19',
    })
    expect(dutyWith([late])).not.toHaveProperty('doneBy')
    expect(dutyWith([late, refusal])).toHaveProperty('doneBy')
  })
})
