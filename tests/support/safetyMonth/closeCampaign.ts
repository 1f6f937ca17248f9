import { textsOf, unzip } from '../../campaigns/readDocx'
import { good } from '../scenario/arrange'
import { measure } from '../scenario/costs'
import { visit } from '../scenario/enter'
import { rowOf } from './board'
import { CAMPAIGN, THEME } from './createCampaign'
import { asWorker, goTo, letTimeWork, type Month, NODES, type NodeName } from './month'

/** Wednesday 1 July 2026, 06:05 and 09:00 in Shanghai. */
const AFTER_THE_END = '2026-06-30T22:05:00.000Z'
const THAT_MORNING = '2026-07-01T01:00:00.000Z'

const percent = (part: number, whole: number): number => Math.round((100 * part) / whole)

/** Every text the summary must hold, from the ledger of the test. */
function expectedTexts(month: Month): string[] {
  const all = rowOf(month, month.workers)
  const { exam, contest } = all.nodes
  return [
    `2026年6月1日至2026年6月30日，示范路桥第一分公司开展了“${CAMPAIGN}”，主题是“${THEME}”`,
    `面向大桥项目部共 ${all.asked} 人、4 个小组，自愿参加`,
    `${all.reached} 人至少参加过一个节点，占 ${percent(all.reached, all.asked)}%`,
    '提醒 1 次',
    `“${NODES.exam}”${exam?.done} 人、平均掌握 ${exam?.understanding}%`,
    `“${NODES.contest}”${contest?.done} 人、平均掌握 ${contest?.understanding}%`,
  ]
}

/** Numbers in the charts: of nodes who took part, of graded ones what was understood, of teams who was reached. */
function expectedCharts(month: Month): string[][] {
  const all = rowOf(month, month.workers)
  const names = Object.keys(NODES) as NodeName[]
  const shares = names.map((name) => percent(all.nodes[name]?.done ?? 0, all.asked))
  const understood = (['exam', 'contest'] as const).map((name) => all.nodes[name]?.understanding ?? 0)
  const teams = month.world.teams.map((_, team) => {
    const { reached, asked } = rowOf(
      month,
      month.workers.filter((one) => one.team === team),
    )
    return percent(reached, asked)
  })
  return [shares, understood, teams].map((numbers) => numbers.map(String).sort())
}

function expectFile(month: Month, bytes: Buffer): void {
  const parts = unzip(bytes)
  const document = textsOf((parts.get('word/document.xml') ?? Buffer.alloc(0)).toString('utf8'), 'w:t(?: [^>]*)?')
  const text = document.join('')
  for (const wanted of expectedTexts(month)) expect(text).toContain(wanted)
  const charts = [...parts.keys()].filter((name) => /^word\/charts\/chart\d+\.xml$/.test(name)).sort()
  const numbers = charts.map((name) =>
    textsOf((parts.get(name) ?? Buffer.alloc(0)).toString('utf8'), 'c:v')
      .filter((value) => /^\d+$/.test(value))
      .sort(),
  )
  expect(numbers).toEqual(expectedCharts(month))
}

/** 总结 — written by itself on the morning after; the officer reads it and takes the file. */
export async function closeCampaign(month: Month): Promise<void> {
  const { stage, found, workers } = month
  goTo(month, AFTER_THE_END)
  await letTimeWork(month)
  goTo(month, THAT_MORNING)
  const { device } = await visit(stage, 'officer', `/modules/campaigns/pages/campaign/index?id=${found.campaignId}`)
  await measure(stage.costs, '活动总结', 0, [device], async () => {
    await device.tap('看总结')
    for (const text of expectedTexts(month)) await device.see(text)
    await stage.photograph('officer', 'month-summary')
    await device.tap('下载总结（docx）')
  })
  const { name, bytes } = await device.takeFile()
  expect(name).toMatch(/安全生产月.*\.docx$/)
  expectFile(month, bytes)
  const raw = JSON.stringify([...unzip(bytes).values()].map((part) => part.toString('utf8')))
  for (const worker of workers) expect(raw).not.toContain(good(await asWorker(month, worker).get('/me')).name)
}
