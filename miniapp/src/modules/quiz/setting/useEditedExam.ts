import { useDidShow } from '@tarojs/taro'
import { useState } from 'react'
import { useQuery } from '@/core/useQuery'
import { type EditedExam, fromDraft, fromProposal } from './draft'
import { findEdited, forgetEdited, keepEdited } from './draftHere'
import { settingApi } from './settingApi'

/**
 * An exam being set, as the pages that set it share it: what was changed stays on this phone until it is stored with the service, also
 * when the page is left.
 * @param id of a draft; undefined for a new exam
 */
export function useEditedExam(id: string | undefined) {
  const existing = useQuery(id && `quiz/staff/exam/${id}`, () => settingApi.exam({ params: { examId: id ?? '' } }), {
    keep: false,
  })
  const proposal = useQuery(id ? undefined : 'quiz/staff/examProposal', () => settingApi.examProposal({ query: {} }), {
    keep: false,
  })
  const [typed, setTyped] = useState(() => findEdited(id))
  useDidShow(() => setTyped(findEdited(id)))
  const start = existing.data ? fromDraft(existing.data) : proposal.data && fromProposal(proposal.data)
  const exam = start && (typed ?? start)
  return {
    query: id ? existing : proposal,
    existing: existing.data,
    proposal: proposal.data,
    exam,
    /** Something was changed and is not stored with the service yet. */
    isChanged: typed !== undefined,
    change: (next: Partial<EditedExam>): void => {
      if (!exam) return
      const changed = { ...exam, ...next }
      setTyped(changed)
      keepEdited(id, changed)
    },
    /** Stored, or given up. */
    settle: (): void => {
      forgetEdited(id)
      setTyped(undefined)
    },
  }
}
