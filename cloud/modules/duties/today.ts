import { createHash } from 'node:crypto'
import type { Actor } from '@cloud/core/actor'
import type { Work } from '@cloud/core/deps'
import { PreparedJson } from '@cloud/core/http/dispatch'
import { getOrganization } from '@cloud/modules/organizations/index'
import { type PlainDate, yearOf } from '@shared/core/plainDate'
import type { TodayReply } from '@shared/modules/duties/contract'
import { boardStart, groupByDeadline } from '@shared/modules/duties/rules'
import { Boards } from './collection'
import { belowKey, noticeOthers, stampOf } from './freshness'
import { BOARD_FIELDS, presentHelped, presentItem, presentRing, type ShownBoard } from './present'
import { organisedBy, overseenBy } from './reach'
import { boardId } from './record'

const FIRST = 3
const WAITING = 5
const LATER = 8

function presentMine(board: ShownBoard | undefined, today: PlainDate): TodayReply['mine'] {
  const items = (board?.items ?? []).filter((item) => item.dueOn >= boardStart(today))
  const { now, week, later } = groupByDeadline(items, today)
  const shown = (list: typeof items) => list.map((item) => presentItem(item, today))
  const more = now.length + week.length + later.length - Math.min(later.length, LATER)
  return {
    now: shown(now),
    week: shown(week),
    later: shown(later.slice(0, LATER)),
    more: Math.max(0, (board?.open ?? 0) - more),
  }
}

function presentBranch(board: ShownBoard, today: PlainDate): TodayReply['branches'][number] {
  const items = board.items.filter((item) => item.dueOn >= boardStart(today))
  const shown = (list: typeof items) => list.map((item) => presentItem(item, today))
  return {
    organizationId: board._id.slice('organization:'.length),
    name: board.name,
    year: yearOf(today),
    ring: presentRing(board, today),
    first: shown(items.filter((item) => !item.record).slice(0, FIRST)),
    waiting: shown(items.filter((item) => item.record).slice(0, WAITING)),
  }
}

async function presentSuperior(organizationId: string, today: PlainDate): Promise<TodayReply['superiors'][number]> {
  const help = { above: organizationId, attentionOn: { $lte: today } }
  const first = await Boards.find(help, BOARD_FIELDS).sort({ attentionOn: 1, _id: 1 }).limit(FIRST).lean<ShownBoard[]>()
  const needHelp = await Boards.countDocuments(help)
  const all = await Boards.countDocuments({ above: organizationId })
  const { name } = await getOrganization(organizationId)
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
  own: readonly string[],
  overseen: readonly string[],
): Promise<TodayReply> {
  const boards = await Boards.find({ _id: { $in: [...own] } }, BOARD_FIELDS).lean<ShownBoard[]>()
  const byId = new Map(boards.map((board) => [board._id, board]))
  const superiors: TodayReply['superiors'] = []
  for (const id of overseen) superiors.push(await presentSuperior(id, today))
  return {
    day: today,
    mine: presentMine(byId.get(boardId('person', actor.personId)), today),
    branches: organisedBy(actor).flatMap((id) => {
      const board = byId.get(boardId('organization', id))
      return board ? [presentBranch(board, today)] : []
    }),
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
