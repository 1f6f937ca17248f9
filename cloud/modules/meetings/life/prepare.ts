import { recordAudit } from '@cloud/core/audit'
import { found, mustBeAllowed } from '@cloud/core/authorize'
import { recordChange } from '@cloud/core/change'
import { newId } from '@cloud/core/database/id'
import type { Work } from '@cloud/core/deps'
import { AppError } from '@shared/core/errors'
import { organises } from '@shared/modules/meetings/policy'
import { getMeeting, type LoadedMeeting } from '../queries'
import { Notes, noteId, type OpinionRecord, Opinions, Preparations } from './collection'

export const LIFE_FACT = 'meetings.life'
/** Opinions one person may give for one meeting. */
const MOST_OPINIONS = 20

/** Is it still before the meeting's record? */
export const isPreparing = ({ record }: LoadedMeeting): boolean =>
  record.kind === 'lifeMeeting' && (record.state === 'planned' || record.state === 'notified')

async function getPreparing(work: Work, meetingId: string): Promise<LoadedMeeting> {
  const loaded = await getMeeting(work.actor, meetingId, work.today)
  if (loaded.record.kind !== 'lifeMeeting') throw new AppError('conflict', '只有组织生活会有会前准备')
  if (!isPreparing(loaded)) throw new AppError('conflict', '会议已经开过或取消，会前准备不再更改')
  return loaded
}

async function note(work: Work, { record }: LoadedMeeting, action: string, summary: string): Promise<void> {
  const { _id, organizationId, path } = record
  await recordAudit(work, {
    action: `meetings.${action}`,
    subject: { kind: 'meeting', id: _id },
    place: { organizationId, path },
    summary,
  })
  await recordChange(work, [{ organizationId, fact: LIFE_FACT, factId: _id }])
}

export async function setTheme(work: Work, meetingId: string, theme: string): Promise<void> {
  const loaded = await getPreparing(work, meetingId)
  mustBeAllowed(organises(work.actor, loaded.subject), '只有本支部支委可以确定主题')
  const { organizationId } = loaded.record
  const values = { organizationId, theme, by: work.actor.personId, at: new Date(work.now) }
  await Preparations.updateOne({ _id: meetingId }, { $set: values }, { upsert: true })
  await note(work, loaded, 'theme', `确定“${loaded.meeting.title}”主题：${theme}`)
}

/** No audit entry: beside the list of opinions its name and time would tell who gave which. @returns the id of the opinion. */
export async function addOpinion(work: Work, meetingId: string, text: string): Promise<string> {
  const loaded = await getPreparing(work, meetingId)
  const { organizationId } = loaded.record
  const byId = work.actor.personId
  const given = await Opinions.find({ meetingId }, { byId: 1 }).lean<Pick<OpinionRecord, 'byId'>[]>()
  if (given.filter((one) => one.byId === byId).length >= MOST_OPINIONS)
    throw new AppError('conflict', `一次会最多提 ${MOST_OPINIONS} 条，可以撤回再提`)
  const _id = newId()
  await Opinions.create({ _id, meetingId, organizationId, byId, text, at: new Date(work.now) })
  await recordChange(work, [{ organizationId, fact: LIFE_FACT, factId: meetingId }])
  return _id
}

/** @throws AppError not_found also for somebody else's opinion. */
export async function withdrawOpinion(work: Work, meetingId: string, id: string): Promise<void> {
  await getPreparing(work, meetingId)
  const opinion = await Opinions.findById(id).lean<OpinionRecord>()
  const isMine = opinion?.meetingId === meetingId && opinion.byId === work.actor.personId
  const own = found(isMine ? opinion : undefined, '条意见')
  await Opinions.deleteOne({ _id: id })
  await recordChange(work, [{ organizationId: own.organizationId, fact: LIFE_FACT, factId: meetingId }])
}

/** Keeps the own notes; `ready` says that they are done, and may be taken back by saving again. */
export async function saveNote(work: Work, meetingId: string, text: string, ready: boolean): Promise<void> {
  const loaded = await getPreparing(work, meetingId)
  const { personId } = work.actor
  mustBeAllowed(loaded.subject.invited, '你不在这次会议的名单里，不用写')
  if (ready && text === '') throw new AppError('invalid_input', '请先写检视提纲')
  const _id = noteId(meetingId, personId)
  const sealed = work.deps.cipher.seal(text)
  const { organizationId } = loaded.record
  await Notes.updateOne(
    { _id },
    {
      $set: { meetingId, organizationId, personId, sealed, ...(ready && { readyOn: work.today }) },
      ...(!ready && { $unset: { readyOn: 1 } }),
    },
    { upsert: true },
  )
  if (ready) await note(work, loaded, 'lifeNote', '写好个人检视提纲')
  else await recordChange(work, [{ organizationId, fact: LIFE_FACT, factId: meetingId }])
}
