import { clockTimeOf, instantAt, type PlainDate, plainDateOfInstant } from '@shared/core/plainDate'
import { PARTIAL_LABELS, REVEAL_LABELS, type Reveal } from '@shared/modules/quiz/exams/model'
import { useState } from 'react'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { DateField } from '@/ui/DateField'
import { MiniRow } from '@/ui/MiniRow'
import { SelectField } from '@/ui/SelectField'
import { SwitchField } from '@/ui/SwitchField'
import { TextArea } from '@/ui/TextArea'
import { TextField } from '@/ui/TextField'
import { TimeField } from '@/ui/TimeField'
import { windowWord } from '../../exams/words'
import type { EditedExam } from '../../setting/draft'

const optionsOf = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }))

interface RuleFieldsProps {
  exam: EditedExam
  onChange: (change: Partial<EditedExam>) => void
}

/** 时间和规则 — filled in as the unit usually has them; opened only by whoever wants another. */
export function RuleFields({ exam, onChange }: RuleFieldsProps) {
  const [open, setOpen] = useState(false)
  const { minutes, attempts, passPercent, partial, reveal, certificate } = exam
  if (!open)
    return (
      <Card
        title="时间和规则"
        aside={
          <Button size="s" onClick={() => setOpen(true)}>
            改
          </Button>
        }
      >
        <MiniRow icon="calendar" label="时间" note={windowWord(exam)} />
        <MiniRow
          icon="clock"
          label="规则"
          note={`${minutes} 分钟 · 可考 ${attempts} 次 · ${passPercent}% 及格 · ${PARTIAL_LABELS[partial]} · ${REVEAL_LABELS[reveal]}公布答案 · ${certificate ? '合格发证书' : '不发证书'}`}
        />
      </Card>
    )
  const day = (field: 'opensAt' | 'closesAt', label: string) => (
    <>
      <DateField
        label={`${label}日期`}
        required
        value={plainDateOfInstant(exam[field])}
        onChange={(on) => onChange({ [field]: instantAt(on as PlainDate, clockTimeOf(exam[field])) })}
      />
      <TimeField
        label={`${label}时间`}
        required
        value={clockTimeOf(exam[field])}
        onChange={(time) => onChange({ [field]: instantAt(plainDateOfInstant(exam[field]), time) })}
      />
    </>
  )
  return (
    <Card title="时间和规则" paired>
      {day('opensAt', '开始')}
      {day('closesAt', '结束')}
      <TextField
        label="时限（分钟）"
        required
        type="number"
        value={minutes}
        onChange={(value) => onChange({ minutes: value })}
      />
      <TextField
        label="可考几次"
        required
        type="number"
        value={attempts}
        onChange={(value) => onChange({ attempts: value })}
      />
      <TextField
        label="及格线（总分的百分之几）"
        required
        type="number"
        value={passPercent}
        onChange={(value) => onChange({ passPercent: value })}
      />
      <SelectField
        label="多选题漏选"
        required
        value={partial}
        options={optionsOf(PARTIAL_LABELS)}
        onChange={(value) => onChange({ partial: value as EditedExam['partial'] })}
      />
      <SelectField
        label="何时公布答案"
        required
        value={reveal}
        options={optionsOf(REVEAL_LABELS)}
        onChange={(value) => onChange({ reveal: value as Reveal })}
      />
      <SwitchField
        label="合格发证书"
        hint="有编号，登录的人都能核验"
        value={certificate}
        onChange={(value) => onChange({ certificate: value })}
      />
      <TextArea label="给大家的说明" max={500} value={exam.note} onChange={(note) => onChange({ note })} />
    </Card>
  )
}
