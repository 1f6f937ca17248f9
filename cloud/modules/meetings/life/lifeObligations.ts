import type { Obligation } from '@shared/core/obligation'
import type { PlainDate } from '@shared/core/plainDate'
import type { WorkCalendar } from '@shared/core/workCalendar'
import { type LifeMeeting, lifeMeetingDuties, rectificationDuties } from '@shared/modules/meetings/life/lifeDuties'
import { checkerOf } from '@shared/modules/meetings/life/rectification'
import type { Attendance } from '@shared/modules/meetings/model'
import { type NoteRecord, Notes, type RectificationRecord, Rectifications, toRectification } from './collection'

/** Days on which notes were ready, by meeting and person. */
async function readyDays(meetingIds: readonly string[]): Promise<Map<string, Map<string, PlainDate>>> {
  const days = new Map<string, Map<string, PlainDate>>(meetingIds.map((id) => [id, new Map()]))
  if (meetingIds.length === 0) return days
  const rows = await Notes.find(
    { meetingId: { $in: [...meetingIds] } },
    { meetingId: 1, personId: 1, readyOn: 1 },
  ).lean<NoteRecord[]>()
  for (const { meetingId, personId, readyOn } of rows) if (readyOn) days.get(meetingId)?.set(personId, readyOn)
  return days
}

/** Day of the first item of each meeting's list. */
async function listedDays(meetingIds: readonly string[]): Promise<Map<string, PlainDate>> {
  const days = new Map<string, PlainDate>()
  if (meetingIds.length === 0) return days
  const rows = await Rectifications.find({ meetingId: { $in: [...meetingIds] } }, { meetingId: 1, entries: 1 }).lean<
    RectificationRecord[]
  >()
  for (const { meetingId, entries } of rows) {
    const on = entries[0]?.on
    const before = days.get(meetingId)
    if (on && (!before || on < before)) days.set(meetingId, on)
  }
  return days
}

/** What each rule asks for, in a few characters. */
export const LIFE_LABELS = {
  'meetings.lifeNote': '个人检视',
  'meetings.listRectifications': '列整改清单',
  'meetings.rectify': '整改',
  'meetings.checkRectification': '核对整改',
} as const

export interface LifeSources {
  /** Organisations whose lists count. */
  organizationIds: readonly string[]
  /** Meetings of the year; only life meetings matter. */
  meetings: readonly LifeMeeting[]
  people: ReadonlyMap<string, Attendance[]>
  offices: readonly { personId: string; organizationId: string; role: string }[]
}

async function itemsOf(organizationIds: readonly string[], year: number): Promise<RectificationRecord[]> {
  if (organizationIds.length === 0) return []
  return Rectifications.find({
    organizationId: { $in: [...organizationIds] },
    dueOn: { $gte: `${year}-01-01` as PlainDate, $lte: `${year}-12-31` as PlainDate },
  }).lean<RectificationRecord[]>()
}

/** What life meetings and the lists that follow them ask of people in a year; an item belongs to the year of its deadline. */
export async function lifeObligations(
  { organizationIds, meetings, people, offices }: LifeSources,
  year: number,
  calendar: WorkCalendar,
): Promise<Obligation[]> {
  const own = meetings.filter((meeting) => meeting.kind === 'lifeMeeting')
  const ids = own.map((meeting) => meeting.id)
  const notes = await readyDays(ids)
  const listed = await listedDays(ids)
  const items = await itemsOf(organizationIds, year)
  return [
    ...own.flatMap((meeting) =>
      lifeMeetingDuties(
        meeting,
        people.get(meeting.id) ?? [],
        notes.get(meeting.id) ?? new Map(),
        listed.get(meeting.id),
        calendar,
      ),
    ),
    ...items.flatMap((item) => {
      const near = offices.filter((office) => office.organizationId === item.organizationId)
      return rectificationDuties(toRectification(item), checkerOf(item, near), calendar)
    }),
  ]
}
