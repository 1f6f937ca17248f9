import type { Votes } from '@shared/modules/meetings/model'
import { useEffect, useRef, useState } from 'react'
import { useAction } from '@/core/useAction'
import { forgetMeetings, type MeetingDetail, meetingsApi } from './meetingsApi'

/** A pause in writing after which the draft is saved. */
const SAVE_AFTER_MS = 1_200

type Values = Record<string, string>
type VoteTotals = Record<string, Votes>

/** What has been written before: on this device, on another, or in the version that was returned. */
function writtenIn(meeting: MeetingDetail): Values {
  const own = meeting.minutes.fields.filter((field) => field.asked || (field.adjustable && !field.source))
  return Object.fromEntries(own.flatMap((f) => (typeof f.value === 'string' && f.value ? [[f.id, f.value]] : [])))
}

/** Votes as they stand; not counted yet: everybody present said yes, to be checked by the recorder. */
function votesIn(meeting: MeetingDetail): VoteTotals {
  const { votingPresent } = meeting.counts
  return Object.fromEntries(
    meeting.agenda.flatMap((item, i) =>
      item.kind === 'decide' ? [[String(i), item.votes ?? { yes: votingPresent, no: 0, abstain: 0 }]] : [],
    ),
  )
}

/** The minutes being written: kept on the service as one writes, so that any device can go on. */
export function useMinutes(meeting: MeetingDetail) {
  const [values, setValues] = useState(() => writtenIn(meeting))
  const [votes, setVotes] = useState(() => votesIn(meeting))
  const [savedAt, setSavedAt] = useState(meeting.minutes.savedAt)
  const [saving, setSaving] = useState<'saved' | 'changed' | 'failed'>('saved')
  const params = { meetingId: meeting.id }
  const latest = useRef({ values, votes })
  latest.current = { values, votes }
  const first = useRef(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of what was written starts the pause anew
  useEffect(() => {
    if (first.current) {
      first.current = false
      return
    }
    setSaving('changed')
    const timer = setTimeout(async () => {
      try {
        const reply = await meetingsApi.saveDraft({ params, body: latest.current })
        setSavedAt(reply.savedAt)
        setSaving('saved')
      } catch {
        setSaving('failed')
      }
    }, SAVE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [values, votes])
  const submit = useAction(async (key: string) => {
    await meetingsApi.fileMinutes({ params, body: latest.current }, { key })
    forgetMeetings()
  })
  return {
    values,
    votes,
    savedAt,
    saving,
    submit,
    write: (field: string, value: string) => setValues((before) => ({ ...before, [field]: value })),
    count: (line: string, totals: Votes) => setVotes((before) => ({ ...before, [line]: totals })),
  }
}
