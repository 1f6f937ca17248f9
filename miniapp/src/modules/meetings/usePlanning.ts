import type { CallInput } from '@shared/core/contract'
import type { meetingsContract } from '@shared/modules/meetings/contract'
import type { LifeForm } from '@shared/modules/meetings/life/model'
import { useRef, useState } from 'react'
import { useAction } from '@/core/useAction'
import { useQuery } from '@/core/useQuery'
import { forgetMeetings, meetingsApi, type Proposal } from './meetingsApi'

export type Draft = CallInput<typeof meetingsContract.endpoints.create>['body']
export type DraftEdit = Partial<
  Pick<Draft, 'title' | 'on' | 'startTime' | 'endTime' | 'place' | 'recorderId' | 'chairId' | 'agenda'>
>

function draftOf(proposal: Proposal, edit: DraftEdit): Draft {
  const {
    period: _p,
    organizationName: _o,
    why: _w,
    source: _s,
    sources: _t,
    people: _l,
    groups: _g,
    ...draft
  } = proposal
  return { ...draft, ...edit }
}

const lifeQuery = (heldAs: string): { form: LifeForm; groupId?: string } =>
  heldAs === 'branchMeeting' || heldAs === 'committeeMeeting'
    ? { form: heldAs }
    : { form: 'groupMeeting', groupId: heldAs }

/** The prefilled meeting, what the person has changed of it, and the one tap that arranges it. */
export function usePlanning(params: Readonly<Record<string, string | undefined>>) {
  const { organizationId = '', kind = '', period } = params
  // A life meeting is held as one of three; a group's id stands for the meeting of that group.
  const [heldAs, setHeldAs] = useState('branchMeeting')
  const own = kind === 'lifeMeeting' ? lifeQuery(heldAs) : { groupId: params['groupId'] }
  const { groupId, form } = { form: undefined, ...own }
  const query = {
    organizationId,
    kind: kind as Draft['kind'],
    ...(period && { period }),
    ...(groupId && { groupId }),
    ...(form && { form }),
  }
  const proposal = useQuery(
    organizationId && kind
      ? `meetings/proposal/${organizationId}/${kind}/${period ?? ''}/${groupId ?? ''}/${form ?? ''}`
      : undefined,
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
    heldAs,
    /** Others are due then: what was changed about the people no longer fits. */
    holdAs: (value: string) => {
      setHeldAs(value)
      setEdit({})
    },
    change: (part: DraftEdit) => setEdit({ ...edit, ...part }),
    arrange,
    /** Id of the arranged meeting, once `arrange.run` has come back with true. */
    createdId: () => created.current,
  }
}
