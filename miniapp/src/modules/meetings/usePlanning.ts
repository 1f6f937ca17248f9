import type { CallInput } from '@shared/core/contract'
import type { meetingsContract } from '@shared/modules/meetings/contract'
import { useRef, useState } from 'react'
import { useAction } from '@/core/useAction'
import { useQuery } from '@/core/useQuery'
import { forgetMeetings, meetingsApi, type Proposal } from './meetingsApi'

export type Draft = CallInput<typeof meetingsContract.endpoints.create>['body']
export type DraftEdit = Partial<
  Pick<Draft, 'title' | 'on' | 'startTime' | 'endTime' | 'place' | 'recorderId' | 'chairId' | 'agenda'>
>

function draftOf(proposal: Proposal, edit: DraftEdit): Draft {
  const { period: _p, organizationName: _o, why: _w, source: _s, sources: _t, people: _l, ...draft } = proposal
  return { ...draft, ...edit }
}

/** The prefilled meeting, what the person has changed of it, and the one tap that arranges it. */
export function usePlanning(params: Readonly<Record<string, string | undefined>>) {
  const { organizationId = '', kind = '', period, groupId } = params
  const query = { organizationId, kind: kind as Draft['kind'], ...(period && { period }), ...(groupId && { groupId }) }
  const proposal = useQuery(
    organizationId && kind ? `meetings/proposal/${organizationId}/${kind}/${period ?? ''}/${groupId ?? ''}` : undefined,
    () => meetingsApi.proposal({ query }),
    { keep: false },
  )
  const [edit, setEdit] = useState<DraftEdit>({})
  // Survives a lost answer between arranging and announcing: the second tap announces the same meeting.
  const created = useRef('')
  const arrange = useAction(async (key: string, andNotify: boolean) => {
    if (!proposal.data) return
    if (!created.current)
      created.current = (await meetingsApi.create({ body: draftOf(proposal.data, edit) }, { key })).id
    const meetingId = created.current
    if (andNotify) await meetingsApi.notify({ params: { meetingId } }, { key: `${key}-notify` })
    forgetMeetings()
  })
  return {
    ...proposal,
    draft: proposal.data && draftOf(proposal.data, edit),
    change: (part: DraftEdit) => setEdit({ ...edit, ...part }),
    arrange,
    /** Id of the arranged meeting, once `arrange.run` has come back with true. */
    createdId: () => created.current,
  }
}
