import type { PageRequest } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import { listBranchPage } from '@cloud/modules/organizations/index'
import { yearOf } from '@shared/core/plainDate'
import { countCoverage, coverageOf } from '@shared/modules/talks/coverage'
import { TALK_KINDS } from '@shared/modules/talks/model'
import { COVERAGE_POLICY } from '@shared/modules/talks/policy'
import { loadTalkBranches } from './branch'
import { getTalkPlace } from './queries'

/** 下级覆盖数字 — branch by branch in the order of the tree: totals, no names, no ranking. */
export async function readOverview(
  work: Work,
  query: PageRequest & { organizationId: string; year?: number | undefined },
) {
  const { actor, today } = work
  const year = query.year ?? yearOf(today)
  const above = await getTalkPlace(query.organizationId, (place) => COVERAGE_POLICY.numbers(actor, place))
  const { items, next } = await listBranchPage(above.path, query)
  const branches = await loadTalkBranches(
    items.map((item) => item.id),
    year,
    today,
  )
  return {
    year,
    items: items.map(({ id, name }) => {
      const facts = branches.get(id)
      const byKind = countCoverage(facts ? coverageOf(facts) : [])
      const sum = (what: 'due' | 'done') => TALK_KINDS.reduce((total, kind) => total + byKind[kind][what], 0)
      return { organizationId: id, name, due: sum('due'), done: sum('done'), byKind }
    }),
    next,
  }
}
