import { nameOf } from './cast'
import { measure } from './costs'
import { visit } from './enter'
import { TITLE } from './planThemeDay'
import type { Stage } from './stage'

/** The same Friday, 17:20: the theme day is over. */
const AFTER_THE_MEETING = '2026-06-05T09:20:00.000Z'
const DISCUSSION = '集中学习后，党员结合夜班施工谈了体会，商定清明桥面清扫志愿服务的分工。'

/** The recorder checks what is filled in and writes what nobody else can know. */
async function writeMinutes(stage: Stage): Promise<void> {
  const { device } = stage.player('commissioner')
  await device.tap(`去写：写${TITLE}记录`)
  await device.see('只需你写')
  await device.see(nameOf('onLeave'))
  await device.type('讨论要点', DISCUSSION)
  await stage.devices.squeeze(device)
  await device.see(DISCUSSION)
  await device.see('已发送 17:20')
  await stage.photograph('commissioner', 'minutes')
  await device.tap('提交审核')
  await device.see('记录提交')
  await device.gone('提交审核')
}

/** Recorded by one, approved by another, then locked. */
export async function fileMinutes(stage: Stage): Promise<void> {
  const { service, found } = stage
  service.clock.set(AFTER_THE_MEETING)
  const recorder = stage.player('commissioner')
  const secretary = stage.player('secretary')
  await visit(stage, 'commissioner', '/pages/today/index')
  await chooseMine(stage)
  await measure(stage.costs, '写会议记录', 3, [recorder.device], () => writeMinutes(stage))
  await stage.settle()
  const own = service.as(recorder.personId)
  const filed = (await own.get(`/meetings/${found.meetingId}`)).body
  expect(filed).toMatchObject({ state: 'filed' })
  expect(filed.minutes.fields.filter((field: { asked: boolean }) => !field.asked).length).toBeGreaterThanOrEqual(20)
  const again = await own.post(`/meetings/${found.meetingId}/minutes`, { values: { discussion: '再交一次' } })
  expect(again).toMatchObject({ status: 422 })
  expect((await own.post(`/meetings/${found.meetingId}/approve`)).status).toBe(403)

  await visit(stage, 'secretary', '/pages/today/index')
  await secretary.device.tap(`核对：审核${TITLE}记录`)
  await secretary.device.see(DISCUSSION)
  await stage.photograph('secretary', 'review')
  await measure(stage.costs, '审核归档', 0, [secretary.device], async () => {
    await secretary.device.tap('审核通过')
    await secretary.device.see('看回执')
  })
  await stage.settle()
  const locked = (await own.get(`/meetings/${found.meetingId}`)).body
  expect(locked).toMatchObject({ state: 'locked', counts: { present: 10 } })
  expect((await own.put(`/meetings/${found.meetingId}/draft`, { values: { discussion: '改' } })).status).toBe(409)
}

/** Whoever holds an office sees the branch first; what is one's own stands beside it. */
async function chooseMine(stage: Stage): Promise<void> {
  const { device } = stage.player('commissioner')
  await device.tap('我自己的')
}
