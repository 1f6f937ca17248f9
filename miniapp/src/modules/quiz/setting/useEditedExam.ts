import { useKeptEdit } from '@/core/keptEdits'
import { useQuery } from '@/core/useQuery'
import { fromDraft, fromProposal } from './draft'
import { examEdits } from './examHere'
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
  const start = existing.data ? fromDraft(existing.data) : proposal.data && fromProposal(proposal.data)
  const { value: exam, ...edit } = useKeptEdit(examEdits, id ?? '', start)
  return { query: id ? existing : proposal, existing: existing.data, proposal: proposal.data, exam, ...edit }
}
