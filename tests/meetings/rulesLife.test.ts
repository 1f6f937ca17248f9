import { plainDate } from '@shared/core/plainDate'
import type { Entry } from '@shared/core/workflow'
import { lifeMeetingDuties, rectificationDuties } from '@shared/modules/meetings/life/lifeDuties'
import type { Rectification, RectificationStep } from '@shared/modules/meetings/life/model'
import { preparationItems } from '@shared/modules/meetings/life/preparation'
import {
  allowedOnItem,
  checkerOf,
  rectificationState,
  rectificationViolations,
} from '@shared/modules/meetings/life/rectification'
import { formOf } from '@shared/modules/meetings/model'
import { planYear } from '@shared/modules/meetings/plan/planYear'
import { DEFAULT_SETTINGS } from '@shared/modules/organizations/model'
import fc from 'fast-check'
import { attendee, buildFacts, buildMeeting, CALENDAR_2026, entry, id } from './factories'

const day = plainDate('2026-12-10')
const step = (name: RectificationStep, on = '2026-12-01'): Entry<RectificationStep> => ({
  step: name,
  by: id(2),
  at: `${on}T01:00:00.000Z`,
  on: plainDate(on),
})
const buildItem = (...steps: RectificationStep[]): Rectification => ({
  id: id(700),
  meetingId: id(100),
  organizationId: id(1),
  path: `/${id(9)}/${id(1)}/`,
  problem: '班组学习不经常',
  measure: '每月到班组学习一次',
  personId: id(5),
  dueOn: plainDate('2026-12-31'),
  entries: [step('open'), ...steps.map((one) => step(one))],
})
const life = (overrides = {}) =>
  buildMeeting({ kind: 'lifeMeeting', title: '2026年度组织生活会', on: plainDate('2026-12-10'), ...overrides })

describe('会前准备', () => {
  const nothing = { theme: '', studies: [], talks: 0, opinions: 0, notesReady: 0, notesDue: 3 }
  test('什么都没有：五件都没做，各说缺什么', () => {
    const items = preparationItems(nothing)
    expect(items.map((item) => item.label)).toEqual(['确定主题', '会前学习', '谈心谈话', '听取意见', '个人检视'])
    expect(items.filter((item) => item.done)).toEqual([])
    expect(items.map((item) => item.detail).join()).toContain('0 / 3 人写好了')
  })
  test('都从记录里得出', () => {
    const studies = [{ title: '第四季度党课', on: plainDate('2026-11-20') }]
    const items = preparationItems({ theme: '作风', studies, talks: 4, opinions: 2, notesReady: 3, notesDue: 3 })
    expect(items.every((item) => item.done)).toBe(true)
    expect(items[1]?.detail).toContain('第四季度党课')
  })
})

describe('会议形式', () => {
  test.each([
    ['lifeMeeting', undefined, 'branchMeeting'],
    ['lifeMeeting', 'committeeMeeting', 'committeeMeeting'],
    ['lifeMeeting', 'groupMeeting', 'groupMeeting'],
    ['branchMeeting', undefined, 'branchMeeting'],
    ['appraisal', undefined, 'appraisal'],
  ] as const)('%s 以 %s 形式：按 %s 定应到', (kind, form, expected) => {
    expect(formOf({ kind, ...(form && { form }) })).toBe(expected)
  })
  test('党小组开的组织生活会也算支部这一年的；10 月 1 日打开，年底最后一个工作日到期', () => {
    const held = { id: id(50), kind: 'lifeMeeting', groupId: id(91), on: day, state: 'locked' } as const
    const [line] = planYear(buildFacts({ meetings: [held] }), 2026, CALENDAR_2026, DEFAULT_SETTINGS, ['lifeMeeting'])
    expect(line).toMatchObject({ opensOn: '2026-10-01', dueOn: '2026-12-31', doneBy: { id: held.id } })
  })
})

describe('整改清单', () => {
  test.each([
    [[], 'open'],
    [['progress', 'change'], 'open'],
    [['finish'], 'finished'],
    [['finish', 'close'], 'closed'],
    [['finish', 'reopen'], 'open'],
    [['finish', 'close', 'reopen', 'finish', 'close'], 'closed'],
  ] as const)('%j → %s', (steps, state) => {
    expect(rectificationState(buildItem(...steps).entries)).toBe(state)
  })
  test('没报核不能销号；销了号不能再写进展', () => {
    const messages = (item: Rectification, name: RectificationStep) =>
      rectificationViolations(item.entries, name, day).map((one) => one.message)
    expect(messages(buildItem(), 'close')).toEqual(['还没有“办完报核”', '责任人还没有报核'])
    expect(messages(buildItem('finish'), 'close')).toEqual([])
    expect(messages(buildItem('finish', 'reopen'), 'close')).toEqual(['责任人还没有报核'])
    expect(messages(buildItem('finish', 'close'), 'progress')).toEqual(['这一项已经办完报核或销号'])
    expect(messages(buildItem('finish', 'close'), 'reopen')).toEqual([])
  })
  test('任意多的步骤：只有报核之后才可能销号，且状态是步骤的折叠', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom<RectificationStep>('progress', 'finish', 'close', 'reopen', 'change')),
        (tries) => {
          const entries: Entry<RectificationStep>[] = [step('open')]
          for (const name of tries) {
            const before = rectificationState(entries)
            if (rectificationViolations(entries, name, day).length > 0) continue
            entries.push(step(name))
            if (name === 'close') expect(before).toBe('finished')
            if (name === 'finish') expect(before).toBe('open')
          }
          const last = [...entries].reverse().find((one) => one.step !== 'progress' && one.step !== 'change')
          const expected = { open: 'open', reopen: 'open', finish: 'finished', close: 'closed' } as const
          expect(rectificationState(entries)).toBe(expected[last?.step as 'open'])
        },
      ),
    )
  })
  const actor = (n: number, role?: 'secretary' | 'organizationCommissioner', organizationId = id(1)) => ({
    personId: id(n),
    organizationId,
    appointments: role ? [{ organizationId, path: `/${id(9)}/${organizationId}/`, role }] : [],
  })
  test.each([
    ['责任人', actor(5), [], ['progress', 'finish']],
    ['责任人自己是书记，报核以后', actor(5, 'secretary'), ['finish'], []],
    ['责任人自己是书记，整改中', actor(5, 'secretary'), [], ['progress', 'finish', 'change']],
    ['别的支委，报核以后', actor(2, 'organizationCommissioner'), ['finish'], ['close', 'reopen']],
    ['别的支委，销号以后', actor(2, 'organizationCommissioner'), ['finish', 'close'], ['reopen']],
    ['别的党员', actor(7), ['finish'], []],
    ['别的支部的书记', actor(8, 'secretary', id(2)), ['finish'], []],
  ] as const)('%s', (_, who, steps, expected) => {
    expect(allowedOnItem(who, buildItem(...steps), day)).toEqual(expected)
  })
  test('由责任人以外的人核对，书记在先', () => {
    const offices = [
      { personId: id(3), role: 'organizationCommissioner' },
      { personId: id(2), role: 'secretary' },
    ]
    expect(checkerOf({ personId: id(5) }, offices)).toBe(id(2))
    expect(checkerOf({ personId: id(2) }, offices)).toBe(id(3))
    expect(checkerOf({ personId: id(2) }, offices.slice(1))).toBeUndefined()
  })
})

describe('任务', () => {
  const list = (items: { rule: string; owner: { id: string }; doneBy?: unknown }[]) =>
    items.map((one) => `${one.rule.slice(9)} ${Number.parseInt(one.owner.id, 16)}${one.doneBy ? ' ✓' : ''}`)
  test('会前每人写检视，会后主持人列清单', () => {
    const people = [attendee(2, 'voting'), attendee(3, 'voting'), attendee(4, 'exempt')]
    const notes = new Map([[id(3), plainDate('2026-12-05')]])
    const notified = life()
    expect(list(lifeMeetingDuties(notified, people, notes, undefined, CALENDAR_2026))).toEqual([
      'lifeNote 2',
      'lifeNote 3 ✓',
      'listRectifications 2',
    ])
    const filed = life({ entries: [entry('plan'), entry('notify'), entry('minutes', '2026-12-11T01:00:00.000Z')] })
    expect(list(lifeMeetingDuties(filed, people, notes, day, CALENDAR_2026))).toEqual([
      'lifeNote 3 ✓',
      'listRectifications 2 ✓',
    ])
    expect(lifeMeetingDuties(life({ entries: [entry('plan')] }), people, notes, undefined, CALENDAR_2026)).toEqual([])
    expect(lifeMeetingDuties(buildMeeting(), people, notes, undefined, CALENDAR_2026)).toEqual([])
  })
  test('每一项问责任人；报核以后问核对的人；退回又回到责任人', () => {
    expect(list(rectificationDuties(buildItem(), id(2), CALENDAR_2026))).toEqual(['rectify 5'])
    expect(list(rectificationDuties(buildItem('finish'), id(2), CALENDAR_2026))).toEqual([
      'rectify 5 ✓',
      'checkRectification 2',
    ])
    expect(list(rectificationDuties(buildItem('finish', 'close'), id(2), CALENDAR_2026))).toEqual([
      'rectify 5 ✓',
      'checkRectification 2 ✓',
    ])
    expect(list(rectificationDuties(buildItem('finish', 'reopen'), id(2), CALENDAR_2026))).toEqual(['rectify 5'])
  })
})
