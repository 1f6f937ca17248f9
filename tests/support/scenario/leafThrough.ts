import { BRANCH, nameOf, type Who } from './cast'
import { visit } from './enter'
import type { Stage } from './stage'

type Leaf = [who: Who, path: string, shows: string]

/** The pages no act has needed: each opens, shows what came of the day, and is photographed. */
export async function leafThrough(stage: Stage): Promise<void> {
  const { branchId, members } = stage.found
  const detail = `/modules/people/pages/detail/index?personId=${members.get(nameOf('scans'))}`
  const leaves: Leaf[] = [
    ['secretary', '/pages/calendar/index', '2026年6月'],
    ['secretary', '/pages/study/index', '学习'],
    ['secretary', '/modules/accounts/pages/sessions/index', stage.runtime === 'weapp' ? '微信小程序' : 'Chrome'],
    ['administrator', '/pages/today/index', '今日'],
    ['administrator', '/modules/exchange/pages/batches/index', '党员基本信息采集表.xlsx'],
    ['administrator', '/modules/people/pages/list/index', nameOf('scans')],
    ['administrator', detail, BRANCH],
    ['administrator', '/modules/organizations/pages/list/index', BRANCH],
    ['administrator', `/modules/organizations/pages/detail/index?organizationId=${branchId}`, BRANCH],
    ['administrator', '/modules/audit/pages/list/index', '系统管理员'],
    ['administrator', '/modules/calendar/pages/years/index', '2026'],
  ]
  for (const [who, path, shows] of leaves) {
    const { device } = await visit(stage, who, path)
    await device.see(shows)
    await stage.photograph(who, path.split('/').slice(2, -1).join('-').replace('pages-', ''))
  }
}
