import { forgetActors } from '@cloud/modules/accounts/index'
import { ROLE_LABELS } from '@shared/core/roles'
import type { UiDriver } from '../ui/driver'
import { good } from './arrange'
import { BRANCH, nameOf, type Part } from './cast'
import { measure } from './costs'
import { comeBack, visit } from './enter'
import type { Stage } from './stage'

const SEAT = `${BRANCH}${ROLE_LABELS.secretary}`
/** One item after the other is written and read again. */
const PATIENCE = { timeout: 15_000 }
const LAST_DAY = '2026-07-08'
const FIRST_DAY = '2026-07-09'

/** The administrator ends one term and begins the next, from the page of the branch. */
async function changeSecretary(stage: Stage): Promise<void> {
  stage.service.clock.set('2026-07-08T01:00:00.000Z')
  const place = `/modules/organizations/pages/detail/index?organizationId=${stage.found.branchId}`
  const { device } = await visit(stage, 'administrator', place)
  await measure(stage.costs, '书记换人', 1, [device], async () => {
    await device.tap(`免去${nameOf('secretary')}${ROLE_LABELS.secretary}`)
    await device.choose('免职日期', LAST_DAY)
    await device.type('原因', '工作调动')
    await device.tap({ label: '免去', within: '免职日期' })
    await device.gone('免职日期')
    await device.tap('任命')
    await device.choose('人员', nameOf('scans'))
    await device.choose('职务', ROLE_LABELS.secretary)
    await device.choose('任职日期', FIRST_DAY)
    await stage.photograph('administrator', 'appoint')
    await device.tap({ label: '任命', within: '任职日期' })
    await device.gone('任职日期')
  })
  await stage.settle()
  stage.service.clock.set('2026-07-09T01:00:00.000Z')
  // Who somebody is is remembered for three seconds; a night is longer.
  forgetActors()
  await stage.service.runJobs()
  await stage.settle()
}

/** 今日 asks anew when it is shown, not while it stands open. */
async function lookAtToday(stage: Stage, part: Part): Promise<UiDriver> {
  await visit(stage, part, '/pages/me/index')
  return (await visit(stage, part, '/pages/today/index')).device
}

/** What is open is listed already; one thing is asked back and answered, the others are accepted one by one. */
async function takeOver(stage: Stage): Promise<void> {
  const successor = await lookAtToday(stage, 'scans')
  await successor.tap('我自己的')
  await successor.tap(`去接收：接收${SEAT}的工作`)
  await successor.see('未办结的事')
  await stage.photograph('scans', 'handover')
  const own = stage.service.as(stage.player('scans').personId)
  const [handover] = good(await own.get('/handovers')).items
  const { items } = good(await own.get(`/handovers/${handover.id}`))
  expect(items.length).toBeGreaterThan(0)
  const [first, ...rest] = items.map((item: { title: string }) => item.title)
  await successor.tap(`提问：${first}`)
  await successor.type('问题', '资料放在哪里？')
  await successor.tap('发给移交人')
  await successor.see('待答复')
  await stage.settle()

  const old = await lookAtToday(stage, 'secretary')
  await old.tap(`去答复：答复${SEAT}交接中的提问`)
  await old.tap(`答复：${first}`)
  await old.type('答复', '在活动室的蓝色文件盒里。')
  await old.tap('发给接任人')
  await old.gone('发给接任人')
  await stage.photograph('secretary', 'handover-answered')

  await visit(stage, 'scans', `/modules/handovers/pages/detail/index?id=${handover.id}`)
  await successor.see('在活动室的蓝色文件盒里。')
  for (const title of [first, ...rest]) await successor.tap(`接收：${title}`, PATIENCE)
  await successor.see('已接完', PATIENCE)
  await stage.photograph('scans', 'handover-finished')
}

/** 岗位交接 — the secretary changes; nothing that was open is lost with the one who leaves. */
export async function handOver(stage: Stage): Promise<void> {
  await changeSecretary(stage)
  const devices = [(await comeBack(stage, 'scans')).device, (await comeBack(stage, 'secretary')).device]
  await measure(stage.costs, '接收岗位', 2, devices, () => takeOver(stage))
  await stage.settle()
  const own = stage.service.as(stage.player('scans').personId)
  expect(good(await own.get('/handovers')).items).toMatchObject([{ state: 'finished', finishedOn: FIRST_DAY }])
  expect(
    (
      await stage.service
        .as(stage.player('secretary').personId)
        .get(`/appraisals/proposal?organizationId=${stage.found.branchId}`)
    ).status,
  ).toBe(403)
}
