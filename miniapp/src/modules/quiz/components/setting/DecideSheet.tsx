import { RULING_LABELS, type Ruling } from '@shared/modules/quiz/appeals/ruling'
import type { AskedItem } from '@shared/modules/quiz/asked'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { SelectField } from '@/ui/SelectField'
import { Sheet } from '@/ui/Sheet'
import { TextField } from '@/ui/TextField'
import { type AppealDetail, forgetExams, settingApi } from '../../setting/settingApi'
import { CorrectKey, correctedOf } from './CorrectKey'

type Kind = Ruling['kind']
type Solution = Pick<AppealDetail['question'], 'key' | 'accepted'>

const KINDS = Object.entries(RULING_LABELS).map(([value, label]) => ({ value, label }))
const editedOf = ({ key, accepted }: Solution): { key: readonly number[]; typed: readonly string[] } => ({
  key: key !== null && !('parts' in key) ? key.filter((one): one is number => typeof one === 'number') : [],
  typed: accepted.map((all) => all.join('；')),
})

interface DecideSheetProps {
  appeal: AppealDetail
  accepts: boolean
  onClose: () => void
  onDone: () => void
}

/** 采纳 with the right key, as right for everybody, or without the question; or 不采纳 — always with the reason people read. */
export function DecideSheet({ appeal, accepts, onClose, onDone }: DecideSheetProps) {
  const { asked, parts: solutions } = appeal.question
  const items: readonly AskedItem[] = asked.kind === 'case' ? asked.parts : [{ ...asked, kind: asked.kind }]
  const [kind, setKind] = useState<Kind>('corrected')
  const [values, setValues] = useState(() => (asked.kind === 'case' ? solutions : [appeal.question]).map(editedOf))
  const [why, setWhy] = useState('')
  const params = { appealId: appeal.id }
  const decide = useAction(async (key) => {
    const said = why.trim()
    if (!accepts) await settingApi.rejectAppeal({ params, body: { why: said } }, { key })
    else {
      const parts = items.flatMap((item, i) => (values[i] ? [correctedOf(item, values[i])] : []))
      const ruling = kind === 'corrected' ? { kind, parts } : { kind }
      await settingApi.acceptAppeal(
        { params, body: { ruling, why: said } as Parameters<typeof settingApi.acceptAppeal>[0]['body'] },
        { key },
      )
    }
    forgetExams()
    onDone()
  })
  return (
    <Sheet
      open
      title={accepts ? '采纳' : '不采纳'}
      sub={accepts ? '考过这道题的全部重新算分，改了分的人都会收到通知' : '提出的人会看到理由，分数不变'}
      onClose={onClose}
      act={
        <Button
          kind="fill"
          wide
          busy={decide.busy}
          reason={why.trim() ? undefined : '先写理由'}
          onClick={() => decide.run()}
        >
          {accepts ? '采纳并重新算分' : '不采纳'}
        </Button>
      }
    >
      <ErrorBanner error={decide.error} />
      {accepts && (
        <SelectField
          label="怎么改"
          required
          value={kind}
          options={KINDS}
          onChange={(value) => setKind(value as Kind)}
        />
      )}
      {accepts &&
        kind === 'corrected' &&
        items.map((item, i) => {
          const value = values[i]
          return (
            value && (
              // biome-ignore lint/suspicious/noArrayIndexKey: parts of a case keep their places
              <View key={i}>
                <View className="field strong">{items.length > 1 ? `第 ${i + 1} 小题的正确答案` : '正确答案'}</View>
                <CorrectKey
                  item={item}
                  value={value}
                  onChange={(next) => setValues(values.map((one, at) => (at === i ? next : one)))}
                />
              </View>
            )
          )
        })}
      <TextField
        label="理由"
        required
        max={200}
        value={why}
        hint={
          accepts && appeal.ownBank ? '题库里的这道题会一起改好，或标为待复核' : '写明依据，改了分和提出的人都会看到'
        }
        onChange={setWhy}
      />
    </Sheet>
  )
}
