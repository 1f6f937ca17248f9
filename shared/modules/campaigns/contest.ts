import type { CampaignNode } from './model'
import { type GroupStanding, percentOf, understandingOf } from './progress'

/** 班组竞赛 — how a group takes part and what it understands of the contest's papers. */
export interface ContestTeam {
  groupId: string
  asked: number
  done: number
  /** Percent. */
  participation: number
  /** Percent; null while nobody has been graded. */
  understanding: number | null
}

/** How the groups stand in the contests of a campaign, in the order given. */
export function contestTeams(
  nodes: readonly Pick<CampaignNode, 'id' | 'kind' | 'cancelledBecause'>[],
  groups: readonly GroupStanding[],
): ContestTeam[] {
  const contests = new Set(
    nodes.filter((node) => node.kind === 'contest' && node.cancelledBecause === undefined).map(({ id }) => id),
  )
  if (contests.size === 0) return []
  return groups.map(({ groupId, nodes: standings }) => {
    const own = standings.filter(({ nodeId }) => contests.has(nodeId))
    const asked = own.reduce((sum, node) => sum + node.asked, 0)
    const done = own.reduce((sum, node) => sum + node.done, 0)
    const understood = own.reduce(
      (all, node) => ({ sum: all.sum + node.understood.sum, count: all.count + node.understood.count }),
      { sum: 0, count: 0 },
    )
    return {
      groupId,
      asked,
      done,
      participation: percentOf(done, asked),
      understanding: understandingOf({ nodeId: '', asked, done, understood }) ?? null,
    }
  })
}

/** 积分 of a group, from taking part and from understanding, half each: a large group has no advantage. */
export const scoreOf = ({ participation, understanding }: ContestTeam): number =>
  Math.round((participation + (understanding ?? 0)) / 2)

/** 名次 — the same score, the same place. */
export function placesOf(teams: readonly ContestTeam[]): Map<string, number> {
  const scores = teams.map(scoreOf)
  return new Map(teams.map((team) => [team.groupId, 1 + scores.filter((score) => score > scoreOf(team)).length]))
}
