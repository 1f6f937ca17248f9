import { good, holdMeeting } from './arrange'
import { BRANCH, nameOf } from './cast'
import { measure } from './costs'
import { enterAs, visit } from './enter'
import type { Stage } from './stage'

const NAME = '高山'
const COMMITTEE_MEETING = '6月支委会'
const INBOX = '/modules/reminders/pages/inbox/index'

/** 08:41 in Shanghai of the days on which the committee meeting of June was due, missed by one day, and by three. */
const THE_DAY_AFTER = '2026-07-01T00:41:00.000Z'
const THREE_DAYS_AFTER = '2026-07-03T00:41:00.000Z'

/** The committee above the branches gets a secretary, who takes a device in hand. */
export async function appointSuperior(stage: Stage): Promise<void> {
  stage.service.clock.set('2026-06-30T01:00:00.000Z')
  const { topId } = stage.found
  const admin = stage.service.as(stage.player('administrator').personId)
  const { id } = good(await admin.post(`/organizations/${topId}/people`, { name: NAME, membership: 'full' }))
  good(
    await admin.post(`/organizations/${topId}/appointments`, { personId: id, role: 'secretary', from: '2026-06-30' }),
  )
  await stage.settle()
  await enterAs(stage, 'superior', { name: NAME, personId: id, username: 'superior', isDesk: true })
}

async function morning(stage: Stage, at: string): Promise<void> {
  stage.service.clock.set(at)
  for (let i = 0; i < 2; i += 1) {
    await stage.service.runJobs()
    await stage.settle()
    stage.service.clock.advance({ minutes: 10 })
  }
}

/** Who was told of the missed meeting, rung by rung, as often as it was said. */
async function readRungs(stage: Stage): Promise<Record<string, string[]>> {
  const key = `meetings.committeeMeeting:${stage.found.branchId}:2026-06`
  const { items } = good(
    await stage.service
      .as(stage.player('secretary').personId)
      .get(`/reminders/history?dutyKey=${encodeURIComponent(key)}`),
  )
  const rungs: Record<string, string[]> = {}
  for (const { rung, name } of items) rungs[rung] = [...(rungs[rung] ?? []), name]
  return rungs
}

/** 逐级提醒 — the due day passes: the secretary hears it once, then the superior once; she answers and sees who was told what when. */
export async function escalate(stage: Stage): Promise<void> {
  await morning(stage, THE_DAY_AFTER)
  expect((await readRungs(stage))['T+1']).toEqual([nameOf('secretary')])
  expect((await readRungs(stage))['T+3']).toBeUndefined()
  const secretary = (await visit(stage, 'secretary', INBOX)).device
  await secretary.see('已逾期1天')
  await stage.photograph('secretary', 'missed')
  await secretary.tap(`知道了，我来办：${COMMITTEE_MEETING}`)
  await secretary.tap('答复')
  await secretary.see('已答复：知道了')

  await morning(stage, THREE_DAYS_AFTER)
  const rungs = await readRungs(stage)
  expect([rungs['T+1'], rungs['T+3']]).toEqual([[nameOf('secretary')], [NAME]])
  const { device } = await visit(stage, 'superior', INBOX)
  await device.see(`${BRANCH}逾期未完成`)
  const matter = `${BRANCH} · ${COMMITTEE_MEETING}`
  await stage.photograph('superior', 'escalated')
  await measure(stage.costs, '上级答复逾期提醒', 0, [device], async () => {
    await device.tap(`知道了，我来办：${matter}`)
    await device.tap('答复')
    await device.see('已答复：知道了')
  })
  await device.tap(`看经过：${matter}`)
  await device.see('提醒记录')
  await device.see(nameOf('secretary'))
  await device.see('答复知道了')
  await stage.photograph('superior', 'who-was-told')
}

/** From the board to the branch to the missing fact, by taps alone. */
export async function drillDown(stage: Stage): Promise<void> {
  const { device } = await visit(stage, 'superior', '/pages/today/index')
  await measure(stage.costs, '从看板到缺的事实', 0, [device], async () => {
    await device.tap({ label: '全部', within: '需要帮助的组织' })
    await device.see('需要帮什么')
    await stage.photograph('superior', 'board')
    await device.tap(`看详情：${BRANCH}`)
    await device.see('还没有安排会议')
    await stage.photograph('superior', 'branch')
    await device.tap(`去看：${COMMITTEE_MEETING}`)
    await device.see('年度计划')
    await device.see(COMMITTEE_MEETING)
  })
  await stage.photograph('superior', 'missing-fact')
}

/** Only the fact ends it: the meeting is held late and recorded, and nobody is reminded any more. */
export async function endByFact(stage: Stage): Promise<void> {
  const before = await readRungs(stage)
  const secretary = stage.player('secretary').personId
  await holdMeeting(stage, { kind: 'committeeMeeting', on: '2026-06-30', secretary })
  await morning(stage, '2026-07-06T00:41:00.000Z')
  expect(await readRungs(stage)).toEqual(before)
  const { device } = await visit(stage, 'superior', INBOX)
  await device.see('已了结')
  await stage.photograph('superior', 'settled')
  const { items } = good(await stage.service.as(stage.player('superior').personId).get('/inbox?limit=100'))
  const own = items.filter(
    ({ title, why }: { title: string; why: string }) => title.includes(COMMITTEE_MEETING) && why.startsWith(BRANCH),
  )
  expect(own).toMatchObject([{ settled: true }])
}
