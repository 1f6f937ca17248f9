import { dayOf, monthOf, type PlainDate, yearOf } from '@shared/core/plainDate'
import { NODE_KIND_LABELS, NODE_KINDS, type NodeKind } from './model'
import { percentOf } from './progress'

/** How far one node came. */
export interface SummaryNode {
  kind: NodeKind
  title: string
  on: PlainDate
  until: PlainDate
  asked: number
  done: number
  /** Percent; null where nobody was graded. */
  understanding: number | null
  cancelledBecause: string | null
}

/** A unit or a group, in the order of the tree. */
export interface SummaryPlace {
  name: string
  asked: number
  reached: number
  understanding: number | null
}

/** 总结 — what a campaign was and what came of it, as it stood when it was closed; nobody's name is in it. */
export interface CampaignSummary {
  title: string
  theme: string
  host: string
  from: PlainDate
  to: PlainDate
  closedOn: PlainDate
  audience: readonly string[]
  posts: readonly string[]
  people: number
  reached: number
  groups: number
  nodes: readonly SummaryNode[]
  units: readonly SummaryPlace[]
  teams: readonly SummaryPlace[]
  /** Times a group was reminded by hand. */
  nudges: number
}

/** A day as it stands in a document. */
export const dayWord = (day: PlainDate): string => `${yearOf(day)}年${monthOf(day)}月${dayOf(day)}日`
const KIND_UNITS = {
  push: '条',
  course: '项',
  exam: '次',
  event: '场',
  contest: '项',
} as const satisfies Record<NodeKind, string>

const heldOf = (nodes: readonly SummaryNode[]): SummaryNode[] => nodes.filter((node) => node.cancelledBecause === null)

function whatWasDone(nodes: readonly SummaryNode[]): string {
  const held = heldOf(nodes)
  const kinds = NODE_KINDS.flatMap((kind) => {
    const count = held.filter((node) => node.kind === kind).length
    return count > 0 ? [`${NODE_KIND_LABELS[kind]} ${count} ${KIND_UNITS[kind]}`] : []
  })
  const gone = nodes.filter((node) => node.cancelledBecause !== null)
  const cancelled = gone.map(({ title, cancelledBecause }) => `“${title}”（${cancelledBecause}）`)
  const rest = gone.length > 0 ? `；取消 ${gone.length} 个节点：${cancelled.join('、')}` : ''
  return `活动安排了${kinds.length > 0 ? kinds.join('、') : '的节点都没有举行'}${rest}。`
}

function whatWasUnderstood(nodes: readonly SummaryNode[]): string[] {
  const graded = heldOf(nodes).filter((node) => node.understanding !== null)
  const [first] = graded
  if (!first) return []
  const words = graded.map(({ title, understanding, done }) => `“${title}”${done} 人、平均掌握 ${understanding}%`)
  const weakest = graded.reduce(
    (low, node) => ((node.understanding ?? 0) < (low.understanding ?? 0) ? node : low),
    first,
  )
  const next = graded.length > 1 ? `掌握相对弱的是“${weakest.title}”，可以作为下一步学习的重点。` : ''
  return [`答题情况：${words.join('；')}。${next}`]
}

/** Where to look next: the node fewest people came to, and places where fewer than half were reached. To what is only said nobody comes. */
function whatIsNext({ nodes, teams }: CampaignSummary): string[] {
  const held = heldOf(nodes).filter((node) => node.asked > 0 && node.kind !== 'push')
  const [first] = held
  const fewest =
    first && held.reduce((low, node) => (node.done / node.asked < low.done / low.asked ? node : low), first)
  const behind = teams.filter(({ asked, reached }) => asked > 0 && reached * 2 < asked).length
  return [
    ...(fewest && fewest.done < fewest.asked
      ? [`参加人数最少的节点是“${fewest.title}”（${fewest.done} / ${fewest.asked} 人），下次可以换个时间或者方式再试。`]
      : []),
    ...(behind > 0
      ? [`有 ${behind} 个小组参加过的人不到一半，建议由工会小组长了解原因，帮他们解决时间、信号等困难。`]
      : []),
  ]
}

/** The text of the summary: every number in it is one of the facts above. */
export function summaryText(summary: CampaignSummary): { heading: string; lines: string[] }[] {
  const { title, theme, host, from, to, audience, posts, people, reached, groups, nodes, nudges } = summary
  const whom = [audience.join('、'), ...(posts.length > 0 ? [`岗位为${posts.join('、')}`] : [])]
    .filter(Boolean)
    .join('，')
  const helped = nudges > 0 ? `其间由工会工作人员和组长提醒 ${nudges} 次。` : ''
  const next = whatIsNext(summary)
  return [
    {
      heading: '一、基本情况',
      lines: [
        `${dayWord(from)}至${dayWord(to)}，${host}开展了“${title}”，主题是“${theme}”，面向${whom}共 ${people} 人、${groups} 个小组，自愿参加。`,
        whatWasDone(nodes),
      ],
    },
    {
      heading: '二、参与和掌握',
      lines: [
        `${reached} 人至少参加过一个节点，占 ${percentOf(reached, people)}%。${helped}`,
        ...whatWasUnderstood(nodes),
      ],
    },
    { heading: '三、下一步', lines: next.length > 0 ? next : ['各节点都有人参加，各小组参加过的人都在一半以上。'] },
  ]
}
