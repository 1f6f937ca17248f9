import { plainDate } from '@shared/core/plainDate'
import { YEAR_2026 } from '@shared/modules/calendar/model'
import { type BranchFacts, planYear } from '@shared/modules/meetings/plan/planYear'
import { median } from './measure'

const ROUNDS = 7
const BRANCHES = 2_000

const branch = (i: number): BranchFacts => {
  const id = String(i).padStart(24, '0')
  const groups = [1, 2, 3].map((n) => ({ id: `${n}${id.slice(1)}`, name: `第${n}党小组` }))
  const meetings = [1, 2, 3, 4, 5].map((month) => ({
    id: `${month}${id.slice(1)}`,
    kind: 'themeDay' as const,
    on: plainDate(`2026-0${month}-05`),
    state: 'locked' as const,
  }))
  return { organizationId: id, fullMembers: 18, hasCommittee: true, groups, meetings }
}

/** Obligations a second of the pure planner: branches of 18 members and three groups, five meetings held; goal 100,000. */
export function benchPlanner(): number {
  const facts = Array.from({ length: BRANCHES }, (_, i) => branch(i))
  const calendar = { 2026: YEAR_2026 }
  const settings = { themeDayOfMonth: 5, lecturesPerQuarter: 1 }
  const rates = Array.from({ length: ROUNDS }, () => {
    const started = performance.now()
    let planned = 0
    for (const one of facts) planned += planYear(one, 2026, calendar, settings).length
    return (planned * 1_000) / (performance.now() - started)
  })
  return median(rates)
}
