import { checkInUrl, currentToken } from '@cloud/core/checkIn/rollingCode'
import { qrRows } from '@cloud/core/qrRows'
import type { Answer } from '../service'
import { EXTRAS, nameAt, nameOf, type Part, WITH_DEVICE } from './cast'
import { measure } from './costs'
import { comeBack, grantOnOtherPhone, visit } from './enter'
import type { Stage } from './stage'

/** Friday 5 June 2026, 14:40 in Shanghai: twenty minutes before the theme day. */
const BEFORE_THE_MEETING = '2026-06-05T06:40:00.000Z'
const KEYPAD = '输入会场屏幕上的 6 位数'

const page = (stage: Stage, name: string) => `/modules/meetings/pages/${name}/index?id=${stage.found.meetingId}`
const as = (stage: Stage, part: Part) => stage.service.as(stage.player(part).personId)
const readScreen = async (stage: Stage): Promise<Answer['body']> =>
  (await as(stage, 'secretary').get(`/meetings/${stage.found.meetingId}/screen`)).body
const countPresent = async (stage: Stage): Promise<number> => (await readScreen(stage)).counts.present

/** What the code on the second screen says: the picture is compared square by square. */
async function readQrCode(stage: Stage): Promise<string> {
  const { deps, clock } = stage.service
  const url = checkInUrl(
    deps,
    '/modules/meetings/pages/check-in/index',
    currentToken(deps, stage.found.meetingId, clock.now()),
  )
  expect((await readScreen(stage)).matrix).toEqual(qrRows(url))
  return url
}

async function openScreens(stage: Stage): Promise<void> {
  stage.service.clock.set(BEFORE_THE_MEETING)
  for (const part of WITH_DEVICE) await comeBack(stage, part)
  const { device } = await visit(stage, 'secretary', page(stage, 'detail'))
  await stage.photograph('secretary', 'meeting-day')
  await device.tap('签到屏')
  await device.see('已到 0 / 应到 12')
  await device.see('还有 12 人未到')
}

/** 提醒我 — asked where it is natural: right after checking in. */
async function agreeToMessages(stage: Stage, part: Part): Promise<void> {
  if (stage.runtime === 'h5') return grantOnOtherPhone(stage, part)
  const { device } = stage.player(part)
  device.grantSubscribe('accept')
  await device.tap('下次开会在微信提醒我')
  await stage.stub.control.waitForEvents()
}

/** 扫码 — and scanning once more changes nothing. */
async function checkInByScanning(stage: Stage): Promise<void> {
  const url = await readQrCode(stage)
  const { device } = await visit(stage, 'scans', page(stage, 'check-in'))
  await device.see(KEYPAD)
  await stage.photograph('scans', 'check-in')
  await device.scan(url, '扫码')
  await device.see(`${nameOf('scans')}签到成功`)
  await stage.photograph('scans', 'checked-in')
  await agreeToMessages(stage, 'scans')
  await device.open(page(stage, 'check-in'))
  await device.see('你已经签到，不用再签')
  const token = url.split('?c=')[1]
  const again = await as(stage, 'scans').post('/meetings/check-in', { token })
  expect(again).toMatchObject({ status: 200, body: { repeated: true, method: 'qr' } })
  expect(await countPresent(stage)).toBe(1)
}

/** 签到码 — six taps on the pad; a seventh and a second sending change nothing. */
async function checkInByCode(stage: Stage, part: Part): Promise<void> {
  const before = await countPresent(stage)
  const { code } = await readScreen(stage)
  const { device } = await visit(stage, part, page(stage, 'check-in'))
  await device.see(KEYPAD)
  for (const digit of code) await device.tap({ label: digit, within: KEYPAD })
  await device.see(`${nameOf(part)}签到成功`)
  const again = await as(stage, part).post('/meetings/check-in', { meetingId: stage.found.meetingId, code })
  expect(again).toMatchObject({ status: 200, body: { repeated: true, method: 'code' } })
  expect(await countPresent(stage)).toBe(before + 1)
}

/** 请假 — asked for with one of the usual reasons, granted by the secretary on the list. */
async function takeLeave(stage: Stage): Promise<void> {
  const { device } = await visit(stage, 'onLeave', page(stage, 'check-in'))
  await device.tap('我要请假')
  await device.tap('工地值班')
  await stage.photograph('onLeave', 'leave')
  await device.tap('提交请假')
  await device.see('请假已提交，等书记核对')
  const again = await as(stage, 'onLeave').post(`/meetings/${stage.found.meetingId}/leave`, { reason: '工地值班' })
  expect(again).toMatchObject({ status: 200, body: { status: 'leaveRequested' } })

  const secretary = stage.player('secretary').device
  await secretary.tap(`核对${nameOf('onLeave')}的请假`)
  await secretary.see('工地值班')
  await secretary.tap('准假')
  await secretary.see('请假 1 人')
}

/** 代签到 — for the one without a phone, with the reason on record. */
async function checkInByProxy(stage: Stage): Promise<void> {
  const { device } = stage.player('secretary')
  const before = await countPresent(stage)
  await device.tap('代签到')
  await device.tap(nameOf('withoutPhone'))
  await device.tap('不会用手机')
  await stage.photograph('secretary', 'proxy')
  await device.tap({ label: '代签到', within: '原因' })
  await device.see('代签：不会用手机')
  expect(await countPresent(stage)).toBe(before + 1)
  const again = await as(stage, 'secretary').post(`/meetings/${stage.found.meetingId}/proxy`, {
    personId: stage.found.members.get(nameOf('withoutPhone')),
    reason: '不会用手机',
  })
  expect(again).toMatchObject({ status: 200, body: { repeated: true } })
  expect(await countPresent(stage)).toBe(before + 1)
}

async function letOthersCheckIn(stage: Stage): Promise<void> {
  const { code } = await readScreen(stage)
  const { meetingId, members } = stage.found
  for (const place of EXTRAS) {
    const answer = await stage.service.as(members.get(nameAt(place))).post('/meetings/check-in', { meetingId, code })
    expect(answer.status).toBe(200)
  }
}

/** The meeting day: by QR code, by six digits, by proxy, on leave; what is missing is counted live. */
export async function checkIn(stage: Stage): Promise<void> {
  await openScreens(stage)
  const { costs } = stage
  const deviceOf = (part: Part) => stage.player(part).device
  await measure(costs, '扫码签到', 0, [deviceOf('scans')], () => checkInByScanning(stage))
  await deviceOf('secretary').see('还有 11 人未到')
  await measure(costs, '六位码签到', 0, [deviceOf('types')], () => checkInByCode(stage, 'types'))
  await measure(costs, '请假与准假', 0, [deviceOf('onLeave'), deviceOf('secretary')], () => takeLeave(stage))
  await measure(costs, '代签到', 0, [deviceOf('secretary')], () => checkInByProxy(stage))
  await checkInByCode(stage, 'commissioner')
  await agreeToMessages(stage, 'commissioner')
  await letOthersCheckIn(stage)
  await deviceOf('secretary').see('还有 2 人未到')
  await stage.photograph('secretary', 'roll-call')
  await deviceOf('secretary').tap('投到大屏')
  await deviceOf('secretary').see('已到 9 / 应到 12')
  await stage.photograph('secretary', 'second-screen')
  await checkInByCode(stage, 'secretary')
  await stage.settle()
  expect((await readScreen(stage)).counts).toMatchObject({ due: 12, present: 10, leave: 1, missing: 1 })
}
