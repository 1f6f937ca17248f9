import type { Answer } from '../service'
import type { Stage } from './stage'

const as = (stage: Stage, personId: string) => stage.service.as(personId)

/** An answer that must be good; what it says otherwise. */
export function good({ status, body }: Answer): Answer['body'] {
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
  return body
}

interface Wanted {
  kind: string
  on: string
  /** By whom, and who may approve the record. */
  secretary: string
  startTime?: string
  endTime?: string
}

/** Calls a meeting as the branch's secretary would, where arranging is not what the act is about. @returns its id. */
export async function arrangeMeeting(stage: Stage, { kind, secretary, ...edit }: Wanted): Promise<string> {
  const own = as(stage, secretary)
  const proposal = good(await own.get(`/meetings/proposal?organizationId=${stage.found.branchId}&kind=${kind}`))
  const { period: _p, organizationName: _o, why: _w, source: _s, sources: _t, people: _l, ...draft } = proposal
  const { id } = good(await own.post('/meetings', { ...draft, ...edit }))
  good(await own.post(`/meetings/${id}/notify`))
  return id
}

/** Everybody due came; recorded by one, approved by another. @returns the meeting's id. */
export async function holdMeeting(stage: Stage, wanted: Wanted): Promise<string> {
  const id = await arrangeMeeting(stage, wanted)
  const own = as(stage, wanted.secretary)
  const { attendees, recorder } = good(await own.get(`/meetings/${id}`))
  for (const { personId } of attendees)
    good(await own.post(`/meetings/${id}/proxy`, { personId, reason: '会议室没有信号，当场点名' }))
  const recorderId = recorder.id ?? recorder.personId
  good(await as(stage, recorderId).post(`/meetings/${id}/minutes`, { values: { discussion: '逐项讨论，意见一致。' } }))
  good(await own.post(`/meetings/${id}/approve`))
  await stage.settle()
  return id
}
