import { STANDARD_LADDER } from '@shared/core/obligation'
import { plainDate } from '@shared/core/plainDate'
import { CHECK_VERB } from '@shared/modules/duties/model'
import { isAnswered } from '@shared/modules/reminders/acknowledgement'
import { addresseesOf, type Holder } from '@shared/modules/reminders/addressees'
import { type Absence, deputiesFor } from '@shared/modules/reminders/handOver'
import type { LadderDuty } from '@shared/modules/reminders/ladder'
import { dutyText, toldText } from '@shared/modules/reminders/texts'

const holders: Holder[] = [
  { personId: '书记', organizationId: 'b1', role: 'secretary' },
  { personId: '组织委员', organizationId: 'b1', role: 'organizationCommissioner' },
  { personId: '纪检委员', organizationId: 'b1', role: 'disciplineCommissioner' },
  { personId: '党委书记', organizationId: 'committee', role: 'secretary' },
  { personId: '别的书记', organizationId: 'b2', role: 'secretary' },
]
const PATH = '/committee/b1/'
const duty: Pick<LadderDuty, 'owner' | 'organizationId' | 'path' | 'action'> = {
  owner: { kind: 'organization', id: 'b1' },
  organizationId: 'b1',
  path: PATH,
  action: { page: '/p', label: '去安排' },
}
const away = (...pairs: [string, string][]): Map<string, Absence> =>
  new Map(
    pairs.map(([personId, deputyId]) => [
      personId,
      { personId, deputyId, from: plainDate('2026-06-01'), to: plainDate('2026-06-30') },
    ]),
  )
const [OWNER, , , SECRETARY, SUPERIOR] = STANDARD_LADDER
const told = (
  absences: Map<string, Absence>,
  of = duty,
  rungs: readonly (typeof STANDARD_LADDER)[number][] = [OWNER],
) =>
  addresseesOf(of, rungs, holders, absences).map((one) => {
    const extra = one.onBehalfOf
      ? ` 代${one.onBehalfOf}`
      : one.away
        ? ` 安静${one.handedTo ? `→${one.handedTo}` : ''}`
        : ''
    return `${one.personId}${extra}`
  })

describe('外出时转给谁', () => {
  test('书记外出：代办人收到，本人安静留一份；代办人本来也要收的，只收一份', () => {
    expect(told(away(['书记', '纪检委员']))).toEqual(['书记 安静→纪检委员', '组织委员', '纪检委员 代书记'])
    expect(told(away(['书记', '组织委员']))).toEqual(['书记 安静→组织委员', '组织委员'])
  })

  test('两个人都托给同一个人，也只收一份', () => {
    expect(told(away(['书记', '纪检委员'], ['组织委员', '纪检委员']))).toEqual([
      '书记 安静→纪检委员',
      '组织委员 安静→纪检委员',
      '纪检委员 代书记',
    ])
  })

  test('代办人也外出，再转给他的代办人；转成一圈，或代办人已不在这个组织任职，就还是本人收', () => {
    expect(told(away(['书记', '组织委员'], ['组织委员', '纪检委员']))).toContain('书记 安静→纪检委员')
    expect(told(away(['书记', '组织委员'], ['组织委员', '书记']))).toEqual(['书记', '组织委员'])
    expect(told(away(['书记', '别的书记']))).toEqual(['书记', '组织委员'])
  })

  test('报上级的也一样转；上级的代办人要在上级任职', () => {
    expect(told(away(['党委书记', '书记']), duty, [SUPERIOR])).toEqual(['党委书记'])
    const deputy: Holder = { personId: '党委副书记', organizationId: 'committee', role: 'deputySecretary' }
    const found = addresseesOf(duty, [SUPERIOR], [...holders, deputy], away(['党委书记', '党委副书记']))
    expect(found.map((one) => one.personId)).toEqual(['党委书记', '党委副书记'])
  })

  test('只有本人能办的不转：参加会议、学习登记；等人核对的可以转', () => {
    const own = { ...duty, owner: { kind: 'person' as const, id: '书记' } }
    expect(told(away(['书记', '纪检委员']), own)).toEqual(['书记 安静'])
    const check = { ...own, action: { page: '/p', label: CHECK_VERB } }
    expect(told(away(['书记', '纪检委员']), check)).toEqual(['书记 安静→纪检委员', '纪检委员 代书记'])
  })

  test('补发时几级都在：每人只收最近一级，代办的也是', () => {
    const found = addresseesOf(duty, [SECRETARY, OWNER], holders, away(['书记', '纪检委员']))
    expect(found.map((one) => `${one.personId} ${one.rung.id}`)).toEqual(['书记 T+1', '纪检委员 T+1', '组织委员 T-7'])
  })
})

describe('谁可以代', () => {
  test('同一组织任职的人；没有别人任职时，上一级任职的人', () => {
    expect(deputiesFor('书记', PATH, holders)).toEqual(['组织委员', '纪检委员'])
    expect(
      deputiesFor(
        '书记',
        PATH,
        [holders[0], holders[3]].flatMap((one) => one ?? []),
      ),
    ).toEqual(['党委书记'])
    expect(deputiesFor('别的书记', '/committee/b2/', holders)).toEqual(['党委书记'])
    expect(deputiesFor('谁', '/b9/', [])).toEqual([])
  })
})

describe('知道了', () => {
  const answer = { offsetDays: -7, on: plainDate('2026-06-23') }
  test.each([
    ['同一级不再说', -7, '2026-06-23', true],
    ['期限稍有移动，同一级又落在今天，也不再说', -7, '2026-06-22', true],
    ['移到下个月，到了那时的同一级照说', -7, '2026-07-20', false],
    ['下一级照说，哪怕同一天', -1, '2026-06-23', false],
  ])('%s', (_, offsetDays, climbOn, expected) => {
    expect(isAnswered(answer, { offsetDays }, plainDate(climbOn))).toBe(expected)
  })
})

describe('报给上级的话', () => {
  const planned = {
    key: 'meetings.branchMeeting:b1:2026-Q2',
    title: '召开第二季度支部党员大会',
    why: '支部党员大会一般每季度召开1次',
    dueOn: plainDate('2026-06-30'),
    action: { page: '/p', label: '去安排' },
  }
  test('说清哪个支部、逾期几天、已经提醒过谁、谁答复了；点开看经过，不替支部办', () => {
    const answers = [
      { name: '党员甲', answeredOn: plainDate('2026-06-29'), byOn: plainDate('2026-07-02') },
      { name: '党员乙' },
    ]
    expect(dutyText(planned, 'superior', '第二党支部', plainDate('2026-07-03'), answers)).toMatchObject({
      title: '召开第二季度支部党员大会',
      about: '第二党支部',
      why: '第二党支部逾期未完成：支部党员大会一般每季度召开1次。已提醒党员甲、党员乙；党员甲6月29日答复知道了，7月2日前办。',
      note: '第二党支部已逾期3天',
      page: '/modules/reminders/pages/history/index?dutyKey=meetings.branchMeeting%3Ab1%3A2026-Q2',
      label: '看经过',
    })
  })
  test('没有人答复也说', () => {
    expect(toldText([{ name: '党员甲' }])).toBe('已提醒党员甲；还没有人答复。')
    expect(toldText([])).toBe('')
  })
})
