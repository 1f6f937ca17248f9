import { BRANCH } from './cast'
import { visit } from './enter'
import type { Stage } from './stage'

interface PlannedLine {
  title: string
  source: { document: string; article: string }
  state: string
}

/** The year of every branch stands, each line with its source, and nobody has typed a word of it. */
export async function readPlans(stage: Stage): Promise<void> {
  const { personId } = stage.player('administrator')
  const api = stage.service.as(personId)
  const { body: progress } = await api.get(`/duties/progress?organizationId=${stage.found.topId}&limit=50`)
  expect(progress.items.map((one: { name: string }) => one.name).sort()).toEqual(
    ['第一党支部', '第三党支部', '第二党支部'].sort(),
  )
  for (const { organizationId } of progress.items) {
    const { body: plan } = await api.get(`/duties/plan?organizationId=${organizationId}&year=2026`)
    const titles = plan.items.map((line: PlannedLine) => line.title)
    for (const title of ['6月主题党日', '第二季度支部党员大会', '6月支委会', '第四季度党课', '12月主题党日'])
      expect(titles).toContain(title)
    for (const line of plan.items as PlannedLine[]) expect(line.source.document).not.toBe('')
  }
  const { device } = await visit(stage, 'administrator', '/modules/duties/pages/progress/index?state=all')
  await device.see(BRANCH)
  await stage.photograph('administrator', 'progress')
  await device.tap(`看详情：${BRANCH}`)
  await device.tap('看全年计划')
  await device.see('6月主题党日')
  await stage.photograph('administrator', 'year-plan')
}
