import { newId } from '@cloud/core/database/id'
import { Meetings } from '@cloud/modules/meetings/collection'
import { Rectifications } from '@cloud/modules/meetings/life/collection'
import { plainDate } from '@shared/core/plainDate'

/** An item on the list of a meeting that is still ahead, as the list itself does not allow. @returns its id. */
export async function addRectificationTo(meetingId: string, personId: string): Promise<string> {
  const meeting = await Meetings.findById(meetingId).lean()
  const _id = newId()
  await Rectifications.create({
    _id,
    meetingId,
    organizationId: meeting?.organizationId ?? '',
    path: meeting?.path ?? '',
    problem: '甲支部专有的问题',
    measure: '甲支部专有的措施',
    personId,
    dueOn: plainDate('2026-12-31'),
    entries: [{ step: 'open', by: personId, at: '2026-06-01T01:00:00.000Z', on: plainDate('2026-06-01') }],
    state: 'open',
    revision: 0,
  })
  return _id
}
