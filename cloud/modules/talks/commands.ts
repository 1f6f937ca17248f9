import { recordAudit } from '@cloud/core/audit'
import { found, mustBeAllowed } from '@cloud/core/authorize'
import { recordChange } from '@cloud/core/change'
import { newId } from '@cloud/core/database/id'
import { takeTurn } from '@cloud/core/database/takeTurn'
import type { Work } from '@cloud/core/deps'
import { listAppointments } from '@cloud/modules/organizations/index'
import { findPersonBrief } from '@cloud/modules/people/index'
import { AppError } from '@shared/core/errors'
import { dayLabel, daysBetween, type PlainDate, yearOf } from '@shared/core/plainDate'
import type { TalkStep, TalkTopic } from '@shared/modules/talks/model'
import { TALK_POLICY, type TalkAction } from '@shared/modules/talks/policy'
import { kindOf, pairOf, talkStateOf } from '@shared/modules/talks/rules'
import { committeeOf } from './branch'
import { type TalkRecord, Talks } from './collection'
import { branchOfTwo, getTalkFor } from './queries'

export const TALK_FACT = 'talks.talk'
const MOST_DAYS_BACK = 366

export interface TalkDraft {
  withId: string
  on: PlainDate
  place: string
  topic: TalkTopic
  note?: string | undefined
}

/**
 * 登记谈心谈话 — by one of the two; its kind follows from who held which office on the day. The note is sealed.
 * @returns its id. @throws AppError not_found for somebody of another branch, conflict for the same two on the same day.
 */
export async function recordTalk(work: Work, draft: TalkDraft): Promise<string> {
  const { actor, now, today } = work
  const { withId, on, place, topic, note } = draft
  if (withId === actor.personId) throw new AppError('invalid_input', '请选另一名同志')
  const other = await findPersonBrief(withId)
  const branch = found(other && (await branchOfTwo(work, other)), '名党员')
  const back = daysBetween(on, today)
  if (back < 0) throw new AppError('invalid_input', '还没有到这一天，谈过之后再登记')
  if (back > MOST_DAYS_BACK) throw new AppError('invalid_input', '只能补登一年以内的谈心谈话')
  const between = pairOf(actor.personId, withId)
  await takeTurn(`talks:${between.join('-')}`)
  const same = await Talks.find({ between: between[0], year: yearOf(on), on }, { between: 1, state: 1 }).lean<
    TalkRecord[]
  >()
  if (same.some((talk) => talk.between[1] === between[1] && talk.state !== 'withdrawn' && talk.state !== 'disputed'))
    throw new AppError('conflict', `${dayLabel(on)}你们的谈话已经登记过，不用再登记`)
  const offices = new Set(committeeOf(await listAppointments([branch.id], on), branch.id))
  const onCommittee = between.filter((id) => offices.has(id))
  const _id = newId()
  await Talks.create({
    _id,
    organizationId: branch.id,
    path: branch.path,
    on,
    year: yearOf(on),
    place,
    topic,
    between,
    kind: kindOf(between, (id) => offices.has(id)),
    onCommittee,
    recordedBy: actor.personId,
    entries: [{ step: 'record', by: actor.personId, at: now, on: today }],
    state: 'waiting',
    revision: 0,
    ...(note && { note: work.deps.cipher.seal(note) }),
  })
  const subject = { _id, organizationId: branch.id, path: branch.path }
  await noteTalk(work, subject, 'record', `登记一次谈心谈话，${dayLabel(on)}`)
  return _id
}

/** Superiors read the audit trail: who talked with whom is not for them. */
async function noteTalk(
  work: Work,
  talk: Pick<TalkRecord, '_id' | 'organizationId' | 'path'>,
  step: TalkStep,
  summary: string,
): Promise<void> {
  const { _id, organizationId, path } = talk
  await recordAudit(work, {
    action: `talks.${step}`,
    subject: { kind: 'talk', id: _id },
    place: { organizationId, path },
    summary,
  })
  await recordChange(work, [{ organizationId, fact: TALK_FACT, factId: _id }])
}

/** Appends one step. @throws AppError conflict when somebody else has written meanwhile. */
async function append(work: Work, talk: TalkRecord, step: TalkStep, reason: string | undefined): Promise<void> {
  const entries = [
    ...talk.entries,
    {
      step,
      by: work.actor.personId,
      at: work.now,
      on: work.today,
      ...(reason && { reason: work.deps.cipher.seal(reason) }),
    },
  ]
  const updated = await Talks.updateOne(
    { _id: talk._id, revision: talk.revision },
    { $set: { entries, state: talkStateOf(entries) }, $inc: { revision: 1 } },
  )
  if (updated.modifiedCount !== 1) throw new AppError('conflict', '刚刚有人改过这条记录，请刷新后再看')
}

const FORBIDDEN = {
  confirm: '由谈话的另一方确认；代确认请写明原因',
  dispute: '只有谈话的另一方可以说明没有谈',
  withdraw: '只有登记人或书记可以撤回',
} as const satisfies Partial<Record<TalkAction, string>>

/** 确认 — by the other one in one tap; somebody who keeps the branch's book may vouch for him, with a reason. Twice is once. */
export async function confirmTalk(work: Work, talkId: string, reason: string | undefined): Promise<void> {
  const { talk, subject } = await getTalkFor(work, talkId)
  const { actor } = work
  const isOther = talk.between.includes(actor.personId) && talk.recordedBy !== actor.personId
  if (talk.state === 'confirmed' && isOther) return
  const vouches = reason !== undefined && TALK_POLICY.confirmFor(actor, subject)
  mustBeAllowed(TALK_POLICY.confirm(actor, subject) || vouches, FORBIDDEN.confirm)
  await append(work, talk, 'confirm', reason)
  await noteTalk(work, talk, 'confirm', vouches ? '代另一方确认一次谈心谈话' : '确认一次谈心谈话')
}

/** 没有谈过 — the record stays and no longer counts. */
export async function disputeTalk(work: Work, talkId: string, reason: string): Promise<void> {
  const { talk, subject } = await getTalkFor(work, talkId)
  mustBeAllowed(TALK_POLICY.dispute(work.actor, subject), FORBIDDEN.dispute)
  if (talk.state === 'disputed') return
  await append(work, talk, 'dispute', reason)
  await noteTalk(work, talk, 'dispute', '说明一次谈心谈话没有谈过')
}

/** 撤回 — put down by mistake. */
export async function withdrawTalk(work: Work, talkId: string, reason: string): Promise<void> {
  const { talk, subject } = await getTalkFor(work, talkId)
  if (talk.state === 'withdrawn') return
  mustBeAllowed(TALK_POLICY.withdraw(work.actor, subject), FORBIDDEN.withdraw)
  await append(work, talk, 'withdraw', reason)
  await noteTalk(work, talk, 'withdraw', '撤回一次谈心谈话')
}
