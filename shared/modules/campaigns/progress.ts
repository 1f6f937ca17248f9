import { dayOf, daysBetween, monthOf, type PlainDate } from '@shared/core/plainDate'
import type { CampaignNode } from './model'
import { phaseOf } from './plan'

/** How far one node is in one group: how many are asked, how many have done it, and what share of it they have understood. */
export interface NodeStanding {
  nodeId: string
  asked: number
  done: number
  /** Sum of the shares (0…1) of those whose answers have been graded, and how many they are. */
  understood: { sum: number; count: number }
}

/** 一组的进度 — everybody counts in one group: the team, without one the register. */
export interface GroupStanding {
  groupId: string
  asked: number
  /** Who has done at least one thing. */
  reached: number
  nodes: readonly NodeStanding[]
}

/** What one person has done in a campaign. */
export interface MemberStanding {
  id: string
  /** Nodes done, with the share understood where that was asked. */
  done: Readonly<Record<string, number | null>>
}

/** Counts one group from what its people have done. */
export function countGroup(
  groupId: string,
  nodes: readonly Pick<CampaignNode, 'id' | 'cancelledBecause'>[],
  members: readonly MemberStanding[],
): GroupStanding {
  const live = nodes.filter((node) => node.cancelledBecause === undefined)
  return {
    groupId,
    asked: members.length,
    reached: members.filter(({ done }) => live.some((node) => node.id in done)).length,
    nodes: live.map(({ id }) => {
      const shares = members.flatMap(({ done }) => (id in done ? [done[id] ?? null] : []))
      const graded = shares.filter((share) => share !== null)
      return {
        nodeId: id,
        asked: members.length,
        done: shares.length,
        understood: {
          sum: Math.round(graded.reduce((sum, share) => sum + share, 0) * 1e6) / 1e6,
          count: graded.length,
        },
      }
    }),
  }
}

/** Adds groups up: a unit's numbers are those of its teams. */
export function addGroups(groupId: string, groups: readonly GroupStanding[]): GroupStanding {
  const nodes = new Map<string, NodeStanding>()
  for (const { nodeId, asked, done, understood } of groups.flatMap((group) => group.nodes)) {
    const sum = nodes.get(nodeId) ?? { nodeId, asked: 0, done: 0, understood: { sum: 0, count: 0 } }
    nodes.set(nodeId, {
      nodeId,
      asked: sum.asked + asked,
      done: sum.done + done,
      understood: { sum: sum.understood.sum + understood.sum, count: sum.understood.count + understood.count },
    })
  }
  return {
    groupId,
    asked: groups.reduce((sum, group) => sum + group.asked, 0),
    reached: groups.reduce((sum, group) => sum + group.reached, 0),
    nodes: [...nodes.values()],
  }
}

/** 平均掌握 in percent, or undefined while nobody has been graded. */
export const understandingOf = ({ understood: { sum, count } }: NodeStanding): number | undefined =>
  count === 0 ? undefined : Math.round(Math.round(sum * 1e6) / (count * 1e4))

export const percentOf = (done: number, asked: number): number => (asked === 0 ? 0 : Math.round((done * 100) / asked))

/** 下一步 — what a group should do next, and whether it needs help with it. */
export interface NextStep {
  nodeId: string
  missing: number
  until: PlainDate
  /** More than half of the time is over and fewer than half have taken part. */
  needsHelp: boolean
  words: string
}

type Running = Pick<CampaignNode, 'id' | 'title' | 'on' | 'until' | 'cancelledBecause'>

/** The most pressing of what is open: what needs help first, then what ends first. Undefined when nothing is missing. */
export function nextStep(
  nodes: readonly Running[],
  { nodes: standings }: Pick<GroupStanding, 'nodes'>,
  today: PlainDate,
): NextStep | undefined {
  const steps = standings.flatMap(({ nodeId, asked, done }): NextStep[] => {
    const node = nodes.find(({ id }) => id === nodeId)
    if (!node || done >= asked || phaseOf(node, today) !== 'open') return []
    const halfOver = daysBetween(node.on, today) * 2 >= daysBetween(node.on, node.until)
    const needsHelp = halfOver && done * 2 < asked
    const words = `“${node.title}”还差 ${asked - done} 人，${monthOf(node.until)}月${dayOf(node.until)}日止`
    return [{ nodeId, missing: asked - done, until: node.until, needsHelp, words }]
  })
  const byNeed = (a: NextStep, b: NextStep) =>
    Number(b.needsHelp) - Number(a.needsHelp) || (a.until < b.until ? -1 : a.until > b.until ? 1 : 0)
  return steps.sort(byNeed)[0]
}
