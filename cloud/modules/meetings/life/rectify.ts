import { recordAudit } from '@cloud/core/audit'
import { found, mustBeAllowed } from '@cloud/core/authorize'
import { recordChange } from '@cloud/core/change'
import { newId } from '@cloud/core/database/id'
import type { Work } from '@cloud/core/deps'
import { AppError, ruleBroken } from '@shared/core/errors'
import { addMonths, type PlainDate } from '@shared/core/plainDate'
import type { Entry } from '@shared/core/workflow'
import type { RectificationStep } from '@shared/modules/meetings/life/model'
import {
  RECTIFICATION_FLOW,
  RECTIFICATION_POLICY,
  type RectificationAction,
  rectificationState,
  rectificationViolations,
} from '@shared/modules/meetings/life/rectification'
import { organises } from '@shared/modules/meetings/policy'
import { getMeeting } from '../queries'
import { loadRoster } from '../roster'
import { type RectificationRecord, Rectifications } from './collection'
import { LIFE_FACT } from './prepare'

/** A list is for what follows a meeting; a deadline beyond two years is a slip of the finger. */
const MOST_MONTHS_AHEAD = 24

const entryOf = (work: Work, step: RectificationStep, text?: string): Entry<RectificationStep> => ({
  step,
  by: work.actor.personId,
  at: work.now,
  on: work.today,
  ...(text && { reason: text }),
})

async function note(
  work: Work,
  item: Pick<RectificationRecord, '_id' | 'organizationId' | 'path'>,
  step: RectificationStep,
  summary: string,
) {
  await recordAudit(work, {
    action: `meetings.rectification.${step}`,
    subject: { kind: 'rectification', id: item._id },
    place: { organizationId: item.organizationId, path: item.path },
    summary: summary.slice(0, 400),
  })
  await recordChange(work, [{ organizationId: item.organizationId, fact: LIFE_FACT, factId: item._id }])
}

function mustBeReachable(work: Work, dueOn: PlainDate): void {
  if (dueOn < work.today || dueOn > addMonths(work.today, MOST_MONTHS_AHEAD))
    throw new AppError('invalid_input', '整改期限应在今天以后、两年以内', [
      { field: 'dueOn', message: '整改期限应在今天以后、两年以内' },
    ])
}

async function mustBelong(work: Work, organizationId: string, personId: string): Promise<void> {
  const { names } = await loadRoster(organizationId, work.today)
  if (!names.has(personId))
    throw new AppError('invalid_input', '责任人不在本支部名册里', [
      { field: 'personId', message: '责任人不在本支部名册里' },
    ])
}

export interface RectificationDraft {
  problem: string
  measure: string
  personId: string
  dueOn: PlainDate
}

/** Puts an item on the list of a meeting that has been announced. @returns its id. */
export async function addRectification(work: Work, meetingId: string, draft: RectificationDraft): Promise<string> {
  const loaded = await getMeeting(work.actor, meetingId, work.today)
  const { record, subject } = loaded
  mustBeAllowed(organises(work.actor, subject), '只有本支部支委可以列整改清单')
  if (record.state === 'planned' || record.state === 'cancelled' || record.on > work.today)
    throw new AppError('conflict', '会议开过以后才列整改清单')
  mustBeReachable(work, draft.dueOn)
  await mustBelong(work, record.organizationId, draft.personId)
  const { organizationId, path } = record
  const item = { _id: newId(), meetingId, organizationId, path }
  await Rectifications.create({ ...item, ...draft, entries: [entryOf(work, 'open')], state: 'open', revision: 0 })
  await note(work, item, 'open', `列入整改清单：${draft.problem}`)
  return item._id
}

const FORBIDDEN = {
  read: '你不能查看这一项',
  progress: '只有责任人可以写进展',
  finish: '只有责任人可以报核',
  close: '销号由责任人以外的支委来做',
  reopen: '退回由责任人以外的支委来做',
  change: '只有本支部支委可以调整',
} as const satisfies Record<RectificationAction, string>

/** @throws AppError not_found, forbidden, rule_broken with every reason. */
async function getItemFor(
  work: Work,
  id: string,
  step: Exclude<RectificationAction, 'read'>,
): Promise<RectificationRecord> {
  const item = await getItem(work, id)
  mustBeAllowed(RECTIFICATION_POLICY[step](work.actor, item), FORBIDDEN[step])
  const faults = rectificationViolations(item.entries, step, work.today)
  if (faults.length > 0) throw ruleBroken(faults)
  return item
}

/** @throws AppError not_found for one the actor may not see. */
export async function getItem(work: Work, id: string): Promise<RectificationRecord> {
  const item = await Rectifications.findById(id).lean<RectificationRecord>()
  return found(item && RECTIFICATION_POLICY.read(work.actor, item) ? item : undefined, '项整改')
}

async function write(
  work: Work,
  item: RectificationRecord,
  step: RectificationStep,
  text: string,
  set: Partial<RectificationRecord> = {},
): Promise<void> {
  const entries = [...item.entries, entryOf(work, step, text)]
  const updated = await Rectifications.updateOne(
    { _id: item._id, revision: item.revision },
    { $set: { ...set, entries, state: rectificationState(entries) }, $inc: { revision: 1 } },
  )
  if (updated.modifiedCount !== 1) throw new AppError('conflict', '刚刚有人改过这一项，请刷新后再看')
  const label = RECTIFICATION_FLOW.find((one) => one.id === step)?.label ?? step
  await note(work, item, step, `整改“${item.problem}”${label}`)
}

/** Progress, report, check or return of one item. */
export async function actOnItem(
  work: Work,
  id: string,
  step: 'progress' | 'finish' | 'close' | 'reopen',
  text: string,
): Promise<void> {
  await write(work, await getItemFor(work, id, step), step, text)
}

/** Another responsible person or another day; what stood before stays in the entry. */
export async function changeItem(
  work: Work,
  id: string,
  edit: { personId?: string | undefined; dueOn?: PlainDate | undefined; reason: string },
): Promise<void> {
  const item = await getItemFor(work, id, 'change')
  const personId = edit.personId ?? item.personId
  const dueOn = edit.dueOn ?? item.dueOn
  if (personId === item.personId && dueOn === item.dueOn) throw new AppError('invalid_input', '没有要改的内容')
  if (dueOn !== item.dueOn) mustBeReachable(work, dueOn)
  if (personId !== item.personId) await mustBelong(work, item.organizationId, personId)
  const moved = dueOn === item.dueOn ? '' : `期限 ${item.dueOn} → ${dueOn}；`
  const handed = personId === item.personId ? '' : '换责任人；'
  await write(work, item, 'change', `${moved}${handed}${edit.reason}`, { personId, dueOn })
}
