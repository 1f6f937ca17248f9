import type { Work } from '@cloud/core/deps'
import { listTalksWith } from '@cloud/modules/talks/index'
import { inForce } from '@shared/core/norm'
import { addDays, type PlainDate, yearOf } from '@shared/core/plainDate'
import { isDue } from '@shared/modules/meetings/attendance'
import { PREPARATION_DAYS, preparationItems } from '@shared/modules/meetings/life/preparation'
import { LIFE_MEETING } from '@shared/modules/meetings/norms'
import { organises } from '@shared/modules/meetings/policy'
import { type MeetingRecord, Meetings } from '../collection'
import { getMeeting, type LoadedMeeting } from '../queries'
import {
  type NoteRecord,
  Notes,
  noteId,
  type OpinionRecord,
  Opinions,
  type PreparationRecord,
  Preparations,
} from './collection'
import { isPreparing } from './prepare'

/** Approved or filed meetings of the branch with study in the time before, the latest first. */
async function listStudies({ organizationId, on, _id }: MeetingRecord, from: PlainDate) {
  const rows = await Meetings.find({ organizationId, on: { $gte: from, $lte: on } })
    .sort({ on: -1 })
    .limit(100)
    .lean<MeetingRecord[]>()
  const held = rows.filter((row) => row._id !== _id && (row.state === 'filed' || row.state === 'locked'))
  const studies = held.filter((row) => row.kind === 'lecture' || row.agenda.some((item) => item.kind === 'study'))
  return studies.map(({ title, on: day }) => ({ title, on: day }))
}

async function factsOf({ record, attendances }: LoadedMeeting, theme: string, opinions: number) {
  const from = addDays(record.on, -PREPARATION_DAYS)
  const talks = await listTalksWith([record.organizationId], [...new Set([yearOf(from), yearOf(record.on)])])
  const notes = await Notes.find({ meetingId: record._id }, { personId: 1, readyOn: 1 }).lean<NoteRecord[]>()
  const ready = new Set(notes.filter((one) => one.readyOn).map((one) => one.personId))
  const due = attendances.filter(isDue)
  return {
    theme,
    studies: await listStudies(record, from),
    talks: talks.filter(({ on }) => on >= from && on <= record.on).length,
    opinions,
    notesReady: due.filter((one) => ready.has(one.personId)).length,
    notesDue: due.length,
  }
}

/** The own opinions, and for whoever runs the meeting those of others: without time or id, and in an order, that would tell who gave them. */
function presentOpinions(opinions: readonly OpinionRecord[], personId: string, runs: boolean) {
  const own = opinions.filter((one) => one.byId === personId)
  const texts = opinions.flatMap((one) => (runs && one.byId !== personId ? [one.text] : []))
  return [
    ...own.map(({ _id, text, at }) => ({ id: _id, text, at: at.toISOString(), mine: true })),
    ...texts.sort().map((text, i) => ({ id: String(i + 1), text, mine: false })),
  ]
}

/** 会前准备 — the list computed from facts, opinions without names, the own notes. */
export async function readPreparation(work: Work, meetingId: string) {
  const { actor } = work
  const loaded = await getMeeting(actor, meetingId, work.today)
  const { record, meeting, subject } = loaded
  const applies = record.kind === 'lifeMeeting'
  const open = isPreparing(loaded)
  const theme = (await Preparations.findById(meetingId).lean<PreparationRecord>())?.theme ?? ''
  const opinions = applies
    ? await Opinions.find({ meetingId }).sort({ _id: 1 }).limit(1_000).lean<OpinionRecord[]>()
    : []
  const runs = organises(actor, subject)
  const own = subject.invited ? await Notes.findById(noteId(meetingId, actor.personId)).lean<NoteRecord>() : undefined
  return {
    applies,
    organizationId: record.organizationId,
    title: meeting.title,
    on: meeting.on,
    open,
    theme,
    source: inForce(LIFE_MEETING, meeting.on).source,
    items: applies ? preparationItems(await factsOf(loaded, theme, opinions.length)) : [],
    opinions: presentOpinions(opinions, actor.personId, runs),
    ...(applies &&
      subject.invited && {
        note: {
          text: own ? work.deps.cipher.open(own.sealed) : '',
          ...(own?.readyOn && { readyOn: own.readyOn }),
        },
      }),
    allowed: open ? ['opinion', ...(runs ? ['theme'] : []), ...(subject.invited ? ['note'] : [])] : [],
  }
}
