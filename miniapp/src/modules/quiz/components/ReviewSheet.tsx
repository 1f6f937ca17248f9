import type { Citation } from '@shared/modules/quiz/model'
import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Sheet } from '@/ui/Sheet'
import { TextField } from '@/ui/TextField'
import { banksApi, forgetBanks, type QuestionDetail } from '../banksApi'
import { CitationFields } from './CitationFields'

export type ReviewAct = 'keep' | 'retire' | 'flag'

const ACTS = {
  keep: { title: '照用', verb: '照用这道题', hint: '例如 对照过新法，说法仍然成立' },
  retire: { title: '停用', verb: '停用这道题', hint: '例如 条文已经取消' },
  flag: { title: '标为待复核', verb: '标为待复核', hint: '例如 选项 B 也说得通' },
} as const

interface ReviewSheetProps {
  question: QuestionDetail
  act: ReviewAct
  onClose: () => void
  onDone: () => void
}

/** 复核 — keep a question, if need be with the version of the norm in force now, take it out, or ask for a look. Always with a reason. */
export function ReviewSheet({ question, act, onClose, onDone }: ReviewSheetProps) {
  const { title, verb, hint } = ACTS[act]
  const [reason, setReason] = useState('')
  const [source, setSource] = useState<Citation | undefined>(question.source)
  const params = { questionId: question.id }
  const decide = useAction(async (key) => {
    if (act === 'flag') await banksApi.flagQuestion({ params, body: { reason } }, { key })
    else
      await banksApi.reviewQuestion(
        { params, body: { decision: act, reason, ...(act === 'keep' && source && { source }) } },
        { key },
      )
    forgetBanks()
    onDone()
  })
  return (
    <Sheet
      open
      title={title}
      sub={question.flaggedBecause}
      onClose={onClose}
      act={
        <Button
          kind="fill"
          wide
          busy={decide.busy}
          reason={reason.trim() ? undefined : '写明原因'}
          onClick={() => decide.run()}
        >
          {verb}
        </Button>
      }
    >
      <ErrorBanner error={decide.error} />
      {act === 'keep' && question.source && <CitationFields source={source} onChange={setSource} />}
      <TextField label="原因" required max={200} value={reason} placeholder={hint} onChange={setReason} />
    </Sheet>
  )
}
