import type { CampaignNode, NodeKind } from '@shared/modules/campaigns/model'
import { statusOf } from '@shared/modules/meetings/attendance'
import { type EventAttendanceRecord, EventAttendances, Receipts } from '../collection'

/** Who of these people has done which of these nodes: by node and person, with the share understood where that was asked. */
export type DoneByNode = Map<string, Map<string, number | null>>
type Source = (nodes: readonly CampaignNode[], personIds: readonly string[]) => Promise<DoneByNode>

const readPushes: Source = async (nodes, personIds) => {
  const ids = nodes.flatMap((node) => personIds.map((personId) => `${node.id}:${personId}`))
  const rows = await Receipts.find({ _id: { $in: ids } }, { nodeId: 1, personId: 1 }).lean<
    { _id: string; nodeId: string; personId: string }[]
  >()
  const done: DoneByNode = new Map()
  for (const { nodeId, personId } of rows) done.set(nodeId, (done.get(nodeId) ?? new Map()).set(personId, null))
  return done
}

const came: Source = async (nodes, personIds) => {
  const ids = nodes.flatMap((node) => personIds.map((personId) => `${node.id}:${personId}`))
  const rows = await EventAttendances.find({ _id: { $in: ids } }).lean<EventAttendanceRecord[]>()
  const done: DoneByNode = new Map()
  for (const { nodeId, personId, entries } of rows)
    if (statusOf(entries) === 'present') done.set(nodeId, (done.get(nodeId) ?? new Map()).set(personId, null))
  return done
}

/** What counts as having done a node, by its kind: always a fact recorded where it happened, never a tick. */
const SOURCES: Partial<Record<NodeKind, Source>> = { push: readPushes, event: came }

/** Reads for these people what they have done of a campaign's nodes, one question per kind. */
export async function listDone(nodes: readonly CampaignNode[], personIds: readonly string[]): Promise<DoneByNode> {
  const done: DoneByNode = new Map()
  for (const [kind, read] of Object.entries(SOURCES)) {
    const own = nodes.filter((node) => node.kind === kind)
    if (own.length === 0 || personIds.length === 0) continue
    for (const [nodeId, people] of await read(own, personIds)) done.set(nodeId, people)
  }
  return done
}
