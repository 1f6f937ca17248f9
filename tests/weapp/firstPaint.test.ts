import { addDays, plainDate, plainDateOf } from '@shared/core/plainDate'
import type { MonthReply, TodayItem, TodayReply } from '@shared/modules/duties/contract'
import { BOARD_ITEMS } from '@shared/modules/duties/model'
import { ensureBuilt } from '../support/ui/ensureBuilt'
import { launchMiniProgram } from '../support/weapp/miniProgram'
import { descendants } from '../support/weapp/view/viewNode'

const LIMIT = 32 * 1024
let dist = ''
beforeAll(() => {
  dist = ensureBuilt('weapp')
}, 180_000)

const today = plainDateOf(Date.now())
const organizationId = '6'.repeat(24)

const buildItem = (i: number): TodayItem => ({
  key: `meetings.branchMeeting:${organizationId}:2026-Q${i}`,
  title: '第二季度支部党员大会（第一党小组）',
  why: '支部党员大会一般每季度召开 1 次，由支部书记召集',
  dueOn: addDays(today, i),
  dueTime: '14:30',
  state: 'slipping',
  action: {
    page: `/modules/meetings/pages/plan/index?organizationId=${organizationId}&kind=branchMeeting`,
    label: '去安排',
  },
  source: { document: '中国共产党支部工作条例（试行）', article: '第11条' },
})
const items = (count: number) => Array.from({ length: count }, (_, i) => buildItem(i))
const ring = { total: 50, done: 26, slipping: 3, overdue: 1, ahead: 20 }
const branch = {
  organizationId,
  name: '第二党支部（大桥项目部）',
  year: 2026,
  ring,
  pressing: 9,
  first: items(3),
  waiting: items(5),
}
const own: TodayReply['mine'] = { now: items(6), week: items(6), later: items(BOARD_ITEMS - 12), more: 3 }

const fullest: Record<string, TodayReply> = {
  党员: { day: today, mine: own, branches: [], superiors: [] },
  书记: { day: today, mine: own, branches: [branch], superiors: [] },
}

const event = {
  id: organizationId,
  title: '第二季度党员大会',
  note: '项目部二楼会议室',
  startTime: '14:30',
  endTime: '16:00',
  state: '已通知',
  page: `/modules/meetings/pages/detail/index?id=${organizationId}`,
}

const month: MonthReply = {
  month: today.slice(0, 7),
  organizationId,
  name: branch.name,
  confirmed: false,
  calendarSource: '推算',
  organizations: [{ organizationId, name: branch.name }],
  days: Array.from({ length: 31 }, (_, i) => ({
    on: addDays(plainDate(`${today.slice(0, 7)}-01`), i),
    working: false,
    provisional: true,
    name: '国庆节',
    count: 6,
    heat: 4,
    items: items(6),
    events: [event, event],
  })),
}

/** Opens a tab as a person who was here before: the last answers are on the phone, the network is gone. */
async function firstSetData(path: string, answers: Record<string, unknown>): Promise<number> {
  const person = { id: '7'.repeat(24), name: '党员甲', organizationId, organization: branch.name, roles: ['secretary'] }
  const at = Date.now()
  const kept = Object.fromEntries(Object.entries(answers).map(([key, data]) => [key, { at, data }]))
  const storage = new Map([
    ['session', JSON.stringify({ token: 't'.repeat(43), person })],
    ['lastAnswers', JSON.stringify(kept)],
  ])
  const phone = { loginCodes: [], scans: [], files: [], opened: [], subscribe: 'reject' as const }
  const send = async () => ({ status: 503, headers: {}, body: Buffer.from('{}') })
  const app = await launchMiniProgram({ dist, path, send, storage, person: phone })
  const text = descendants(app.view()).map((node) => node.text ?? '')
  app.close()
  expect(text.join('')).toContain('第二季度支部党员大会')
  return app.stack.firstSetData.get(path) ?? Number.POSITIVE_INFINITY
}

test.each(Object.entries(fullest))('今日页有上次的答复时，第一次 setData 也不超过 32 KB：%s', async (_, reply) => {
  expect(await firstSetData('pages/today/index', { today: reply })).toBeLessThanOrEqual(LIMIT)
})

test('日历每天都排满时，第一次 setData 也不超过 32 KB', async () => {
  const key = `month:${month.month}:${organizationId}`
  expect(await firstSetData('pages/calendar/index', { [key]: month })).toBeLessThanOrEqual(LIMIT)
})
