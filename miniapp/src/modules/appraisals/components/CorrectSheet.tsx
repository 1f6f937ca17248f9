import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { SelectField } from '@/ui/SelectField'
import { Sheet } from '@/ui/Sheet'
import { TextField } from '@/ui/TextField'
import { type AppraisalDetail, appraisalsApi } from '../appraisalsApi'

interface CorrectSheetProps {
  appraisal: AppraisalDetail
  person: { personId: string; name: string }
  onClose: () => void
  onDone: () => void
}

/** A correction: a new entry beside the old one, to be confirmed anew by the person. */
export function CorrectSheet({ appraisal, person, onClose, onDone }: CorrectSheetProps) {
  const [rating, setRating] = useState('')
  const [remark, setRemark] = useState('')
  const [reason, setReason] = useState('')
  const options = [
    ...appraisal.ratings.map((label, i) => ({ value: String(i), label })),
    { value: 'none', label: '不定等次' },
  ]
  const send = useAction(async (key: string) => {
    const body = {
      personId: person.personId,
      rating: rating === 'none' ? null : Number(rating),
      remark,
      reason: reason.trim(),
    }
    await appraisalsApi.correct({ params: { caseId: appraisal.id }, body }, { key })
    onDone()
  })
  const lacking = rating === '' ? '先选评定' : reason.trim() ? undefined : '先写原因'
  return (
    <Sheet
      open
      title={`更正${person.name}的评定`}
      sub="另起一条，原来的仍看得到；须本人重新签收"
      onClose={onClose}
      act={
        <Button kind="fill" wide busy={send.busy} reason={lacking} onClick={() => send.run()}>
          更正
        </Button>
      }
    >
      <ErrorBanner error={send.error} />
      <SelectField label="评定意见" required value={rating || undefined} options={options} onChange={setRating} />
      <TextField label="备注" max={200} value={remark} onChange={setRemark} />
      <TextField label="原因" required max={200} value={reason} onChange={setReason} />
    </Sheet>
  )
}
