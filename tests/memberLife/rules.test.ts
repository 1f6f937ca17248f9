import { addDays, type PlainDate, plainDate } from '@shared/core/plainDate'
import { isExemptOn, overlap, visitHours } from '@shared/modules/care/rules'
import { lecturerHours } from '@shared/modules/meetings/hours'
import { type HourFact, owedHours, reachedOn, sumHours } from '@shared/modules/meetings/yearHours'
import { absenceClock, type LifeFact } from '@shared/modules/memberLife/absence'
import { absenceDuty, hoursDuty, secretaryLectureDuty } from '@shared/modules/memberLife/duties'
import { NO_REMOVAL } from '@shared/modules/memberLife/norms'
import fc from 'fast-check'
import { CALENDAR_2026 } from '../meetings/factories'

const day = (text: string) => plainDate(`2026-${text}`)
const fact = (on: string, status: LifeFact['status'] = 'absent', more: Partial<LifeFact> = {}): LifeFact => ({
  meetingId: `m${on}`,
  on: day(on),
  title: '主题党日',
  status,
  due: true,
  ...more,
})
const missed = (...days: string[]) => days.map((on) => fact(on))

describe('无正当理由连续缺席 B-32', () => {
  test.each([
    ['只缺一次：不成连续', missed('01-05'), 0, 0],
    ['缺满两个月：还不提醒', missed('01-05', '02-05', '03-05'), 2, 0],
    ['差一天不到三个月', missed('01-05', '02-05', '03-05', '04-04'), 2, 0],
    ['满三个月', missed('01-05', '02-05', '03-05', '04-05'), 3, 3],
    ['满五个月', missed('01-05', '03-05', '06-05'), 5, 5],
    ['满六个月', missed('01-05', '03-05', '07-05'), 6, 6],
    ['更久还是六个月那一档', missed('01-05', '11-05'), 10, 6],
    ['月底起算按月末', missed('01-31', '04-30'), 3, 3],
    ['来过一次就从头计', [...missed('01-05', '02-05', '03-05', '05-05'), fact('04-05', 'present')], 0, 0],
    ['准过假就从头计', [...missed('01-05', '02-05', '03-05', '04-05'), fact('03-20', 'leave')], 0, 0],
    [
      '请了假没人答复：不算缺席，也不清零',
      [...missed('01-05', '02-05', '04-05'), fact('03-05', 'absent', { undecided: true })],
      3,
      3,
    ],
    [
      '同一天一次缺席一次到会：到了就是到了',
      [...missed('01-05', '02-05', '04-05'), fact('04-05', 'present', { meetingId: 'a' })],
      0,
      0,
    ],
    ['列席不欠会：不算', [...missed('01-05', '02-05'), fact('04-05', 'absent', { due: false })], 1, 0],
  ] as const)('%s', (_, facts, months, stage) => {
    expect(absenceClock(facts)).toMatchObject({ months, stage })
  })

  test('免予硬性要求的时段里不计，之后从头计', () => {
    const facts = missed('01-05', '02-05', '03-05', '04-05', '05-05')
    expect(absenceClock(facts, [{ from: day('02-20'), to: day('03-20') }])).toMatchObject({
      months: 1,
      from: '2026-04-05',
    })
    expect(absenceClock(facts, [{ from: day('01-01'), to: null }]).missed).toEqual([])
    // 时段里一次会也没有排到他，也一样断开。
    expect(absenceClock(missed('01-05', '04-05'), [{ from: day('02-10'), to: day('02-20') }])).toMatchObject({
      months: 0,
    })
  })

  test('说得出是哪几次，哪天满的', () => {
    const clock = absenceClock(missed('01-05', '02-05', '04-05', '05-05'))
    expect(clock.missed.map(({ on }) => on)).toEqual(['2026-01-05', '2026-02-05', '2026-04-05', '2026-05-05'])
    expect(clock).toMatchObject({ from: '2026-01-05', until: '2026-05-05', reachedOn: '2026-04-05', stage: 3 })
  })

  const anyFacts = fc.array(
    fc
      .record({
        n: fc.nat(400),
        status: fc.constantFrom<LifeFact['status']>('present', 'leave', 'absent', 'absent', 'absent'),
        due: fc.boolean(),
        undecided: fc.boolean(),
      })
      .map(({ n, ...rest }): LifeFact => ({ meetingId: `m${n}`, on: addDays(day('01-01'), n), title: '会', ...rest })),
    { maxLength: 30 },
  )

  test('事实先来后到都一样', () => {
    fc.assert(
      fc.property(
        anyFacts.chain((facts) =>
          fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length })),
        ),
        ([facts, shuffled]) => {
          expect(absenceClock(shuffled)).toEqual(absenceClock(facts))
        },
      ),
    )
  })

  test('多一次到会、多一次准假、多一段免予要求，都不会让它走得更远', () => {
    fc.assert(
      fc.property(
        anyFacts,
        fc.nat(400),
        fc.nat(60),
        fc.constantFrom('present', 'leave'),
        (facts, at, length, status) => {
          const before = absenceClock(facts).months
          const on = addDays(day('01-01'), at)
          const more = { ...fact('01-01', status as LifeFact['status']), meetingId: 'x', on }
          expect(absenceClock([...facts, more]).months).toBeLessThanOrEqual(before)
          expect(absenceClock(facts, [{ from: on, to: addDays(on, length) }]).months).toBeLessThanOrEqual(before)
        },
      ),
    )
  })

  const duty = (clock: ReturnType<typeof absenceClock>, talked?: PlainDate) =>
    absenceDuty(
      { personId: 'p', name: '党员甲', clock, ...(talked && { talked: { id: 't', on: talked } }) },
      'b',
      'secretary',
    )

  test('提醒只给书记，不给上级；谈过就完成，到下一档再谈', () => {
    expect(duty(absenceClock(missed('01-05', '02-05')))).toBeUndefined()
    const three = absenceClock(missed('01-05', '02-05', '03-05', '04-05'))
    expect(duty(three)).toMatchObject({ owner: { kind: 'person', id: 'secretary' }, dueOn: '2026-04-12' })
    expect(duty(three)?.ladder.map(({ to }) => to)).toEqual(['owner', 'owner', 'owner'])
    expect(duty(three, day('03-30'))?.doneBy).toBeUndefined()
    expect(duty(three, day('04-08'))?.doneBy).toEqual({ module: 'talks', id: 't', on: '2026-04-08' })
    const six = absenceClock(missed('01-05', '02-05', '03-05', '04-05', '06-05', '07-05'))
    expect(duty(six, day('04-08'))).toMatchObject({ key: duty(three)?.key, dueOn: '2026-07-12' })
    expect(duty(six, day('04-08'))?.doneBy).toBeUndefined()
    expect(duty(six)?.title).toContain('支部大会')
  })

  test('文字说明：不会自动除名', () => {
    expect(NO_REMOVAL).toContain('不会自动除名')
    expect(NO_REMOVAL).toContain('支部大会')
    expect(NO_REMOVAL).toContain('上级党组织批准')
  })
})

describe('不作硬性要求 B-31', () => {
  test('首尾两天都算；没写结束的一直算', () => {
    const periods = [{ from: day('03-01'), to: day('03-31') }]
    expect([day('02-28'), day('03-01'), day('03-31'), day('04-01')].map((on) => isExemptOn(periods, on))).toEqual([
      false,
      true,
      true,
      false,
    ])
    expect(isExemptOn([{ from: day('03-01'), to: null }], plainDate('2030-01-01'))).toBe(true)
  })

  test('两段有一天相同就是重叠', () => {
    const march = { from: day('03-01'), to: day('03-31') }
    expect(overlap(march, { from: day('03-31'), to: null })).toBe(true)
    expect(overlap(march, { from: day('04-01'), to: null })).toBe(false)
    expect(overlap({ from: day('04-01'), to: null }, march)).toBe(false)
  })

  test('送学上门按本单位折算，一天封顶', () => {
    const settings = { minutesPerStudyHour: 60, studyHoursPerDay: 4 }
    expect([20, 45, 60, 95, 480].map((minutes) => visitHours(minutes, settings))).toEqual([0, 0.5, 1, 1.5, 4])
  })
})

describe('全年学时 B-40、B-41', () => {
  test('党员 32、支委 56，不作硬性要求的不欠', () => {
    expect(owedHours([], day('06-01'), false).hours).toBe(32)
    expect(owedHours(['secretary'], day('06-01'), false).hours).toBe(56)
    expect(owedHours(['secretary'], day('06-01'), true)).toMatchObject({ hours: 0, source: { article: '第23条' } })
  })

  test('授课人按倍数计，一天封顶；旧记录没有倍数就是一倍', () => {
    expect(lecturerHours(2, { minutesPerStudyHour: 60, studyHoursPerDay: 8, lecturerTimes: 2 })).toBe(4)
    expect(lecturerHours(6, { minutesPerStudyHour: 60, studyHoursPerDay: 8, lecturerTimes: 2 })).toBe(8)
    expect(lecturerHours(2, { minutesPerStudyHour: 60, studyHoursPerDay: 8 })).toBe(2)
  })

  const anyHours = fc.array(
    fc.record({
      source: fc.constantFrom('meeting', 'lecture', 'visit'),
      on: fc.nat(364).map((n) => addDays(day('01-01'), n)),
      hours: fc.nat(16).map((n) => n / 2),
    }) as fc.Arbitrary<HourFact>,
    { maxLength: 40 },
  )

  test('合计等于各来源之和，先后无关；达到的那天之前确实没达到', () => {
    fc.assert(
      fc.property(anyHours, fc.integer({ min: 1, max: 60 }), (facts, owed) => {
        const total = sumHours(facts)
        expect(total.hours).toBeCloseTo(facts.reduce((sum, one) => sum + one.hours, 0))
        expect(total.hours).toBeCloseTo(total.sources.reduce((sum, one) => sum + one.hours, 0))
        expect(sumHours([...facts].reverse())).toEqual(total)
        const reached = reachedOn(facts, owed)
        expect(reached !== undefined).toBe(total.hours >= owed)
        if (reached) expect(sumHours(facts.filter((one) => one.on < reached)).hours).toBeLessThan(owed)
      }),
    )
  })

  const source = { document: '条例', article: '第20条' }
  const member = { personId: 'p', hours: 20, owed: 32, why: '32 学时', source }

  test('11 月 1 日起提醒本人还差多少；不欠的不提醒', () => {
    expect(hoursDuty(member, 'b', 2026, day('10-31'), CALENDAR_2026)).toBeUndefined()
    expect(hoursDuty(member, 'b', 2026, day('11-01'), CALENDAR_2026)).toMatchObject({
      title: '2026年学时还差 12',
      opensOn: '2026-11-01',
      dueOn: '2026-12-31',
      owner: { kind: 'person', id: 'p' },
    })
    expect(hoursDuty({ ...member, owed: 0 }, 'b', 2026, day('12-01'), CALENDAR_2026)).toBeUndefined()
    expect(
      hoursDuty({ ...member, hours: 40, reachedOn: day('09-09') }, 'b', 2026, day('12-01'), CALENDAR_2026)?.doneBy?.on,
    ).toBe('2026-09-09')
  })

  test('党委书记一年讲一次党课；十二月才上任的当年不欠', () => {
    const norm = { label: '一年一次', source }
    const secretary = { personId: 'p', organizationId: 'c', from: plainDate('2025-01-01') }
    expect(secretaryLectureDuty(secretary, norm, 2026, CALENDAR_2026)).toMatchObject({
      opensOn: '2026-01-01',
      dueOn: '2026-12-31',
    })
    expect(
      secretaryLectureDuty({ ...secretary, lecture: { id: 'm', on: day('05-05') } }, norm, 2026, CALENDAR_2026)?.doneBy
        ?.on,
    ).toBe('2026-05-05')
    expect(secretaryLectureDuty({ ...secretary, from: day('12-20') }, norm, 2026, CALENDAR_2026)).toBeUndefined()
  })
})
