import { listFinished } from '@cloud/modules/learning/index'
import { listExamResults } from '@cloud/modules/quiz/index'
import type { CampaignNode, NodeKind } from '@shared/modules/campaigns/model'
import { countsFrom } from '@shared/modules/learning/progress'
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

const handedIn: Source = async (nodes, personIds) => {
  const byExam = new Map(nodes.flatMap(({ id, refId }) => (refId ? [[refId, id] as const] : [])))
  const done: DoneByNode = new Map()
  if (byExam.size === 0) return done
  for (const { examId, personId, share } of await listExamResults([...byExam.keys()], personIds)) {
    const nodeId = byExam.get(examId) ?? ''
    done.set(nodeId, (done.get(nodeId) ?? new Map()).set(personId, share))
  }
  return done
}

/** Finished in the year of the node's end, or after it began: as what is asked of people counts. */
const learnt: Source = async (nodes, personIds) => {
  const done: DoneByNode = new Map()
  const courseIds = [...new Set(nodes.flatMap(({ refId }) => refId ?? []))]
  if (courseIds.length === 0) return done
  const finished = await listFinished(courseIds, personIds)
  for (const { id, refId, on, until } of nodes) {
    const from = countsFrom(on, until)
    const people = finished.filter((one) => one.courseId === refId && one.on >= from)
    if (people.length > 0) done.set(id, new Map(people.map(({ personId }) => [personId, null])))
  }
  return done
}

/** What counts as having done a node, by its kind: always a fact recorded where it happened, never a tick. */
const SOURCES: Readonly<Record<NodeKind, Source>> = {
  push: readPushes,
  course: learnt,
  exam: handedIn,
  event: came,
  contest: handedIn,
}

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
