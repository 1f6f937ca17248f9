import { fieldsOf } from '@shared/core/form'
import { plainDate } from '@shared/core/plainDate'
import { isDue, settledStatusOf, statusOf, tally } from '@shared/modules/meetings/attendance'
import { checkMinutes, fillMinutes, MINUTES_TEMPLATE } from '@shared/modules/meetings/forms'
import { hoursOf, requiredHours } from '@shared/modules/meetings/hours'
import type { AttendanceEntry, MeetingKind, Standing } from '@shared/modules/meetings/model'
import { meetingDuties } from '@shared/modules/meetings/plan/meetingDuties'
import { getPeriod } from '@shared/modules/meetings/plan/periods'
import { proposeMeeting } from '@shared/modules/meetings/plan/proposeMeeting'
import { isPassed, quorumOf, voteFaults } from '@shared/modules/meetings/quorum'
import { checkInViolations, type MeetingCase, stateOf, stepViolations } from '@shared/modules/meetings/steps'
import { timelineOf } from '@shared/modules/meetings/timeline'
import fc from 'fast-check'
import { attendee, buildMeeting, CALENDAR_2026, came, entry, id } from './factories'

const at = '2026-06-11T06:00:00.000Z'
const by = id(9)
const leave = (kind: 'requestLeave' | 'approveLeave' | 'refuseLeave', reason?: string): AttendanceEntry => ({
  kind,
  by,
  at,
  ...(reason && { reason }),
})
const correct = (status: 'present' | 'leave' | 'absent'): AttendanceEntry => ({
  kind: 'correct',
  status,
  by,
  at,
  reason: '更正',
})

describe('到会记录', () => {
  test.each([
    ['没有记录', [], 'waiting'],
    ['签到', [came()], 'present'],
    ['请假待批', [leave('requestLeave')], 'leaveRequested'],
    ['准假', [leave('requestLeave'), leave('approveLeave')], 'leave'],
    ['不准假', [leave('requestLeave'), leave('refuseLeave')], 'waiting'],
    ['准了假又来了', [leave('requestLeave'), leave('approveLeave'), came()], 'present'],
    ['来了以后才批的假不算', [leave('requestLeave'), came(), leave('approveLeave')], 'present'],
    ['更正为缺席', [came(), correct('absent')], 'absent'],
    ['更正两次以后一次为准', [correct('absent'), correct('leave')], 'leave'],
  ] as const)('%s', (_, entries, status) => {
    expect(statusOf(entries)).toBe(status)
  })

  test('会后没到又没准假的是缺席', () => {
    expect(settledStatusOf([leave('requestLeave')])).toBe('absent')
    expect(settledStatusOf([])).toBe('absent')
  })

  test('不作硬性要求的（B-31）：没来不计应到；来了就计入应到和实到，正式党员有表决权', () => {
    const members = [attendee(1, 'voting', [came()]), attendee(2, 'voting'), attendee(3, 'voting')]
    const away = tally([...members, attendee(4, 'exempt'), attendee(5, 'exemptProbationary')])
    expect(away).toMatchObject({ due: 3, present: 1, votingDue: 3, votingPresent: 1, guests: 0 })
    expect(quorumOf('branchMeeting', away, plainDate('2026-06-11'))).toMatchObject({ reached: false, needed: 2 })
    const there = tally([
      ...members,
      attendee(4, 'exempt', [came()]),
      attendee(5, 'exemptProbationary', [came()]),
      attendee(6, 'guest', [came()]),
    ])
    expect(there).toMatchObject({ due: 5, present: 3, votingDue: 4, votingPresent: 2, guests: 1 })
    expect(quorumOf('branchMeeting', there, plainDate('2026-06-11'))).toMatchObject({ reached: true, needed: 2 })
  })

  test('不作硬性要求的来不来，都不会让到会更难达到法定人数', () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(30), fc.nat(10), (present, missing, exempt) => {
        const all = [
          ...Array.from({ length: present }, (_, i) => attendee(i + 1, 'voting', [came()])),
          ...Array.from({ length: missing }, (_, i) => attendee(i + 100, 'voting')),
        ]
        const more = Array.from({ length: exempt }, (_, i) => attendee(i + 200, 'exempt', [came()]))
        const day = plainDate('2026-06-11')
        const before = quorumOf('branchMeeting', tally(all), day)
        const after = quorumOf('branchMeeting', tally([...all, ...more]), day)
        expect(after.reached || !before.reached).toBe(true)
      }),
    )
  })

  test('应到 = 到会 + 请假 + 未到，没来的不作硬性要求者和列席不算应到', () => {
    const standing = fc.constantFrom<Standing>('voting', 'probationary', 'exempt', 'exemptProbationary', 'guest')
    const entries = fc.constantFrom<AttendanceEntry[]>(
      [],
      [came()],
      [leave('requestLeave')],
      [leave('requestLeave'), leave('approveLeave')],
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(standing, entries), { maxLength: 40 }), (people) => {
        const all = people.map(([s, e], i) => attendee(i + 1, s, e))
        const t = tally(all)
        expect(t.present + t.leave + t.missing).toBe(t.due)
        expect(t.due).toBe(all.filter(isDue).length)
        expect(t.votingPresent).toBeLessThanOrEqual(t.votingDue)
        expect(t.byMethod.qr).toBe(t.present + t.guests)
      }),
    )
  })
})

describe('法定人数 B-29', () => {
  const day = plainDate('2026-06-11')
  const room = (present: number, votingDue: number, probationary = 0) => [
    ...Array.from({ length: votingDue }, (_, i) => attendee(i + 1, 'voting', i < present ? [came()] : [])),
    ...Array.from({ length: probationary }, (_, i) => attendee(100 + i, 'probationary', [came()])),
  ]
  test.each([
    [16, 7, false, '还差 1 名正式党员签到，达到法定人数'],
    [16, 8, true, '达到法定人数'],
    [15, 7, false, '还差 1 名正式党员签到，达到法定人数'],
    [15, 8, true, '达到法定人数'],
    [18, 7, false, '还差 2 名正式党员签到，达到法定人数'],
    [1, 1, true, '达到法定人数'],
    [0, 0, false, '名单里没有有表决权的党员'],
  ])('有表决权 %i 人，到 %i 人', (due, present, reached, message) => {
    expect(quorumOf('branchMeeting', tally(room(present, due)), day)).toMatchObject({ reached, message })
  })

  test('预备党员到了也不增加有表决权人数', () => {
    expect(quorumOf('branchMeeting', tally(room(7, 16, 5)), day)).toMatchObject({ present: 7, reached: false })
  })
  test('支委会不按法定人数卡', () => {
    expect(quorumOf('committeeMeeting', tally(room(0, 5)), day)).toMatchObject({ reached: true, needed: 0 })
  })
  test.each([
    [16, 8, false],
    [16, 9, true],
    [15, 7, false],
    [15, 8, true],
  ])('应到有表决权 %i 人，同意 %i 票', (due, yes, passed) => {
    expect(isPassed({ yes, no: 0, abstain: 0 }, due)).toBe(passed)
  })
  test('票数多于到会有表决权的人要核对', () => {
    const counts = tally(room(10, 16))
    expect(voteFaults({ yes: 9, no: 1, abstain: 0 }, counts, 1, day)).toEqual([])
    expect(voteFaults({ yes: 9, no: 1, abstain: 1 }, counts, 1, day)[0]?.message).toContain('多于到会有表决权的 10 人')
  })
})

describe('流程', () => {
  const subject = (entries: ReturnType<typeof entry>[], more: Partial<MeetingCase> = {}): MeetingCase => ({
    entries,
    on: plainDate('2026-06-11'),
    hasDecisions: false,
    quorum: quorumOf('branchMeeting', tally([]), plainDate('2026-06-11')),
    ...more,
  })
  const says = (c: MeetingCase, step: Parameters<typeof stepViolations>[1], today = '2026-06-11') =>
    stepViolations(c, step, plainDate(today)).map((found) => found.message)
  const plan = entry('plan')
  const notify = entry('notify')
  const minutes = entry('minutes')
  const returned = entry('return')
  const approve = entry('approve')

  test.each([
    [[plan], 'planned'],
    [[plan, notify], 'notified'],
    [[plan, notify, entry('move')], 'notified'],
    [[plan, notify, minutes], 'filed'],
    [[plan, notify, minutes, returned], 'returned'],
    [[plan, notify, minutes, returned, minutes], 'filed'],
    [[plan, notify, minutes, approve, entry('correct')], 'locked'],
    [[plan, entry('cancel')], 'cancelled'],
  ] as const)('状态由经过决定 %#', (entries, state) => {
    expect(stateOf(entries)).toBe(state)
  })

  test('没有通知不能提交记录；会前不能提交', () => {
    expect(says(subject([plan]), 'minutes')).toEqual(['还没有“通知”'])
    expect(says(subject([plan, notify]), 'minutes', '2026-06-10')).toEqual(['最早 6月11日 周四 才能“记录提交”'])
    expect(says(subject([plan, notify]), 'minutes')).toEqual([])
  })
  test('有表决议题而未达法定人数，记录提交不了', () => {
    expect(says(subject([plan, notify], { hasDecisions: true }), 'minutes')[0]).toContain('才能记录表决')
  })
  test('提交两次、审核两次、归档后再退回都说清楚', () => {
    expect(says(subject([plan, notify, minutes]), 'minutes')).toEqual(['记录已经提交，等审核；要改请书记先退回'])
    expect(says(subject([plan, notify, minutes, returned]), 'minutes')).toEqual([])
    expect(says(subject([plan, notify, minutes, approve]), 'approve')).toEqual(['“审核归档”已经做过了'])
    expect(says(subject([plan, notify, minutes, approve]), 'return')).toEqual(['已经“审核归档”，不能再“退回”'])
    expect(says(subject([plan, notify, minutes, returned]), 'approve')).toEqual(['记录已经退回，等记录人重新提交'])
  })
  test('归档后只能更正，归档前不能更正', () => {
    expect(says(subject([plan, notify, minutes]), 'correct')).toEqual(['还没有“审核归档”'])
    expect(says(subject([plan, notify, minutes, approve, entry('correct')]), 'correct')).toEqual([])
    expect(says(subject([plan, notify, minutes, approve]), 'cancel')).toHaveLength(2)
  })

  test.each([
    ['2026-06-11T05:29:00.000Z', '会前 60 分钟开始签到，还要等 1 分钟'],
    ['2026-06-10T05:30:00.000Z', '会前 60 分钟开始签到，还要等 24 小时'],
    ['2026-06-11T05:30:00.000Z', undefined],
    ['2026-06-12T05:30:00.000Z', undefined],
  ])('签到时间 %s', (now, message) => {
    expect(checkInViolations([plan, notify], '2026-06-11T06:30:00.000Z', now)[0]?.message).toBe(message)
  })
  test('记录提交后签到结束，退回后又可以', () => {
    expect(checkInViolations([plan, notify, minutes], at, at)).toHaveLength(1)
    expect(checkInViolations([plan, notify, minutes, returned], at, at)).toEqual([])
    expect(checkInViolations([plan, notify, entry('cancel')], at, at)[0]?.message).toBe('会议已经取消')
  })
  test('时间线：做过的、现在的、以后的', () => {
    const meeting = buildMeeting({ entries: [plan, notify, minutes] })
    expect(timelineOf(meeting, []).map((s) => [s.id, s.state])).toEqual([
      ['notify', 'done'],
      ['meet', 'done'],
      ['minutes', 'done'],
      ['approve', 'now'],
    ])
  })
})

describe('学时', () => {
  const settings = { minutesPerStudyHour: 60, studyHoursPerDay: 8 }
  test.each([
    ['lecture', '14:00', '16:00', 2],
    ['themeDay', '14:00', '15:45', 1.5],
    ['committeeMeeting', '14:00', '16:00', 0],
    ['themeDay', '08:00', '20:00', 8],
    ['lecture', '16:00', '14:00', 0],
  ] as const)('%s %s–%s', (kind, start, end, hours) => {
    expect(hoursOf(kind, start, end, settings)).toBe(hours)
  })
  test('45 分钟算 1 学时的单位', () => {
    expect(hoursOf('lecture', '14:00', '15:30', { minutesPerStudyHour: 45, studyHoursPerDay: 8 })).toBe(2)
  })
  test('党员 32 学时，书记和委员 56 学时', () => {
    const day = plainDate('2026-06-11')
    expect(requiredHours([], day).hours).toBe(32)
    expect(requiredHours(['groupLeader'], day).hours).toBe(32)
    expect(requiredHours(['secretary'], day).hours).toBe(56)
    expect(requiredHours(['committeeMember'], day).source.document).toBe('全国党员教育培训工作规划')
  })
})

describe('会议记录表', () => {
  const context = {
    organizationName: '第二党支部',
    chairName: '党员乙',
    recorderName: '党员壬',
    settings: { minutesPerStudyHour: 60, studyHoursPerDay: 8 },
  }
  const people = [
    attendee(1, 'voting', [came()]),
    attendee(2, 'voting', [came('proxy')]),
    attendee(3, 'voting', [leave('requestLeave', '工地值班'), leave('approveLeave')]),
    attendee(4, 'probationary'),
    attendee(5, 'guest', [came('code')]),
  ]
  test('只问 3 项以内，其余 20 项以上都填好并写明来源', () => {
    const filled = fillMinutes(buildMeeting({ votes: { 1: { yes: 2, no: 0, abstain: 0 } } }), people, context, {})
    const known = Object.values(filled).filter((f) => f.source)
    expect(known.length).toBeGreaterThanOrEqual(20)
    expect(fieldsOf(MINUTES_TEMPLATE).filter((f) => !f.from)).toHaveLength(3)
    expect(filled).toMatchObject({
      due: { value: 4 },
      present: { value: 2 },
      leaveNames: { value: ['党员3（工地值班）'], source: '来自请假单' },
      absentNames: { value: ['党员4'] },
      guestNames: { value: ['党员5'] },
      votes: { value: ['2. 评优推荐：同意 2，不同意 0，弃权 0，通过'] },
    })
  })
  test('有表决议题才要写决议', () => {
    const check = (meeting: ReturnType<typeof buildMeeting>, written: Record<string, string>) =>
      checkMinutes(fillMinutes(meeting, people, context, written), written).map((f) => f.message)
    expect(check(buildMeeting(), { discussion: '略' })).toEqual(['请填写“决议”'])
    const plain = buildMeeting({ agenda: [{ title: '学习', kind: 'study' }] })
    expect(check(plain, { discussion: '略' })).toEqual([])
    expect(check(plain, { discussion: '略', present: '9' })).toEqual(['“实到”由系统填写，有错请到它的来源更正'])
    expect(check(plain, { discussion: '略', endTime: '13:00' })).toEqual(['结束时间应晚于开始时间'])
    expect(check(plain, {})).toEqual(['请填写“讨论要点”'])
  })
})

describe('一次会议带来的事', () => {
  const people = [
    attendee(1, 'voting', [came()]),
    attendee(2, 'voting', [leave('requestLeave', '出差')]),
    attendee(3, 'voting'),
    attendee(4, 'exempt'),
  ]
  const keys = (meeting = buildMeeting()) =>
    meetingDuties(meeting, people, [id(2)], CALENDAR_2026).map((o) => [o.rule, o.owner.id, Boolean(o.doneBy)])
  test('通知后：应到的来参加，请假的要核对，记录人写记录', () => {
    expect(keys()).toEqual([
      ['meetings.attend', id(1), true],
      ['meetings.attend', id(2), false],
      ['meetings.decideLeave', id(2), false],
      ['meetings.attend', id(3), false],
      ['meetings.minutes', id(3), false],
    ])
  })
  test('没通知或已取消：谁都不催', () => {
    expect(keys(buildMeeting({ entries: [entry('plan')] }))).toEqual([])
    expect(keys(buildMeeting({ entries: [entry('plan'), entry('notify'), entry('cancel')] }))).toEqual([])
  })
  test('记录提交后不再催人参加，轮到书记审核', () => {
    const entries = [entry('plan'), entry('notify'), entry('minutes', '2026-06-11T08:00:00.000Z')]
    expect(keys(buildMeeting({ entries }))).toEqual([
      ['meetings.attend', id(1), true],
      ['meetings.minutes', id(3), true],
      ['meetings.approve', id(2), false],
    ])
    const approved = [...entries, entry('approve', '2026-06-12T08:00:00.000Z')]
    expect(keys(buildMeeting({ entries: approved })).at(-1)).toEqual(['meetings.approve', id(2), true])
  })
  test('提交的人不审自己的记录：有副书记就轮到副书记，没有书记也有人审', () => {
    const entries = [entry('plan'), entry('notify'), entry('minutes', '2026-06-11T08:00:00.000Z')]
    const approver = (approverIds: string[]) =>
      meetingDuties(buildMeeting({ entries }), [], approverIds, CALENDAR_2026)
        .filter(({ rule }) => rule === 'meetings.approve')
        .map(({ owner }) => owner.id)
    // Person 2 has filed it.
    expect(approver([id(2), id(4)])).toEqual([id(4)])
    expect(approver([id(4), id(2)])).toEqual([id(4)])
    expect(approver([id(2)])).toEqual([id(2)])
    expect(approver([])).toEqual([])
  })
  test('期限落在工作日：周四的会，记录周日到期，移到周一', () => {
    const duties = meetingDuties(buildMeeting(), [], [id(2)], CALENDAR_2026)
    expect(duties[0]).toMatchObject({ rule: 'meetings.minutes', dueOn: '2026-06-15' })
  })
})

describe('预填的会议安排', () => {
  const facts = {
    organizationId: id(1),
    calendar: CALENDAR_2026,
    today: plainDate('2026-06-11'),
    settings: { usualTime: '15:00', usualPlace: '党员活动室', themeDayOfMonth: 5 },
    secretaryId: id(2),
    commissionerId: id(3),
    personId: id(2),
  }
  const period = (name: string, theme = false) => getPeriod(CALENDAR_2026, name, 5, theme)
  test('主题党日：固定日，遇节假日移开', () => {
    const { draft, sources } = proposeMeeting({ ...facts, kind: 'themeDay', period: period('2026-10', true) })
    expect(draft).toMatchObject({ title: '10月主题党日', on: '2026-10-08', startTime: '15:00', endTime: '17:00' })
    expect(draft).toMatchObject({ chairId: id(2), recorderId: id(3), place: '党员活动室' })
    expect(sources['on']).toBe('本单位每月 5 日，遇休息日移开')
  })
  test('已过的日子改到最近的工作日，不出本期', () => {
    const { draft } = proposeMeeting({ ...facts, kind: 'themeDay', period: period('2026-06', true) })
    expect(draft.on).toBe('2026-06-12')
  })
  test('有上次会议就沿用时间、地点、记录人；表决事项不沿用', () => {
    const last = {
      on: plainDate('2026-03-19'),
      startTime: '09:30',
      endTime: '11:00',
      place: '二楼会议室',
      recorderId: id(7),
      agenda: [
        { title: '工作小结', kind: 'report' as const },
        { title: '讨论某人转正', kind: 'decide' as const },
      ],
    }
    const { draft } = proposeMeeting({ ...facts, kind: 'branchMeeting', period: period('2026-Q2'), last })
    expect(draft).toMatchObject({ on: '2026-06-19', startTime: '09:30', place: '二楼会议室', recorderId: id(7) })
    expect(draft.agenda).toEqual([{ title: '工作小结', kind: 'report' }])
  })
  test('任何种类、任何一天，建议的日子都在今天之后或当天、在工作日、不缺一项', () => {
    const days = fc
      .integer({ min: 0, max: 355 })
      .map((n) => plainDate(new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10)))
    const kinds = fc.constantFrom<MeetingKind>(
      'branchMeeting',
      'committeeMeeting',
      'lecture',
      'themeDay',
      'lifeMeeting',
    )
    fc.assert(
      fc.property(kinds, days, (kind, today) => {
        const every =
          kind === 'lifeMeeting' ? '2026' : kind === 'branchMeeting' || kind === 'lecture' ? '2026-Q4' : '2026-12'
        const { draft } = proposeMeeting({
          ...facts,
          today,
          kind,
          period: period(every, kind === 'themeDay'),
        })
        expect(draft.on >= today || draft.on === '2026-12-31').toBe(true)
        expect(draft.on <= '2026-12-31').toBe(true)
        expect(draft.endTime > draft.startTime).toBe(true)
        expect(draft.agenda.length).toBeGreaterThan(0)
      }),
    )
  })
})
