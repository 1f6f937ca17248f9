import { Attendances } from '@cloud/modules/meetings/collection'
import { arrangeMeeting } from './arrange'
import { nameOf, type Part } from './cast'
import { measure } from './costs'
import { comeBack, visit } from './enter'
import type { Stage } from './stage'

/** Wednesday 24 June 2026, 14:40 in Shanghai: twenty minutes before the lecture in the tunnel. */
const BEFORE_THE_LECTURE = '2026-06-24T06:40:00.000Z'
/** Sunday 28 June, 17:00: longer than a check-in may be on its way. */
const FOUR_DAYS_LATER = '2026-06-28T09:00:00.000Z'
const SAVED = '签到已保存，等待发送'

const page = (name: string, id: string) => `/modules/meetings/pages/${name}/index?id=${id}`

async function announceLecture(stage: Stage): Promise<string> {
  const secretary = stage.player('secretary').personId
  const wanted = { kind: 'lecture', on: '2026-06-24', startTime: '15:00', endTime: '16:30', secretary }
  const id = await arrangeMeeting(stage, wanted)
  await stage.settle()
  return id
}

const screenOf = async (stage: Stage, id: string) =>
  (await stage.service.as(stage.player('secretary').personId).get(`/meetings/${id}/screen`)).body

/** What the service has on record about a person's coming: one entry for one check-in. */
const entriesOf = async (stage: Stage, id: string, part: Part): Promise<string[]> => {
  const row = await Attendances.findOne({ meetingId: id, personId: stage.player(part).personId }).lean()
  return (row?.entries ?? []).map(({ kind }) => kind)
}

/** Six digits read off the screen at the tunnel mouth, typed where nothing reaches the phone. */
async function checkInWithoutSignal(stage: Stage, part: Part, id: string): Promise<void> {
  const { device } = await visit(stage, part, page('check-in', id))
  await device.see('没有信号也能签')
  const { code } = await screenOf(stage, id)
  await device.setOnline(false)
  for (const digit of code) await device.tap({ label: digit, within: '输入会场屏幕上的 6 位数' })
  await device.see(SAVED)
  await device.see('已存在这部手机里')
}

/** The app is closed and opened again: in a browser, which cannot start without signal, the page is left and entered again. */
async function openAgain(stage: Stage, part: Part, id: string): Promise<void> {
  const { device } = stage.player(part)
  if (stage.runtime === 'weapp') await device.restart()
  else await device.open('/pages/today/index')
  await device.see('项已保存在本机，有信号后自动发送')
  await device.open(page('check-in', id))
  await device.see(SAVED)
}

/** 洞里没有信号 — checked in, app closed, opened again, signal back: sent once, and counted from the moment it was made. */
async function checkInUnderground(stage: Stage, id: string): Promise<void> {
  await checkInWithoutSignal(stage, 'types', id)
  await stage.photograph('types', 'saved-here')
  await openAgain(stage, 'types', id)
  expect(await entriesOf(stage, id, 'types')).toEqual([])

  stage.service.clock.advance({ minutes: 10 })
  const { device, personId } = stage.player('types')
  await device.setOnline(true)
  await device.see('签到已发送')
  await device.see('支部收到，计入人数')
  await stage.photograph('types', 'sent-later')
  expect(await entriesOf(stage, id, 'types')).toEqual(['checkIn'])
  await device.restart()
  await device.open(page('check-in', id))
  await device.see('你已经签到，不用再签')
  await stage.settle()
  expect(await entriesOf(stage, id, 'types')).toEqual(['checkIn'])
  const { attendees, counts } = (await stage.service.as(stage.player('secretary').personId).get(`/meetings/${id}`)).body
  expect(counts.present).toBe(1)
  expect(attendees.find((one: { personId: string }) => one.personId === personId)).toMatchObject({
    status: 'present',
    offline: true,
  })
}

/** Four days on a mountain: it arrives too late to count by itself. */
async function arriveLate(stage: Stage, id: string): Promise<void> {
  await checkInWithoutSignal(stage, 'onLeave', id)
  stage.service.clock.set(FOUR_DAYS_LATER)
  const { device } = stage.player('onLeave')
  await device.setOnline(true)
  // In a browser the session has ended meanwhile: what is kept waits for the sign-in.
  await comeBack(stage, 'onLeave')
  await device.open(page('check-in', id))
  await device.see('等书记核对')
  await stage.photograph('onLeave', 'arrived-late')
  await stage.settle()
  expect(await entriesOf(stage, id, 'onLeave')).toEqual(['lateArrival'])
}

/** The secretary sees what came late and why, and accepts it. */
async function acceptArrival(stage: Stage): Promise<void> {
  const name = nameOf('onLeave')
  const { device } = await visit(stage, 'secretary', '/pages/today/index')
  await device.tap(`核对：核对${name}迟到送达的签到`)
  await stage.photograph('secretary', 'arrival')
  await device.tap(`核对${name}迟到的签到`)
  await device.tap('当时在会场，没有信号')
  await stage.photograph('secretary', 'arrival-decision')
  await device.tap({ label: '认可', within: '原因', index: 1 })
  await device.gone('迟到的签到')
}

export async function meetUnderground(stage: Stage): Promise<void> {
  stage.service.clock.set('2026-06-24T01:00:00.000Z')
  const id = await announceLecture(stage)
  stage.service.clock.set(BEFORE_THE_LECTURE)
  const [member, late, secretary] = (['types', 'onLeave', 'secretary'] as const).map(
    (part) => stage.player(part).device,
  )
  if (!member || !late || !secretary) throw new Error('a device is missing')
  await comeBack(stage, 'types')
  await measure(stage.costs, '没有信号时签到', 0, [member], () => checkInUnderground(stage, id))
  await comeBack(stage, 'onLeave')
  await arriveLate(stage, id)
  await comeBack(stage, 'secretary')
  await measure(stage.costs, '核对迟到的签到', 0, [secretary], () => acceptArrival(stage))
  expect(await entriesOf(stage, id, 'onLeave')).toEqual(['lateArrival', 'checkIn'])
  expect((await screenOf(stage, id)).counts).toMatchObject({ present: 2 })
}
