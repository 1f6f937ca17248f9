import { good } from '../scenario/arrange'
import { measure } from '../scenario/costs'
import { visit } from '../scenario/enter'
import { CAMPAIGN } from './createCampaign'
import { asOfficer, asWorker, goTo, letTimeWork, type Month, NODES } from './month'

/** Monday 1 June 2026, 06:40 and 07:45 in Shanghai: before and after what the service tells by itself. */
const FIRST_DAY = '2026-05-31T22:40:00.000Z'
const AFTER_THE_JOB = '2026-05-31T23:45:00.000Z'

/** How often everybody has been told of each node, by how many times and how many people. */
async function countTold(month: Month, title: string): Promise<Record<number, number>> {
  const times: Record<number, number> = {}
  for (const worker of month.workers) {
    const { items } = good(await asWorker(month, worker).get('/inbox?limit=100'))
    const told = items.filter((item: { title: string }) => item.title === title).length
    times[told] = (times[told] ?? 0) + 1
  }
  return times
}

/** 推送 — the officer does not wait for the morning; the morning does not tell it twice, and brings the course. */
export async function pushFirstDay(month: Month): Promise<void> {
  const { stage, found, workers } = month
  goTo(month, FIRST_DAY)
  const { device } = await visit(stage, 'officer', '/modules/campaigns/pages/list/index')
  await measure(stage.costs, '推送', 0, [device], async () => {
    await device.tap(CAMPAIGN)
    await device.tap(`办理：${NODES.opening}`)
    await device.tap('现在推送')
    await device.see('不等到当天早上')
    await device.tap('推送')
    await device.gone('不等到当天早上')
  })
  await stage.settle()
  expect(await countTold(month, NODES.opening)).toEqual({ 1: workers.length })
  goTo(month, AFTER_THE_JOB)
  await letTimeWork(month)
  expect(await countTold(month, NODES.opening)).toEqual({ 1: workers.length })
  expect(await countTold(month, NODES.course)).toEqual({ 1: workers.length })
  expect(await countTold(month, NODES.exam)).toEqual({ 0: workers.length })
  const again = await asOfficer(month).post(`/campaigns/${found.campaignId}/nodes/${found.nodeIds['opening']}/push`)
  expect(again.status).toBe(409)
}
