import { plainDate } from '@shared/core/plainDate'
import * as v from '@shared/core/schema'
import type { Entry } from '@shared/core/workflow'
import { appraisalDuties, yearlyLine } from '@shared/modules/appraisals/duties'
import type { Appraisal, Participant, StepId } from '@shared/modules/appraisals/model'
import {
  addBallot,
  ballotFaults,
  ballotsIn,
  choicesOf,
  currentRating,
  emptyTotals,
  hasAcknowledged,
  isDueIn,
  isLowest,
  mayTakePart,
  ratingsFrom,
  sheetFaults,
  shownCounts,
  subjectsFor,
} from '@shared/modules/appraisals/rules'
import { type AppraisalCase, neededVotes, stateOf, stepViolations } from '@shared/modules/appraisals/steps'
import { planYear } from '@shared/modules/meetings/plan/planYear'
import { DEFAULT_SETTINGS } from '@shared/modules/organizations/model'
import { UnitSettings } from '@shared/modules/organizations/unitSettings'
import fc from 'fast-check'
import { buildFacts, CALENDAR_2026, id } from '../meetings/factories'

const day = plainDate('2026-11-20')
const entry = (step: StepId, on = '2026-11-02', reason?: string): Entry<StepId> => ({
  step,
  by: id(2),
  at: `${on}T01:00:00.000Z`,
  on: plainDate(on),
  ...(reason && { reason }),
})
const buildCase = (overrides: Partial<AppraisalCase> = {}): AppraisalCase => ({
  entries: [entry('plan')],
  missing: 0,
  votingDue: 8,
  voted: 0,
  ...overrides,
})
const buildAppraisal = (overrides: Partial<Appraisal> = {}): Appraisal => ({
  id: id(500),
  organizationId: id(1),
  path: `/${id(1)}/`,
  year: 2026,
  ratings: ['优秀', '合格', '基本合格', '不合格'],
  peerScope: 'branch',
  selfDueOn: plainDate('2026-11-16'),
  peerDueOn: plainDate('2026-11-23'),
  entries: [entry('plan')],
  ...overrides,
})
const buildMember = (n: number, overrides: Partial<Participant> = {}): Participant => ({
  personId: id(n),
  name: `党员${n}`,
  membership: 'full',
  exempt: false,
  peerDone: false,
  ballotDone: false,
  ratings: [],
  ...overrides,
})
const rating = (index: number | null, remark = '') => ({
  rating: index,
  remark,
  by: id(2),
  at: '2026-12-01T01:00:00.000Z',
})

describe('步骤按条例的次序', () => {
  const all = ['openPeer', 'openBallot', 'closeBallot', 'propose', 'report', 'tell'] as const
  test.each([
    [['plan'], 'self'],
    [['plan', 'openPeer'], 'peer'],
    [['plan', 'openPeer', 'openBallot'], 'ballot'],
    [['plan', 'openPeer', 'openBallot', 'closeBallot'], 'counted'],
    [['plan', 'openPeer', 'openBallot', 'closeBallot', 'propose'], 'proposed'],
    [['plan', 'openPeer', 'openBallot', 'closeBallot', 'propose', 'correct'], 'proposed'],
    [['plan', 'openPeer', 'openBallot', 'closeBallot', 'propose', 'report', 'tell', 'correct'], 'told'],
    [['plan', 'openPeer', 'cancel'], 'cancelled'],
  ] as const)('%j → %s', (steps, state) => {
    expect(stateOf(steps.map((step) => entry(step)))).toBe(state)
  })
  test('不能跳步，每一步都说缺了哪一步', () => {
    for (const step of all.slice(1))
      expect(stepViolations(buildCase(), step, day).map((one) => one.message)).toContainEqual(
        expect.stringMatching(/^还没有“/),
      )
    expect(stepViolations(buildCase(), 'openPeer', day)).toEqual([])
  })
  test('有人没交：写明原因才能往下走；写了就可以', () => {
    expect(stepViolations(buildCase({ missing: 2 }), 'openPeer', day)).toMatchObject([
      { field: 'reason', message: '还有 2 人没有交；要往下走，请写明原因' },
    ])
    expect(stepViolations(buildCase({ missing: 2, reason: ' ' }), 'openPeer', day)).toHaveLength(1)
    expect(stepViolations(buildCase({ missing: 2, reason: '两人住院' }), 'openPeer', day)).toEqual([])
  })
  test.each([
    [8, 3, '还差 1 名'],
    [8, 4, undefined],
    [9, 4, '还差 1 名'],
    [9, 5, undefined],
    [0, 0, '没有应参加'],
  ])('应参加 %i 名，参加 %i 名', (votingDue, voted, message) => {
    const entries = [entry('plan'), entry('openPeer'), entry('openBallot')]
    const found = stepViolations(buildCase({ entries, votingDue, voted, meetingOn: day }), 'closeBallot', day)
    expect(found.map((one) => one.message).join()).toEqual(message ? expect.stringContaining(message) : '')
    if (message) expect(found[0]?.source).toMatchObject({ article: '第11条' })
  })
  test('没有评议会议、会还没开，不能结束测评', () => {
    const entries = [entry('plan'), entry('openPeer'), entry('openBallot')]
    const close = (meetingOn?: string) =>
      stepViolations(
        buildCase({ entries, voted: 8, ...(meetingOn && { meetingOn: plainDate(meetingOn) }) }),
        'closeBallot',
        day,
      ).map((one) => one.message)
    expect(close()).toEqual(['还没有选定评议会议'])
    expect(close('2026-11-21')).toEqual(['评议会议还没有开'])
    expect(close('2026-11-20')).toEqual([])
  })
  test('测评结束后不能取消；更正可以一再做', () => {
    const closed = [entry('plan'), entry('openPeer'), entry('openBallot'), entry('closeBallot')]
    expect(stepViolations(buildCase({ entries: closed }), 'cancel', day)).toHaveLength(1)
    const proposed = [...closed, entry('propose'), entry('correct')]
    expect(stepViolations(buildCase({ entries: proposed }), 'correct', day)).toEqual([])
  })
})

describe('谁参加，评谁', () => {
  const people = [
    buildMember(1, { groupId: id(91) }),
    buildMember(2, { groupId: id(91) }),
    buildMember(3, { groupId: id(92), membership: 'probationary' }),
    buildMember(4, { groupId: id(92), exempt: true }),
  ]
  test.each([
    [0, 'peer', true, true],
    [0, 'ballot', true, true],
    [2, 'peer', true, true],
    [2, 'ballot', false, false],
    [3, 'peer', true, false],
    [3, 'ballot', true, false],
  ] as const)('第 %i 位在 %s：可参加 %s，计应到 %s', (i, round, may, due) => {
    const person = people[i] ?? buildMember(9)
    expect(mayTakePart(person, round)).toBe(may)
    expect(isDueIn(person, round)).toBe(due)
  })
  test('不评自己；分组互评只评本组，测评评全支部', () => {
    const [first = buildMember(9)] = people
    const ids = (round: 'peer' | 'ballot', peerScope: 'branch' | 'group') =>
      subjectsFor(first, people, round, { peerScope }).map((one) => one.personId)
    expect(ids('peer', 'branch')).toEqual([id(2), id(3), id(4)])
    expect(ids('peer', 'group')).toEqual([id(2)])
    expect(ids('ballot', 'group')).toEqual([id(2), id(3), id(4)])
  })
  test('一张表要么全、要么不收', () => {
    const subjects = people.slice(1)
    const choices = choicesOf(buildAppraisal())
    const full = subjects.map(({ personId }) => ({ personId, choice: 4 }))
    expect(choices).toEqual(['优秀', '合格', '基本合格', '不合格', '弃权'])
    expect(ballotFaults(full, subjects, choices)).toEqual([])
    expect(ballotFaults(full.slice(1), subjects, choices)[0]?.message).toContain('党员2')
    expect(ballotFaults([...full, { personId: id(2), choice: 1 }], subjects, choices)).toHaveLength(1)
    expect(ballotFaults([{ personId: id(2), choice: 5 }, ...full.slice(1)], subjects, choices)).toHaveLength(1)
    // Somebody who has just left stands on a form that was opened before: no fault, and not counted.
    expect(ballotFaults([...full, { personId: id(77), choice: 1 }], subjects, choices)).toEqual([])
  })
})

describe('总数', () => {
  test('任意次序、任意重复，总数等于第一次交的票之和', () => {
    const members = [1, 2, 3, 4, 5, 6].map((n) => buildMember(n))
    const choices = choicesOf(buildAppraisal())
    const forms = fc.array(
      fc.record({ judge: fc.nat(5), picks: fc.array(fc.nat(4), { minLength: 6, maxLength: 6 }) }),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(forms, (sent) => {
        const done = new Set<number>()
        const expected = emptyTotals(
          members.map((one) => one.personId),
          choices,
        )
        const plain = new Map(Object.entries(expected).map(([key, counts]) => [key, [...counts]]))
        let totals = expected
        for (const { judge, picks } of sent) {
          const own = members[judge] ?? buildMember(9)
          const subjects = subjectsFor(own, members, 'ballot', { peerScope: 'branch' })
          const form = subjects.map((one, i) => ({ personId: one.personId, choice: picks[i] ?? 0 }))
          if (done.has(judge)) continue
          done.add(judge)
          totals = addBallot(totals, form, subjects)
          for (const { personId, choice } of form) {
            const row = plain.get(personId) ?? []
            row[choice] = (row[choice] ?? 0) + 1
          }
        }
        expect(totals).toEqual(Object.fromEntries(plain))
        members.forEach((one, i) => {
          expect(ballotsIn(totals[one.personId] ?? [])).toBe(done.size - (done.has(i) ? 1 : 0))
        })
        // Two orders of the same ballots leave the same document, down to the order of its keys.
        expect(Object.keys(totals)).toEqual(members.map((one) => one.personId))
      }),
    )
  })
  test.each([
    [[1, 1, 0, 0, 0], undefined],
    [
      [1, 1, 1, 0, 0],
      [1, 1, 1, 0, 0],
    ],
    [
      [0, 0, 0, 0, 3],
      [0, 0, 0, 0, 3],
    ],
  ])('%j 显示为 %j：不足三票不显示', (counts, shown) => {
    expect(shownCounts(counts)).toEqual(shown)
  })
  test.each([
    [1, 1],
    [2, 1],
    [3, 2],
    [18, 9],
  ])('应参加 %i 名，至少 %i 名', (due, needed) => expect(neededVotes(due)).toBe(needed))
})

describe('评定', () => {
  const appraisal = buildAppraisal()
  const people = [buildMember(1), buildMember(2)]
  test('一人一行；不定等次要写原因', () => {
    const row = (n: number, index: number | null, remark = '') => ({ personId: id(n), rating: index, remark })
    expect(sheetFaults([row(1, 0), row(2, 1)], people, appraisal.ratings)).toEqual([])
    expect(sheetFaults([row(1, 0)], people, appraisal.ratings)[0]?.message).toContain('党员2')
    expect(sheetFaults([row(1, 0), row(2, null)], people, appraisal.ratings)[0]?.message).toContain('原因')
    expect(sheetFaults([row(1, 0), row(2, null, '预备期内')], people, appraisal.ratings)).toEqual([])
    expect(sheetFaults([row(1, 0), row(2, 4)], people, appraisal.ratings)).toHaveLength(1)
    expect(sheetFaults([row(1, 0), row(2, 1), row(3, 1)], people, appraisal.ratings)).toHaveLength(1)
    expect(sheetFaults([row(1, 0), row(2, 1), row(2, 1)], people, appraisal.ratings)).toHaveLength(1)
  })
  test('更正是新的一条，签收只对当时的那一条有效', () => {
    const acknowledged = { ratings: 1, on: day, at: '2026-12-02T01:00:00.000Z' }
    const one = buildMember(1, { ratings: [rating(1)], acknowledged })
    expect(hasAcknowledged(one)).toBe(true)
    const two = { ...one, ratings: [rating(1), rating(0)] }
    expect(currentRating(two)?.rating).toBe(0)
    expect(hasAcknowledged(two)).toBe(false)
  })
  test('最低一等只打开条文，别的什么都不做', () => {
    expect(isLowest(appraisal, 3)).toBe(true)
    expect(isLowest(appraisal, 2)).toBe(false)
    expect(isLowest(appraisal, null)).toBe(false)
  })
  test('等次由单位定', () => {
    expect(ratingsFrom(DEFAULT_SETTINGS.appraisalRatings)).toEqual(['优秀', '合格', '基本合格', '不合格'])
    const accepts = (appraisalRatings: string) =>
      v.safeParse(UnitSettings.entries.appraisalRatings, appraisalRatings).success
    expect(accepts('好、一般')).toBe(true)
    for (const wrong of ['好', '', '好、好', '好、', '一、二、三、四、五、六、七']) expect(accepts(wrong)).toBe(false)
  })
})

describe('任务', () => {
  const opened = (...steps: StepId[]) => steps.map((step) => entry(step, '2026-11-18'))
  const rules = (appraisal: Appraisal, people: Participant[]) =>
    appraisalDuties(appraisal, people, id(2), undefined, CALENDAR_2026).map(
      ({ rule, owner, doneBy }) =>
        `${rule.slice('appraisals.'.length)} ${Number.parseInt(owner.id, 16)}${doneBy ? ' ✓' : ''}`,
    )
  const people = [
    buildMember(1, { selfOn: plainDate('2026-11-10') }),
    buildMember(3, { membership: 'probationary' }),
    buildMember(4, { exempt: true }),
  ]
  test('每一步只问该问的人，不强求年老体弱的党员', () => {
    expect(rules(buildAppraisal(), people)).toEqual(['self 1 ✓', 'self 3', 'lead 2'])
    const peer = buildAppraisal({ entries: opened('plan', 'openPeer') })
    expect(rules(peer, people)).toEqual(['self 1 ✓', 'peer 1', 'self 3', 'peer 3', 'lead 2'])
    const ballot = buildAppraisal({ entries: opened('plan', 'openPeer', 'openBallot') })
    expect(rules(ballot, [{ ...people[0]!, peerDone: true }, people[1]!, people[2]!])).toEqual([
      'self 1 ✓',
      'peer 1 ✓',
      'ballot 1',
      'lead 2',
    ])
    const told = buildAppraisal({
      entries: opened('plan', 'openPeer', 'openBallot', 'closeBallot', 'propose', 'report', 'tell'),
    })
    const rated = buildMember(5, { ratings: [rating(1)] })
    expect(rules(told, [rated])).toEqual(['acknowledge 5'])
    expect(rules(buildAppraisal({ entries: opened('plan', 'cancel') }), people)).toEqual([])
  })
  test('交了互评的记号不带时间：完成日就是这一轮开始的日子', () => {
    const peer = buildAppraisal({ entries: opened('plan', 'openPeer') })
    const [duty] = appraisalDuties(peer, [buildMember(7, { peerDone: true })], id(2), undefined, CALENDAR_2026).filter(
      (one) => one.rule === 'appraisals.peer',
    )
    expect(duty?.doneBy?.on).toBe('2026-11-18')
  })
  test('年度计划里只有一条：有评议案的，提出评定意见才算完成；只开了会的照旧算', () => {
    const held = { id: id(50), kind: 'appraisal', on: plainDate('2026-12-10'), state: 'locked' } as const
    const lines = (meetings: (typeof held)[]) =>
      planYear(buildFacts({ meetings }), 2026, CALENDAR_2026, DEFAULT_SETTINGS, ['appraisal'])
    const [line] = lines([held])
    const [open] = lines([])
    expect(lines([])).toHaveLength(1)
    if (!line || !open) throw new Error('no line')
    expect(yearlyLine(open, undefined)).toMatchObject({
      key: open.key,
      module: 'appraisals',
      action: { label: '去安排' },
    })
    expect(yearlyLine(open, undefined).doneBy).toBeUndefined()
    expect(yearlyLine(line, undefined).doneBy?.id).toBe(held.id)
    expect(yearlyLine(line, buildAppraisal()).doneBy).toBeUndefined()
    const proposed = buildAppraisal({ entries: [entry('plan'), entry('propose', '2026-12-12')] })
    expect(yearlyLine(line, proposed).doneBy).toEqual({ module: 'appraisals', id: proposed.id, on: '2026-12-12' })
  })
})
