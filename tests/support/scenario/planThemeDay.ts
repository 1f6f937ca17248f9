import { EXTRAS, nameOf, PLACES, WITH_DEVICE } from './cast'
import { measure } from './costs'
import { enter, grantOnOtherPhone, letOthersHaveSignedIn, visit } from './enter'
import type { Stage } from './stage'
import { TEMPLATES } from './wechatSide'

export const TITLE = '6月主题党日'
export const DETAIL = '/modules/meetings/pages/detail/index'

/** The people of the branch come in; one never does. */
export async function enterBranch(stage: Stage): Promise<void> {
  for (const part of WITH_DEVICE) await enter(stage, part)
  await letOthersHaveSignedIn(stage, [...EXTRAS, PLACES.forgotten])
  await stage.photograph('secretary', 'today-branch')
}

/** From the year's plan to the notice: everything is proposed, one tap confirms it. */
async function planAndAnnounce(stage: Stage): Promise<void> {
  const { device } = await visit(stage, 'secretary', '/pages/today/index')
  await device.tap('全年计划')
  await device.see('年度计划')
  await stage.photograph('secretary', 'plan')
  await device.tap(`查看${TITLE}`)
  await stage.photograph('secretary', 'plan-line')
  await device.tap('去安排')
  await device.see('按条例的常用议题')
  await stage.photograph('secretary', 'proposal')
  device.grantSubscribe('accept')
  // Tapped twice in impatience: still one meeting, one notice.
  await Promise.all([device.tap('安排并通知'), device.tap('安排并通知', { timeout: 50 }).catch(() => undefined)])
  await device.see('打开签到屏')
  await stage.photograph('secretary', 'meeting-announced')
}

/** The notice lies in everybody's inbox; on the phone of whoever granted a message it rings. */
async function findNotice(stage: Stage): Promise<void> {
  const { stub, service } = stage
  for (const part of WITH_DEVICE) {
    const { items } = (await service.as(stage.player(part).personId).get('/inbox')).body
    expect(items).toMatchObject([{ title: TITLE, kind: 'notice', dueOn: '2026-06-05' }])
  }
  const rung = stub.control.listMessages().map(({ openId, templateId }) => ({ openId, templateId }))
  expect(rung).toEqual([{ openId: stage.player('secretary').openId, templateId: TEMPLATES.meetingNotice.id }])

  const { device } = await visit(stage, 'scans', '/modules/reminders/pages/inbox/index')
  await device.see(TITLE)
  await stage.photograph('scans', 'inbox')
  await device.tap(`查看通知：${TITLE}`)
  await device.see('主持人')
  await device.see(nameOf('scans'))
  await device.see('正式党员，有表决权')
  await stage.photograph('scans', 'notice')
}

export async function planThemeDay(stage: Stage): Promise<void> {
  if (stage.runtime === 'h5') await grantOnOtherPhone(stage, 'secretary')
  const { device } = stage.player('secretary')
  await measure(stage.costs, '安排会议并通知', 0, [device], () => planAndAnnounce(stage))
  await stage.settle()
  const { body } = await stage.service.as(stage.player('secretary').personId).get('/meetings?kind=themeDay')
  expect(body.items).toMatchObject([{ title: TITLE, state: 'notified', on: '2026-06-05', startTime: '15:00' }])
  stage.found.meetingId = body.items[0].id
  await findNotice(stage)
}
