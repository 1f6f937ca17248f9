/// <reference lib="dom" />
import { currentCode } from '@cloud/core/checkIn/rollingCode'
import type { Browser, Page } from 'playwright-core'
import { PHONE_VIEWPORT } from '../support/browser/browserDriver'
import { launchChromium, startBrowser } from '../support/browser/launchChromium'
import { keepIn, sessionOf } from '../support/browser/signedIn'
import { startTestService, type TestService } from '../support/service'
import { ensureBuilt } from '../support/ui/ensureBuilt'
import { buildUnionWorld, type Team, type UnionWorld } from '../support/unionWorld'

/** An event on the site: the leader of a team vouches for somebody without signal, a worker types the six digits. */
let service: TestService
let world: UnionWorld
let browser: Browser
let campaignId = ''
let nodeId = ''
const team = (): Team => world.teams[0] as Team

beforeAll(async () => {
  service = await startTestService({ now: '2026-12-05T00:10:00.000Z', pagesFolder: ensureBuilt('h5') })
  world = await buildUnionWorld(service.deps)
  browser = await startBrowser()
  const officer = service.as(world.officer)
  const audience = { organizationIds: [world.department.id] }
  const draft = { templateId: 'own', theme: '学法守法', audience, from: '2026-12-01', to: '2026-12-07' }
  campaignId = (await officer.post('/campaigns', draft)).body.id
  const { nodes } = (await officer.get(`/campaigns/${campaignId}`)).body
  for (const { id, kind } of nodes)
    if (kind !== 'push') await officer.post(`/campaigns/${campaignId}/nodes/${id}/cancel`, { reason: '不安排' })
  const event = {
    ...{ kind: 'event', title: '班前十分钟说法', text: '', place: '一号洞口' },
    ...{ on: '2026-12-05', until: '2026-12-05', startTime: '08:00', endTime: '10:00' },
  }
  nodeId = (await officer.post(`/campaigns/${campaignId}/nodes`, event)).body.id
  const opened = await officer.post(`/campaigns/${campaignId}/open`)
  if (opened.status !== 200) throw new Error(JSON.stringify(opened.body))
  await service.drain()
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await service?.stop()
})

async function openPage(personId: string | undefined, path: string) {
  const { context } = await launchChromium({ viewport: PHONE_VIEWPORT, browser })
  await context.clock.setFixedTime(service.clock.now())
  await keepIn(context, { session: await sessionOf(service, personId ?? '') })
  const page = await context.newPage()
  await page.goto(`${service.url}/#/modules/campaigns/pages/${path}`)
  return { context, page }
}
const shown = (page: Page) => page.locator('.taro_page:visible')
const says = (page: Page, words: string | RegExp) => shown(page).getByText(words).first().waitFor({ timeout: 10_000 })
const tap = (page: Page, name: string | RegExp) =>
  shown(page).getByRole('button', { name }).first().click({ timeout: 10_000 })
const came = async () =>
  (await service.as(world.officer).get(`/campaigns/${campaignId}/nodes/${nodeId}/screen`)).body.present

test('组长从本组名单进去代签：写原因；没有信号先存着，有信号后送到', async () => {
  const { context, page } = await openPage(team().leader, `group/index?id=${campaignId}&group=${team().id}`)
  await tap(page, /班前十分钟说法/)
  await says(page, '还没签到')
  await context.setOffline(true)
  await tap(page, '职工1丙')
  await tap(page, '手机没电')
  await tap(page, '确认代签')
  await says(page, /代签已存在本机/)
  expect(await came()).toBe(0)
  await context.setOffline(false)
  await shown(page)
    .getByText(/代签已存在本机/)
    .waitFor({ state: 'detached', timeout: 10_000 })
  await says(page, '已签到')
  await says(page, '职工1丙')
  expect(await came()).toBe(1)
  await context.close()
}, 60_000)

test('职工输 6 位数签到；看过的推送记下来', async () => {
  const { context, page } = await openPage(team().workers[3], `campaign/index?id=${campaignId}`)
  await tap(page, '去签到')
  await says(page, /6 位数/)
  for (const digit of currentCode(service.deps, nodeId, service.clock.now())) await tap(page, digit)
  await says(page, '签到成功')
  expect(await came()).toBe(2)
  await context.close()
}, 60_000)
