import { ladderDays, STANDARD_LADDER } from '@shared/core/obligation'
import { addDays, type PlainDate, plainDate } from '@shared/core/plainDate'
import type { WorkCalendar } from '@shared/core/workCalendar'
import { addresseesOf, type Holder } from '@shared/modules/reminders/addressees'
import { bookAcceptance, NO_CREDIT } from '@shared/modules/reminders/credit'
import { climbDay, dueRungs, type LadderDuty, ladderWindow } from '@shared/modules/reminders/ladder'
import { placesUpward } from '@shared/modules/reminders/placesUpward'
import { digestText, dutyText, momentLabel, shorten, unreachableText } from '@shared/modules/reminders/texts'
import fc from 'fast-check'

const calendar: WorkCalendar = {
  2026: {
    year: 2026,
    status: 'confirmed',
    source: '国办发明电〔2025〕7号',
    holidays: { '2026-06-19': '端午节' },
    workdays: [],
  },
}

const buildDuty = (overrides: Partial<LadderDuty> = {}): LadderDuty => ({
  key: 'meetings.branchMeeting:b1:2026-Q2',
  owner: { kind: 'organization', id: 'b1' },
  organizationId: 'b1',
  path: '/root/committee/b1/',
  opensOn: plainDate('2026-04-01'),
  dueOn: plainDate('2026-06-30'),
  ladder: STANDARD_LADDER,
  action: { page: '/p', label: '去安排' },
  ...overrides,
})

const holders: Holder[] = [
  { personId: '书记', organizationId: 'b1', role: 'secretary' },
  { personId: '组织委员', organizationId: 'b1', role: 'organizationCommissioner' },
  { personId: '纪检委员', organizationId: 'b1', role: 'disciplineCommissioner' },
  { personId: '党委书记', organizationId: 'committee', role: 'secretary' },
  { personId: '管理员', organizationId: 'root', role: 'administrator' },
  { personId: '别的书记', organizationId: 'b2', role: 'secretary' },
]

/** The timeline of a duty: who would be sent which rung on each day, given what the ledger already holds. */
function timeline(duty: LadderDuty, days: readonly PlainDate[], time = '08:30'): string[] {
  const ledger = new Set<string>()
  return days.flatMap((day) =>
    addresseesOf(duty, dueRungs(duty, day, time, calendar), holders).flatMap(({ personId, rung }) => {
      const entry = `${rung.id} ${personId}`
      if (ledger.has(entry)) return []
      ledger.add(entry)
      return [`${day.slice(5)} ${entry}`]
    }),
  )
}

const daysFrom = (first: string, count: number): PlainDate[] =>
  Array.from({ length: count }, (_, i) => addDays(plainDate(first), i))

describe('提醒阶梯', () => {
  test('支部党员大会6月30日到期：提前7天、1天、当天提醒支部，逾期1天报书记，逾期3天报上级', () => {
    expect(timeline(buildDuty(), daysFrom('2026-06-15', 25))).toEqual([
      '06-23 T-7 书记',
      '06-23 T-7 组织委员',
      '06-29 T-1 书记',
      '06-29 T-1 组织委员',
      '06-30 T 书记',
      '06-30 T 组织委员',
      '07-01 T+1 书记',
      '07-03 T+3 党委书记',
    ])
  })

  test('服务停了一周，恢复后每人只补最近一级，不会一次收到几条', () => {
    expect(timeline(buildDuty(), [plainDate('2026-06-22'), plainDate('2026-07-01'), plainDate('2026-07-02')])).toEqual([
      '07-01 T+1 书记',
      '07-01 T 组织委员',
    ])
  })

  test('太久以前错过的不再补：导入历史任务不会把全单位吵醒', () => {
    expect(timeline(buildDuty(), daysFrom('2026-07-08', 60))).toEqual([])
  })

  test('会议当天还没到点就提醒；过了点、过了天，就不再叫人参加', () => {
    const meeting = buildDuty({
      owner: { kind: 'person', id: '王建国' },
      dueTime: '14:30',
      ladder: STANDARD_LADDER.slice(0, 3),
    })
    const day = [plainDate('2026-06-30')]
    expect(timeline(meeting, day, '14:20')).toEqual(['06-30 T 王建国'])
    expect(timeline(meeting, day, '14:30')).toEqual([])
    expect(timeline(meeting, [plainDate('2026-07-01')])).toEqual([])
  })

  test('已完成或已免办的不再提醒', () => {
    const fact = { module: 'meetings', id: 'm1', on: plainDate('2026-06-20') }
    expect(timeline(buildDuty({ doneBy: fact }), daysFrom('2026-06-15', 25))).toEqual([])
    expect(timeline(buildDuty({ waivedBecause: '支部已合并' }), daysFrom('2026-06-15', 25))).toEqual([])
  })

  test.each([
    ['周六提前到周五', '2026-06-14', -1, '2026-06-12'],
    ['端午放假提前到节前', '2026-06-20', -1, '2026-06-18'],
    ['逾期提醒遇周末顺延到周一', '2026-06-12', 1, '2026-06-15'],
    ['当天就是当天', '2026-06-13', 0, '2026-06-13'],
  ])('%s', (_, dueOn, offsetDays, expected) => {
    const rung = { id: 'x', offsetDays, to: 'owner' } as const
    expect(climbDay(buildDuty({ dueOn: plainDate(dueOn) }), rung, calendar)).toBe(expected)
  })

  test('还没到可以办的日子不提醒：月初开放、5日到期的任务，T-7 落在开放那天', () => {
    const duty = buildDuty({ opensOn: plainDate('2026-07-01'), dueOn: plainDate('2026-07-06') })
    expect(timeline(duty, daysFrom('2026-06-25', 9))).toEqual([
      '07-01 T-7 书记',
      '07-01 T-7 组织委员',
      '07-03 T-1 书记',
      '07-03 T-1 组织委员',
    ])
  })

  test('任何到期日、任何运行日，一个人一次最多收到一条，而且都在补发期限之内', () => {
    fc.assert(
      fc.property(fc.integer({ min: -40, max: 40 }), fc.integer({ min: 0, max: 30 }), (due, window) => {
        const today = plainDate('2026-06-15')
        const duty = buildDuty({ dueOn: addDays(today, due), opensOn: addDays(today, due - window) })
        const rungs = dueRungs(duty, today, '08:30', calendar)
        const people = addresseesOf(duty, rungs, holders).map((addressee) => addressee.personId)
        expect(new Set(people).size).toBe(people.length)
        for (const rung of rungs) {
          const day = climbDay(duty, rung, calendar)
          expect(day <= today && day >= addDays(today, -3)).toBe(true)
        }
      }),
    )
  })
})

describe('阶梯有多长都找得到', () => {
  const day0 = plainDate('2026-06-15')
  test('换届提前六个月的一级：到期日在半年之后，当天就在要看的日子里', () => {
    const duty = buildDuty({
      opensOn: plainDate('2026-06-01'),
      dueOn: plainDate('2026-12-25'),
      ladder: [{ id: 'T-6m', offsetDays: -183, to: 'owner' }],
    })
    const [on = day0] = ladderDays(duty)
    expect(on).toBe('2026-06-25')
    expect(dueRungs(duty, on, '08:30', calendar).map((rung) => rung.id)).toEqual(['T-6m'])
    expect(ladderWindow(on, calendar)).toContain(on)
  })

  test('任何阶梯、任何一天：有提醒要发的任务，都落在当天要看的几天里', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -400, max: 60 }),
        fc.integer({ min: -30, max: 400 }),
        fc.integer({ min: 0, max: 400 }),
        (offsetDays, due, open) => {
          const duty = buildDuty({
            dueOn: addDays(day0, due),
            opensOn: addDays(day0, due - open),
            ladder: [{ id: 'x', offsetDays, to: 'owner' }],
          })
          const window = ladderWindow(day0, calendar)
          expect(window.length).toBeLessThanOrEqual(10)
          if (dueRungs(duty, day0, '08:30', calendar).length > 0)
            expect(ladderDays(duty).some((on) => window.includes(on))).toBe(true)
        },
      ),
    )
  })
})

describe('提醒谁', () => {
  const rungTo = (to: 'owner' | 'secretary' | 'superior') => [{ id: to, offsetDays: 0, to }]
  const names = (duty: LadderDuty, to: 'owner' | 'secretary' | 'superior', who = holders) =>
    addresseesOf(duty, rungTo(to), who).map((addressee) => addressee.personId)

  test('党员本人的任务提醒本人', () => {
    expect(names(buildDuty({ owner: { kind: 'person', id: '王建国' } }), 'owner')).toEqual(['王建国'])
  })

  test('党小组的任务提醒组长；没有组长就提醒支部', () => {
    const duty = buildDuty({ owner: { kind: 'organization', id: 'g1' } })
    const leader: Holder = { personId: '组长', organizationId: 'g1', role: 'groupLeader' }
    expect(names(duty, 'owner', [...holders, leader])).toEqual(['组长'])
    expect(names(duty, 'owner')).toEqual(['书记', '组织委员'])
  })

  test('没有书记时由副书记，再由上级接着', () => {
    const without = holders.filter((holder) => holder.personId !== '书记')
    const deputy: Holder = { personId: '副书记', organizationId: 'b1', role: 'deputySecretary' }
    expect(names(buildDuty(), 'secretary', [...without, deputy])).toEqual(['副书记'])
    expect(names(buildDuty(), 'secretary', without)).toEqual(['党委书记'])
  })

  test('上级没有书记时报给再上一级的管理员；支部书记不是自己的上级', () => {
    expect(
      names(
        buildDuty(),
        'superior',
        holders.filter((holder) => holder.personId !== '党委书记'),
      ),
    ).toEqual(['管理员'])
    expect(names(buildDuty({ path: '/b1/' }), 'superior')).toEqual([])
  })

  test('组织路径自下而上', () => {
    expect(placesUpward('/root/committee/b1/').map((place) => place.path)).toEqual([
      '/root/committee/b1/',
      '/root/committee/',
      '/root/',
    ])
  })
})

describe('提醒的话', () => {
  const duty = {
    key: 'meetings.branchMeeting:b1:2026-Q2',
    title: '召开第二季度支部党员大会',
    why: '支部党员大会一般每季度召开1次',
    dueOn: plainDate('2026-06-30'),
    action: { page: '/modules/meetings/pages/plan/index?key=k', label: '去安排' },
  }

  test.each([
    ['owner', '2026-06-23', '还有7天，点开就能办'],
    ['owner', '2026-06-29', '明天截止，点开就能办'],
    ['owner', '2026-06-30', '今天截止，点开就能办'],
    ['secretary', '2026-07-01', '已逾期1天，请督促办理'],
    ['superior', '2026-07-03', '第一工程项目部机关党支部已逾期3天'],
  ] as const)('%s %s → %s', (to, today, note) => {
    expect(dutyText(duty, to, '第一工程项目部机关党支部', plainDate(today)).note).toBe(note)
  })

  test('有钟点的说到钟点', () => {
    const meeting = { ...duty, title: '参加支部党员大会', dueTime: '14:30' }
    const notes = ['2026-06-29', '2026-06-30'].map((today) => dutyText(meeting, 'owner', '支部', plainDate(today)).note)
    expect(notes).toEqual(['明天14:30，点开就能办', '今天14:30，点开就能办'])
  })

  test('同一天几件事合成一条：最早到期的那件打头，点开是收件箱', () => {
    const texts = ['2026-07-01', '2026-06-24', '2026-06-30'].map((dueOn) =>
      dutyText(
        { ...duty, title: `${dueOn} 到期的事`, dueOn: plainDate(dueOn) },
        'owner',
        '支部',
        plainDate('2026-06-23'),
      ),
    )
    const digest = digestText(texts)
    expect(digest.title).toBe('2026-06-24 到期的事等3件')
    expect(digest.note).toBe('明天截止，点开就能办')
    expect(digest.page).toBe('/modules/reminders/pages/inbox/index')
    expect(digestText(texts.slice(0, 1))).toEqual(texts[0])
  })

  test('再长的名称也不超过微信 thing 字段的 20 个字', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
        fc.integer({ min: -400, max: 400 }),
        fc.integer({ min: 1, max: 9999 }),
        (name, days, count) => {
          const today = addDays(duty.dueOn, days)
          const text = dutyText({ ...duty, title: name }, 'superior', name, today)
          const people = Array.from({ length: count % 50 }, () => name)
          const values = [text.note, digestText([text, text]).title, unreachableText([name, ...people], '/p').title]
          for (const value of values) expect([...value].length).toBeLessThanOrEqual(20)
        },
      ),
    )
  })

  test('截短按字数而不按编码', () => {
    expect(shorten('𠮷野家党支部', 4)).toBe('𠮷野家…')
    expect(shorten('党支部', 3)).toBe('党支部')
  })

  test('时间写成微信要的样子', () => {
    expect(momentLabel(plainDate('2026-06-05'), '08:30')).toBe('2026年6月5日 08:30')
    expect(momentLabel(plainDate('2026-12-31'))).toBe('2026年12月31日 23:59')
  })

  test('联系不上的人都点名', () => {
    const text = unreachableText(['张三', '李四'], '/p')
    expect(text.title).toBe('张三等2人收不到提醒')
    expect(text.why).toContain('张三、李四')
  })
})

describe('订阅次数', () => {
  const at = (seconds: number) => new Date(Date.UTC(2026, 5, 11, 2, 0, seconds)).toISOString()
  const book = (...taps: [source: 'event' | 'report', seconds: number][]) =>
    taps.reduce((credit, [source, seconds]) => bookAcceptance(credit, { source, at: at(seconds) }), NO_CREDIT).balance

  test.each([
    [
      '微信事件和手机报告说的是同一次点按，只算一次',
      [
        ['report', 0],
        ['event', 2],
      ],
      1,
    ],
    [
      '先后颠倒也只算一次',
      [
        ['event', 0],
        ['report', 2],
      ],
      1,
    ],
    [
      '点了两次，两边都报告，算两次',
      [
        ['report', 0],
        ['event', 1],
        ['report', 20],
        ['event', 21],
      ],
      2,
    ],
    [
      '事件都晚到，还是两次',
      [
        ['report', 0],
        ['report', 20],
        ['event', 21],
        ['event', 22],
      ],
      2,
    ],
    [
      '隔了一分多钟的是两次',
      [
        ['report', 0],
        ['event', 61],
      ],
      2,
    ],
    [
      '没有配置消息推送时，手机报告也算',
      [
        ['report', 0],
        ['report', 30],
      ],
      2,
    ],
  ] as [string, ['event' | 'report', number][], number][])('%s', (_, taps, balance) => {
    expect(book(...taps)).toBe(balance)
  })

  test('重新同意后不再算作已关闭', () => {
    expect(bookAcceptance({ ...NO_CREDIT, refused: true }, { source: 'event', at: at(0) }).refused).toBe(false)
  })
})
