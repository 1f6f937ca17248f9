import { plainDate } from '@shared/core/plainDate'
import { tally } from '@shared/modules/meetings/attendance'
import { branchIdsOf, jointQuorum, mayBeJoint, peopleOf, sharesOf } from '@shared/modules/meetings/joint'
import { type Attendance, MEETING_KINDS, type Standing } from '@shared/modules/meetings/model'
import { branchDuties, invitationDuties } from '@shared/modules/meetings/plan/jointDuties'
import { MEETING_POLICY, type MeetingActor } from '@shared/modules/meetings/policy'
import fc from 'fast-check'
import { attendee, buildMeeting, CALENDAR_2026, came, id } from './factories'

const partner = (n: number, state: 'invited' | 'accepted' | 'declined' = 'accepted') => ({
  organizationId: id(n),
  path: `/${id(n)}/`,
  state,
})
const of = (branch: number, n: number, standing: Standing = 'voting', present = false): Attendance => ({
  ...attendee(n, standing, present ? [came()] : []),
  organizationId: id(branch),
})

describe('联合召开', () => {
  test('只有党员大会、党课、主题党日可以联合', () => {
    expect(MEETING_KINDS.filter(mayBeJoint)).toEqual(['branchMeeting', 'lecture', 'themeDay'])
  })

  test('法定人数各算各的：一个支部不够，就不能表决', () => {
    const meeting = buildMeeting({ joined: [partner(7), partner(8, 'declined')] })
    const people = [
      of(1, 11, 'voting', true),
      of(1, 12, 'voting', true),
      of(7, 21, 'voting', true),
      of(7, 22),
      of(7, 23),
    ]
    expect(branchIdsOf(meeting)).toEqual([id(1), id(7)])
    expect(sharesOf(meeting, people).map((share) => share.quorum.reached)).toEqual([true, false])
    expect(jointQuorum(meeting, people)).toMatchObject({
      reached: false,
      message: expect.stringContaining('还差 1 名'),
    })
    const enough = [...people.slice(0, 3), of(7, 22, 'voting', true), of(7, 23)]
    expect(jointQuorum(meeting, enough).reached).toBe(true)
  })

  test('各支部的数加起来，就是这一次会议的数', () => {
    const anyone = fc.tuple(
      fc.constantFrom(1, 7, 8),
      fc.constantFrom<Standing>('voting', 'probationary', 'exempt', 'guest'),
      fc.boolean(),
    )
    fc.assert(
      fc.property(fc.array(anyone, { maxLength: 40 }), (list) => {
        const people = list.map(([branch, standing, present], i) => of(branch, i + 10, standing, present))
        const meeting = buildMeeting({ joined: [partner(7), partner(8)] })
        const whole = tally(people)
        const shares = sharesOf(meeting, people)
        for (const what of ['due', 'present', 'votingDue', 'votingPresent', 'leave', 'missing', 'guests'] as const)
          expect(shares.reduce((sum, share) => sum + share.counts[what], 0)).toBe(whole[what])
        expect(shares.flatMap((share) => peopleOf(meeting, people, share.organizationId))).toHaveLength(people.length)
      }),
    )
  })

  test('参加的任务落在各自支部的计划里，记录和审核只归主办支部', () => {
    const meeting = buildMeeting({ joined: [partner(7)] })
    const people = [of(1, 11), of(7, 21)]
    const rules = (branch: number) =>
      branchDuties(meeting, people, id(branch), branch === 1 ? [id(2)] : [], CALENDAR_2026).map((duty) => [
        duty.rule,
        duty.owner.id,
        duty.organizationId,
      ])
    expect(rules(1)).toEqual([
      ['meetings.attend', id(11), id(1)],
      ['meetings.minutes', id(3), id(1)],
    ])
    expect(rules(7)).toEqual([['meetings.attend', id(21), id(7)]])
  })

  test('受邀支部的书记要答复；取消了就不用', () => {
    const meeting = buildMeeting({ joined: [partner(7, 'invited')] })
    expect(invitationDuties(meeting, id(7), [id(70)])).toMatchObject([
      { owner: { id: id(70) }, organizationId: id(7), dueOn: '2026-06-08' },
    ])
    expect(invitationDuties(meeting, id(7), [])).toEqual([])
    const cancelled = buildMeeting({
      entries: [
        ...meeting.entries,
        { step: 'cancel', by: id(2), at: '2026-06-05T01:00:00.000Z', on: plainDate('2026-06-05') },
      ],
    })
    expect(invitationDuties(cancelled, id(7), [id(70)])).toEqual([])
  })

  test('谁看得到：受邀的只有支委，参加了的全支部，谢绝了的党员看不到', () => {
    const subject = { organizationId: id(1), path: `/${id(1)}/`, recorderId: id(3), invited: false, approverIds: [] }
    const member: MeetingActor = { personId: id(21), organizationId: id(7), appointments: [] }
    const secretary = {
      ...member,
      appointments: [{ organizationId: id(7), path: `/${id(7)}/`, role: 'secretary' as const }],
    }
    const may = (actor: MeetingActor, state: 'invited' | 'accepted' | 'declined') =>
      MEETING_POLICY.read(actor, { ...subject, joined: [partner(7, state)] })
    expect([may(member, 'invited'), may(member, 'accepted'), may(member, 'declined')]).toEqual([false, true, false])
    expect(may(secretary, 'invited')).toBe(true)
  })
})
