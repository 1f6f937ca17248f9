import { clockTimeOf, instantAt, type PlainDate, plainDateOf, plainDateOfInstant } from '@shared/core/plainDate'
import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { DateField } from '@/ui/DateField'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Sheet } from '@/ui/Sheet'
import { TextField } from '@/ui/TextField'
import { TimeField } from '@/ui/TimeField'
import { type ExamDetail, forgetExams, settingApi } from '../../setting/settingApi'

export type ExamAct = 'moveEnd' | 'end' | 'cancel'

const ACTS = {
  moveEnd: { title: '改结束时间', verb: '改到这时', sub: '正在答的人，时间跟着变', hint: '例如 夜班还没考' },
  end: { title: '现在结束', verb: '现在结束', sub: '正在答的人马上收卷', hint: '例如 都考完了' },
  cancel: { title: '取消考试', verb: '取消考试', sub: '已经交的留着，不算成绩；取消后不能恢复', hint: '例如 改期再办' },
} as const

interface ExamActsProps {
  exam: ExamDetail
  act: ExamAct
  onClose: () => void
  onDone: () => void
}

/** 改结束时间, 现在结束, 取消 — each with its reason. */
export function ExamActs({ exam, act, onClose, onDone }: ExamActsProps) {
  const { title, verb, sub, hint } = ACTS[act]
  const [day, setDay] = useState<string>(plainDateOfInstant(exam.closesAt))
  const [time, setTime] = useState(clockTimeOf(exam.closesAt))
  const [reason, setReason] = useState('')
  const params = { examId: exam.id }
  const save = useAction(async (key) => {
    const why = reason.trim()
    if (act === 'cancel') await settingApi.cancelExam({ params, body: { reason: why } }, { key })
    else {
      const closesAt = act === 'moveEnd' ? { closesAt: instantAt(day as PlainDate, time) } : {}
      await settingApi.moveExamEnd({ params, body: { ...closesAt, reason: why } }, { key })
    }
    forgetExams()
    onDone()
  })
  return (
    <Sheet
      open
      title={title}
      sub={sub}
      onClose={onClose}
      act={
        <Button
          kind="fill"
          wide
          busy={save.busy}
          reason={reason.trim() ? undefined : '先写原因'}
          onClick={() => save.run()}
        >
          {verb}
        </Button>
      }
    >
      <ErrorBanner error={save.error} />
      {act === 'moveEnd' && (
        <>
          <DateField label="结束日期" required from={plainDateOf(Date.now())} value={day} onChange={setDay} />
          <TimeField label="结束时间" required value={time} onChange={setTime} />
        </>
      )}
      <TextField label="原因" required max={100} value={reason} placeholder={hint} onChange={setReason} />
    </Sheet>
  )
}
