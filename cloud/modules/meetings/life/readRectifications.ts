import { found } from '@cloud/core/authorize'
import { findPage, type PageRequest } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import { workbook } from '@cloud/core/table/tableFile'
import { getOrganization } from '@cloud/modules/organizations/index'
import { listMembers, namesOf } from '@cloud/modules/people/index'
import { inForce } from '@shared/core/norm'
import { clockTimeOf, type PlainDate, plainDateOfInstant } from '@shared/core/plainDate'
import { lastEntry } from '@shared/core/workflow'
import { RECTIFICATION_STATE_LABELS, type RectificationState } from '@shared/modules/meetings/life/model'
import { allowedOnItem, RECTIFICATION_FLOW } from '@shared/modules/meetings/life/rectification'
import { LIFE_MEETING } from '@shared/modules/meetings/norms'
import { BRANCH_POLICY, organises } from '@shared/modules/meetings/policy'
import { type LinkedMeeting, listLinked } from '../linked'
import { type RectificationRecord, Rectifications, toRectification } from './collection'
import { getItem } from './rectify'

const latestOf = ({ entries }: RectificationRecord): string | undefined =>
  [...entries].reverse().find((entry) => entry.reason)?.reason

const presentItem = (
  item: RectificationRecord,
  meeting: LinkedMeeting | undefined,
  names: ReadonlyMap<string, string>,
) => {
  const latest = latestOf(item)
  return {
    id: item._id,
    meetingId: item.meetingId,
    meetingTitle: meeting?.title ?? '',
    meetingOn: meeting?.on ?? '',
    problem: item.problem,
    measure: item.measure,
    personId: item.personId,
    personName: names.get(item.personId) ?? '',
    dueOn: item.dueOn,
    state: item.state,
    ...(latest && { latest }),
  }
}

async function presentItems(items: readonly RectificationRecord[]) {
  const meetings = new Map(
    (await listLinked([...new Set(items.map((item) => item.meetingId))])).map((one) => [one.id, one]),
  )
  const names = await namesOf(items.map((item) => item.personId))
  return items.map((item) => presentItem(item, meetings.get(item.meetingId), names))
}

async function getBranch(work: Work, organizationId: string) {
  const branch = await getOrganization(organizationId)
  return found(BRANCH_POLICY.ledger(work.actor, { organizationId, path: branch.path }) ? branch : undefined, '个支部')
}

const peopleOf = async (organizationId: string) =>
  (await listMembers([organizationId])).map(({ id, name }) => ({ personId: id, name }))

/** 整改清单 — of a branch, the most urgent first; of one meeting when it is named. */
export async function readRectifications(
  work: Work,
  query: PageRequest & {
    organizationId: string
    state?: RectificationState | undefined
    meetingId?: string | undefined
  },
) {
  const { organizationId, state, meetingId } = query
  const branch = await getBranch(work, organizationId)
  const where = { organizationId, ...(state && { state }), ...(meetingId && { meetingId }) }
  const { items, next } = await findPage<RectificationRecord>(Rectifications, where, { dueOn: 1 }, query)
  const runs = organises(work.actor, { organizationId })
  const [meeting] = meetingId ? await listLinked([meetingId]) : []
  const own = meeting?.organizationId === organizationId ? meeting : undefined
  return {
    items: await presentItems(items),
    next,
    organizationName: branch.name,
    canAdd: runs && own !== undefined && own.state !== 'planned' && own.state !== 'cancelled' && own.on <= work.today,
    ...(own && { meetingTitle: own.title }),
    people: runs ? await peopleOf(organizationId) : [],
  }
}

/** One item with everything that was done about it. */
export async function readRectification(work: Work, id: string) {
  const item = await getItem(work, id)
  const [shown] = await presentItems([item])
  const names = await namesOf(item.entries.map((entry) => entry.by))
  const allowed = allowedOnItem(work.actor, toRectification(item), work.today)
  return {
    ...(shown ?? presentItem(item, undefined, names)),
    entries: item.entries.map(({ step, by, at, reason }) => ({
      step,
      label: RECTIFICATION_FLOW.find((one) => one.id === step)?.label ?? step,
      by: names.get(by) ?? '',
      at,
      ...(reason && { text: reason }),
    })),
    people: allowed.includes('change') ? await peopleOf(item.organizationId) : [],
    source: inForce(LIFE_MEETING, work.today).source,
    allowed,
  }
}

/** The list of a year, by its deadlines, as a sheet. */
export async function exportRectifications(
  work: Work,
  { organizationId, year }: { organizationId: string; year: number },
) {
  const branch = await getBranch(work, organizationId)
  const items = await Rectifications.find({
    organizationId,
    dueOn: { $gte: `${year}-01-01` as PlainDate, $lte: `${year}-12-31` as PlainDate },
  })
    .sort({ dueOn: 1, _id: 1 })
    .lean<RectificationRecord[]>()
  const shown = await presentItems(items)
  const lines = shown.map((item, i) => {
    const closed = items[i] && item.state === 'closed' ? lastEntry(items[i].entries, 'close') : undefined
    return [
      String(i + 1),
      item.meetingOn,
      item.meetingTitle,
      item.problem,
      item.measure,
      item.personName,
      item.dueOn,
      RECTIFICATION_STATE_LABELS[item.state],
      item.latest ?? '',
      closed ? `${plainDateOfInstant(closed.at)} ${clockTimeOf(closed.at)}` : '',
    ]
  })
  const head = ['序号', '会议日期', '会议', '问题', '整改措施', '责任人', '期限', '状态', '进展', '销号时间']
  return { fileName: `${branch.name}${year}年整改清单.xlsx`, bytes: await workbook('整改清单', [head, ...lines]) }
}
