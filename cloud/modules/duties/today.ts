import { createHash } from 'node:crypto'
import type { Actor } from '@cloud/core/actor'
import type { Work } from '@cloud/core/deps'
import { PreparedJson } from '@cloud/core/http/preparedJson'
import { getOrganization } from '@cloud/modules/organizations/index'
import { type PlainDate, yearOf } from '@shared/core/plainDate'
import type { TodayReply } from '@shared/modules/duties/contract'
import type { BoardItem } from '@shared/modules/duties/model'
import { attentionDay, boardStart, groupByDeadline, isCheck } from '@shared/modules/duties/rules'
import { Boards } from './collection'
import { belowKey, noticeOthers, stampOf } from './freshness'
import { BOARD_FIELDS, HELPED_FIELDS, presentHelped, presentItem, presentRing, type ShownBoard } from './present'
import { organisedBy, overseenBy } from './reach'
import { boardId } from './record'

const FIRST = 3
const WAITING = 5
const LATER = 8

const itemsOf = (board: ShownBoard | undefined, today: PlainDate): BoardItem[] =>
  (board?.items ?? []).filter((item) => item.dueOn >= boardStart(today))

function presentMine(open: number, items: readonly BoardItem[], today: PlainDate): TodayReply['mine'] {
  const { now, week, later } = groupByDeadline(items, today)
  const shown = (list: readonly BoardItem[]) => list.map((item) => presentItem(item, today))
  const more = now.length + week.length + later.length - Math.min(later.length, LATER)
  return {
    now: shown(now),
    week: shown(week),
    later: shown(later.slice(0, LATER)),
    more: Math.max(0, open - more),
  }
}

function presentBranch(
  board: ShownBoard,
  checks: readonly BoardItem[],
  today: PlainDate,
): TodayReply['branches'][number] {
  const shown = (list: readonly BoardItem[]) => list.map((item) => presentItem(item, today))
  const items = itemsOf(board, today)
  return {
    organizationId: board._id.slice('organization:'.length),
    name: board.name,
    year: yearOf(today),
    ring: presentRing(board, today),
    pressing: items.filter((item) => attentionDay(item) <= today).length + checks.length,
    first: shown(items.slice(0, FIRST)),
    waiting: shown(checks.slice(0, WAITING)),
  }
}

async function presentSuperior(
  organizationId: string,
  today: PlainDate,
): Promise<TodayReply['superiors'][number] | undefined> {
  const help = { above: organizationId, attentionOn: { $lte: today } }
  const first = await Boards.find(help, HELPED_FIELDS)
    .sort({ attentionOn: 1, _id: 1 })
    .limit(FIRST)
    .lean<ShownBoard[]>()
  const needHelp = await Boards.countDocuments(help)
  const all = await Boards.countDocuments({ above: organizationId })
  const { name, kind } = await getOrganization(organizationId)
  // Where nothing but people's work stands below there are no plans to look after.
  if (all === 0 && ['unit', 'department', 'union'].includes(kind)) return undefined
  return {
    organizationId,
    name,
    onTrack: all - needHelp,
    needHelp,
    first: first.map((board) => presentHelped(board, today)),
  }
}

/** Everything the Today page shows to this person on this day: one find for the own boards, one count per office above branches. */
async function buildToday(
  actor: Actor,
  today: PlainDate,
  boardIds: readonly string[],
  overseen: readonly string[],
): Promise<TodayReply> {
  const boards = await Boards.find({ _id: { $in: [...boardIds] } }, BOARD_FIELDS).lean<ShownBoard[]>()
  const byId = new Map(boards.map((board) => [board._id, board]))
  const superiors: TodayReply['superiors'] = []
  for (const id of overseen) {
    const superior = await presentSuperior(id, today)
    if (superior) superiors.push(superior)
  }
  const branches = organisedBy(actor).flatMap((id) => byId.get(boardId('organization', id)) ?? [])
  const person = byId.get(boardId('person', actor.personId))
  const items = itemsOf(person, today)
  const checksOf = (board: ShownBoard) =>
    items.filter((item) => isCheck(item) && board._id === boardId('organization', item.organizationId))
  const checks = new Set(branches.flatMap(checksOf))
  const own = items.filter((item) => !checks.has(item))
  return {
    day: today,
    mine: presentMine((person?.open ?? 0) - checks.size, own, today),
    branches: branches.map((board) => presentBranch(board, checksOf(board), today)),
    superiors,
  }
}

interface Kept {
  actor: Actor
  day: PlainDate
  keys: readonly string[]
  stamp: number
  until: number
  answer: PreparedJson
}

/** Answers kept per person, the longest unused first. */
const kept = new Map<string, Kept>()
const KEPT_ANSWERS = 5_000
/** Not even an unnoticed change of another instance stays unseen for longer. */
const KEPT_MS = 60_000

const sameStanding = (a: Actor, b: Actor): boolean =>
  a === b ||
  (a.organizationId === b.organizationId && JSON.stringify(a.appointments) === JSON.stringify(b.appointments))

/**
 * The answer of the Today page as JSON text. Built anew when a board it shows has changed (at once in this process, within a second
 * when another instance wrote it), the day has turned or the person's offices have changed; otherwise the kept one is sent again.
 */
export async function getToday({ actor, today }: Pick<Work, 'actor' | 'today'>): Promise<PreparedJson> {
  await noticeOthers()
  const last = kept.get(actor.personId)
  if (
    last?.day === today &&
    sameStanding(last.actor, actor) &&
    performance.now() < last.until &&
    stampOf(last.keys) === last.stamp
  )
    return last.answer
  const overseen = await overseenBy(actor)
  const own = [boardId('person', actor.personId), ...organisedBy(actor).map((id) => boardId('organization', id))]
  const keys = [...own, ...overseen.map(belowKey)]
  const stamp = stampOf(keys)
  const json = JSON.stringify(await buildToday(actor, today, own, overseen))
  const answer = new PreparedJson(json, `"${createHash('sha1').update(json).digest('base64url')}"`)
  kept.delete(actor.personId)
  kept.set(actor.personId, { actor, day: today, keys, stamp, until: performance.now() + KEPT_MS, answer })
  if (kept.size > KEPT_ANSWERS) for (const [oldest] of kept) if (kept.delete(oldest)) break
  return answer
}
