import { good } from '../scenario/arrange'
import { measure } from '../scenario/costs'
import { visit } from '../scenario/enter'
import { BANK_TITLE } from './bankFile'
import { PER_TEAM, TEAMS } from './cast'
import { asOfficer, type Month, NODES, type NodeName } from './month'

export const THEME = '人人讲安全、个个会应急——查找身边安全隐患'
export const CAMPAIGN = '2026 年安全生产月'

/** From the template: this year's theme is written, the audience chosen, everything else is proposed. */
async function draft(month: Month): Promise<void> {
  const { device } = await visit(month.stage, 'officer', '/modules/campaigns/pages/list/index')
  await device.tap('新建活动')
  await device.tap('安全生产月')
  await device.type('主题', THEME)
  await device.tap({ label: '示范路桥第一分公司', within: '对象' })
  await device.see('已选 1 个')
  await device.tap('示范路桥第一分公司')
  await device.tap('大桥项目部')
  await device.tap('选好了')
  await month.stage.photograph('officer', 'month-draft')
  await device.tap('排好计划')
  await device.see(NODES.exam)
}

/** The exam asks from the bank just imported instead of those of the product, and whoever passes has a certificate: nothing is typed. */
async function takeOwnBank(month: Month): Promise<void> {
  const { device } = month.stage.player('officer')
  await device.tap(`办理：${NODES.exam}`)
  await device.tap('看试卷，换题库')
  await device.tap('修改')
  await device.see('从哪些题库抽')
  for (let left = 2; left > 0; left -= 1) await device.tap('去掉这个题库')
  await device.gone('去掉这个题库')
  await device.choose('题库', BANK_TITLE)
  await device.see('一共 10 题，20 分，题库够用')
  await device.tap({ label: '改', within: '时间和规则' })
  await device.tap('合格发证书')
  await month.stage.photograph('officer', 'month-exam')
  await device.tap('存草稿')
  await device.see('看样卷')
  await device.see(BANK_TITLE)
  await device.see('合格就发')
  await device.back()
}

/** 建安全生产月 — template, theme, audience, own bank, published. */
export async function createCampaign(month: Month): Promise<void> {
  const { stage } = month
  const { device } = await visit(stage, 'officer', '/modules/campaigns/pages/list/index')
  await measure(stage.costs, '建安全生产月，换题库，发布', 2, [device], async () => {
    await draft(month)
    await takeOwnBank(month)
    await device.see('活动安排')
    await device.tap('发布')
    await device.gone('草稿')
    await device.see('看进度')
  })
  await stage.photograph('officer', 'month-open')
  await stage.settle()
  await learnCampaign(month)
}

/** Which nodes there are, and what stands behind them. */
async function learnCampaign(month: Month): Promise<void> {
  const { items } = good(await asOfficer(month).get('/campaigns'))
  const { id } = items.find(({ title }: { title: string }) => title === CAMPAIGN)
  const campaign = good(await asOfficer(month).get(`/campaigns/${id}`))
  month.found.campaignId = id
  for (const [name, title] of Object.entries(NODES) as [NodeName, string][]) {
    const node = campaign.nodes.find((one: { title: string }) => one.title === title)
    month.found.nodeIds[name] = node.id
    month.found.refIds[name] = node.refId ?? ''
  }
  expect(campaign).toMatchObject({ theme: THEME, state: 'open', people: TEAMS * PER_TEAM })
  const exam = good(await asOfficer(month).get(`/quiz/exams/${month.found.refIds['exam']}`))
  expect(exam).toMatchObject({
    phase: 'waiting',
    certificate: true,
    paper: { kind: 'drawn', bankIds: [month.found.bankId] },
  })
}
