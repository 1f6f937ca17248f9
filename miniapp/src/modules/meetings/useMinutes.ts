import { meetingsContract } from '@shared/modules/meetings/contract'
import type { Votes } from '@shared/modules/meetings/model'
import { useEffect, useRef, useState } from 'react'
import { type ApiError, toApiError } from '@/core/apiError'
import { deviceId } from '@/core/deviceId'
import { sendOrKeep } from '@/core/offlineQueue'
import { useAction } from '@/core/useAction'
import { findLocalDraft, forgetLocalDraft, keepLocalDraft, type LocalDraft, type Written } from './localDraft'
import { aboutMeeting, forgetMeetings, type MeetingDetail, meetingsApi, pageOf } from './meetingsApi'

const { endpoints } = meetingsContract
/** A pause in writing after which the draft is sent. */
const SAVE_AFTER_MS = 1_200

/** 已保存 on the service, 保存在本机 until there is a signal, 没存上 where neither worked. */
export type Saving = 'saved' | 'changed' | 'here' | 'failed'

/** What the service holds: written on another device, or in the version that was returned. Votes nobody counted yet: all said yes. */
export function writtenIn(meeting: MeetingDetail): Written {
  const own = meeting.minutes.fields.filter((field) => field.asked || (field.adjustable && !field.source))
  const { votingPresent } = meeting.counts
  return {
    values: Object.fromEntries(own.flatMap((f) => (typeof f.value === 'string' && f.value ? [[f.id, f.value]] : []))),
    votes: Object.fromEntries(
      meeting.agenda.flatMap((item, i) =>
        item.kind === 'decide' ? [[String(i), item.votes ?? { yes: votingPresent, no: 0, abstain: 0 }]] : [],
      ),
    ),
    at: meeting.minutes.savedAt ?? '',
  }
}

const sameText = (a: Pick<Written, 'values' | 'votes'>, b: Pick<Written, 'values' | 'votes'>): boolean =>
  JSON.stringify([a.values, a.votes]) === JSON.stringify([b.values, b.votes])

/** Where writing goes on: from this phone unless the service has something newer that this phone has seen whole. */
function startFrom(meeting: MeetingDetail): LocalDraft {
  const local = findLocalDraft(meeting.id)
  const { revision } = meeting.minutes
  if (local && (!local.sent || local.basedOn > revision)) return local
  const other = local?.other
  return { ...writtenIn(meeting), by: '', basedOn: revision, stroke: 0, sent: true, ...(other && { other }) }
}

/** The minutes being written: kept on this phone with every stroke and on the service as one writes, so that any device can go on. */
export function useMinutes(meeting: MeetingDetail) {
  const { id } = meeting
  const [draft, setDraft] = useState(() => startFrom(meeting))
  const [saving, setSaving] = useState<Saving>(draft.sent ? 'saved' : 'changed')
  const [error, setError] = useState<ApiError>()
  /** What another device wrote meanwhile. */
  const [theirs, setTheirs] = useState<Written & { revision: number }>()
  const latest = useRef(draft)
  const params = { meetingId: id }

  const put = (change: Partial<LocalDraft>) => {
    latest.current = { ...latest.current, ...change }
    setDraft(latest.current)
    return keepLocalDraft(id, latest.current)
  }
  const bodyOf = ({ values, votes, basedOn, stroke = 0 }: LocalDraft) => ({
    values,
    votes,
    basedOn,
    stroke,
    device: deviceId(),
  })
  /** Both stay: here what was written here, beside it what the service has. */
  const meetTheirs = async (refusal: ApiError) => {
    const fresh = await meetingsApi.get({ params })
    const open = fresh.allowed.includes('minutes') && fresh.state !== 'filed' && fresh.state !== 'locked'
    const { revision } = fresh.minutes
    const written = writtenIn(fresh)
    if (!open || revision === latest.current.basedOn) return setError(refusal)
    if (sameText(written, latest.current)) put({ basedOn: revision, sent: false })
    else setTheirs({ ...written, revision })
  }
  const save = async () => {
    const sent = latest.current
    const about = {
      ...aboutMeeting(meeting, '：记录草稿'),
      slot: `draft:${id}`,
      page: pageOf('minutes', id),
      touches: [],
    }
    try {
      const reply = await sendOrKeep(endpoints.saveDraft, { params, body: bodyOf(sent) }, about)
      if (!reply) return setSaving('here')
      const same = latest.current === sent
      put({ basedOn: reply.revision, sent: same, ...(same && { at: reply.savedAt }) })
      if (same) setSaving('saved')
    } catch (thrown) {
      setSaving('failed')
      const refusal = toApiError(thrown)
      if (refusal.code === 'conflict') await meetTheirs(refusal).catch(() => setError(refusal))
      else setError(refusal)
    }
  }
  const { values, votes, sent } = draft
  const blocked = theirs !== undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of what was written starts the pause anew
  useEffect(() => {
    if (sent || blocked) return
    const timer = setTimeout(save, SAVE_AFTER_MS)
    return () => clearTimeout(timer)
  }, [values, votes, sent, blocked])
  const change = (part: Partial<Written>) => {
    setError(undefined)
    const held = put({ ...part, at: new Date().toISOString(), sent: false, stroke: (latest.current.stroke ?? 0) + 1 })
    setSaving(held ? 'changed' : 'failed')
  }
  const submit = useAction(async () => {
    const about = aboutMeeting(meeting, '：提交记录')
    try {
      const reply = await sendOrKeep(endpoints.fileMinutes, { params, body: bodyOf(latest.current) }, about)
      // Kept here it may still be refused: then writing goes on from this phone.
      if (reply) forgetLocalDraft(id)
    } catch (thrown) {
      const refusal = toApiError(thrown)
      if (refusal.code === 'conflict') await meetTheirs(refusal)
      throw refusal
    }
    forgetMeetings()
  })
  /** Goes on with one of two; the other one stays on this phone. */
  const choose = (which: 'mine' | 'theirs') => {
    if (!theirs) return
    const { revision, ...written } = theirs
    const { values, votes, at } = latest.current
    if (which === 'mine') put({ basedOn: revision, sent: false, other: written })
    else put({ ...written, basedOn: revision, sent: true, other: { values, votes, at } })
    setTheirs(undefined)
    setError(undefined)
    setSaving(which === 'mine' ? 'changed' : 'saved')
  }
  /** Takes up the one that was put aside. */
  const swap = () => {
    const { other, values, votes, at } = latest.current
    if (!other) return
    change({ values: other.values, votes: other.votes })
    put({ other: { values, votes, at } })
  }
  return {
    ...draft,
    saving,
    error,
    submit,
    theirs,
    choose,
    swap,
    write: (field: string, value: string) => change({ values: { ...latest.current.values, [field]: value } }),
    count: (line: string, totals: Votes) => change({ votes: { ...latest.current.votes, [line]: totals } }),
  }
}
