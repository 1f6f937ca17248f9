import { QUESTION_KIND_LABELS } from '@shared/modules/quiz/model'
import { useState } from 'react'
import { Button } from '@/ui/Button'
import { SelectField } from '@/ui/SelectField'
import { Sheet } from '@/ui/Sheet'
import type { PracticeBank, RoundChoice } from '../practiceApi'

interface BankSheetProps {
  bank: PracticeBank
  onClose: () => void
  onStart: (choice: RoundChoice) => void
}

const ALL = { value: '', label: '全部' }

/** What of a bank to practise: everything, one topic, one kind. */
export function BankSheet({ bank, onClose, onStart }: BankSheetProps) {
  const [tag, setTag] = useState('')
  const [kind, setKind] = useState('')
  const begin = () => {
    onClose()
    onStart({ mode: 'free', bankId: bank.id, ...(tag && { tag }), ...(kind && { kind }) })
  }
  return (
    <Sheet
      open
      title={bank.title}
      sub={bank.note}
      onClose={onClose}
      act={
        <Button kind="fill" wide reason={bank.questions === 0 ? '还没有题' : undefined} onClick={begin}>
          练 10 道
        </Button>
      }
    >
      <SelectField
        label="内容"
        value={tag}
        options={[ALL, ...bank.tags.map((one) => ({ value: one.tag, label: `${one.tag}（${one.count} 道）` }))]}
        onChange={setTag}
      />
      <SelectField
        label="题型"
        value={kind}
        options={[
          ALL,
          ...bank.kinds.map((one) => ({
            value: one.kind,
            label: `${QUESTION_KIND_LABELS[one.kind]}（${one.count} 道）`,
          })),
        ]}
        onChange={setKind}
      />
    </Sheet>
  )
}
