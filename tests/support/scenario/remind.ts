import { climbLadders } from '@cloud/modules/reminders/climbLadders'
import { reportUnreachable } from '@cloud/modules/reminders/reportUnreachable'
import { plainDateOf } from '@shared/core/plainDate'
import { nameOf } from './cast'
import { measure } from './costs'
import { visit } from './enter'
import type { Stage } from './stage'
import { TEMPLATES } from './wechatSide'

/** Tuesday 23 June 2026, 08:41 in Shanghai: a week before what June and the second quarter owe. */
const A_WEEK_BEFORE = '2026-06-23T00:41:00.000Z'
const COMMITTEE_MEETING = '6月支委会'

interface Line {
  name: string
  rung: string
  state: string
  reason?: string
}

/** Who was reminded of the committee meeting, and how far that got. */
async function readHistory(stage: Stage): Promise<Record<string, string>> {
  const key = `meetings.committeeMeeting:${stage.found.branchId}:2026-06`
  const { body } = await stage.service
    .as(stage.player('secretary').personId)
    .get(`/reminders/history?dutyKey=${encodeURIComponent(key)}`)
  return Object.fromEntries(
    body.items.map(({ name, rung, state, reason }: Line) => [name, [rung, state, reason].filter(Boolean).join(' ')]),
  )
}

const duties = (stage: Stage) =>
  stage.stub.control.listMessages().filter(({ templateId }) => templateId === TEMPLATES.dutyReminder.id)

/** Everything reminders have written so far, as far as anybody can see it. */
async function readTraces(stage: Stage) {
  const inboxes = []
  for (const part of ['secretary', 'commissioner', 'scans', 'types'] as const)
    inboxes.push((await stage.service.as(stage.player(part).personId).get('/inbox?limit=100')).body.items.length)
  return { inboxes, messages: stage.stub.control.listMessages().length, history: await readHistory(stage) }
}

/** WeChat holds one message less than our ledger thinks: it will answer 43101. */
function loseCreditUnnoticed(stage: Stage): void {
  const { openId = '' } = stage.player('commissioner')
  stage.stub.control.grantCredits({ openId, templateId: TEMPLATES.dutyReminder.id, count: 0 })
}

async function morning(stage: Stage): Promise<void> {
  await stage.service.runJobs()
  await stage.settle()
}

/** The next duty a week ahead: one is reached in WeChat, one is refused there and finds it in the inbox, one cannot be reached. */
export async function remind(stage: Stage): Promise<void> {
  const { service, stub } = stage
  service.clock.set(A_WEEK_BEFORE)
  loseCreditUnnoticed(stage)
  await morning(stage)

  expect(await readHistory(stage)).toEqual({
    [nameOf('secretary')]: 'T-7 sent',
    [nameOf('commissioner')]: 'T-7 refused declined',
    [nameOf('withoutPhone')]: 'T-7 unreachable noIdentity',
  })
  expect(duties(stage)).toMatchObject([{ openId: stage.player('secretary').openId }])
  const refused = stub.control.journal().filter(({ errcode }) => errcode === 43_101)
  expect(refused.map(({ body }) => body.includes(stage.player('commissioner').openId ?? '?'))).toEqual([true])

  const commissioner = (await visit(stage, 'commissioner', '/modules/reminders/pages/inbox/index')).device
  await commissioner.see(COMMITTEE_MEETING)
  await commissioner.see('还有7天')
  await stage.photograph('commissioner', 'inbox-fallback')
}

/** Whoever cannot be reached is named to the secretary, once. */
export async function nameUnreachable(stage: Stage): Promise<void> {
  const { device, personId } = await visit(stage, 'secretary', '/modules/reminders/pages/inbox/index')
  await device.see(`${nameOf('withoutPhone')}收不到提醒`)
  await stage.photograph('secretary', 'inbox-report')
  await device.tap(`看名单：${nameOf('withoutPhone')}收不到提醒`)
  await device.see('1 人收不到任何提醒')
  await device.see(nameOf('withoutPhone'))
  await stage.photograph('secretary', 'unreachable')
  const { body } = await stage.service.as(personId).get('/inbox?limit=100')
  expect(body.items.filter((one: { kind: string }) => one.kind === 'report')).toHaveLength(1)
}

/** However often the jobs run, and whichever instance runs them, nobody hears the same rung twice. */
export async function runAgain(stage: Stage): Promise<void> {
  const { service } = stage
  const before = await readTraces(stage)
  for (let i = 0; i < 2; i += 1) {
    service.clock.advance({ minutes: 10 })
    await morning(stage)
    const day = plainDateOf(service.clock.now())
    await climbLadders(service.deps, day)
    await reportUnreachable(service.deps, day)
    await stage.settle()
  }
  expect(await readTraces(stage)).toEqual(before)
}

/** One tap from the reminder to the act: the next meeting is called, and rings on the phone of the member who asked for it. */
export async function callNext(stage: Stage): Promise<void> {
  const title = '第二季度支部党员大会'
  const { device } = await visit(stage, 'secretary', '/modules/reminders/pages/inbox/index')
  await measure(stage.costs, '从提醒到安排下一次', 0, [device], async () => {
    await device.tap(`去安排：${title}`)
    await device.tap('安排并通知')
    await device.see('还差 6 名正式党员签到，达到法定人数')
  })
  await stage.settle()
  const { openId } = stage.player('scans')
  const rung = stage.stub.control.listMessages({ ...(openId && { openId }) })
  expect(rung.map(({ templateId, fields }) => [templateId, fields[0]?.value])).toEqual([
    [TEMPLATES.meetingNotice.id, title],
  ])
  const { items } = (await stage.service.as(stage.player('types').personId).get('/inbox')).body
  expect(items[0]).toMatchObject({ kind: 'notice', title })
}
