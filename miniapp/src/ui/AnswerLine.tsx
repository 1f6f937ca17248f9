import { dayLabel, plainDate, plainDateOf, yearOf } from '@shared/core/plainDate'
import { View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import { Button } from './Button'
import { DateField } from './DateField'
import { Sheet } from './Sheet'

interface AnswerLineProps {
  /** What was reminded of. */
  title: string
  /** Answered already. */
  answered: boolean
  byOn?: string
  busy: boolean
  /** What went wrong with the answer. */
  error?: ReactNode
  /** @param byOn day by which it will be done, if one was chosen. @returns whether it was taken. */
  onAnswer: (byOn: string | undefined) => Promise<boolean>
}

/** 知道了，我来办 — one tap, with a day if wanted; once answered, what was said. */
export function AnswerLine({ title, answered, byOn, busy, error, onAnswer }: AnswerLineProps) {
  const [open, setOpen] = useState(false)
  const [day, setDay] = useState('')
  const today = plainDateOf(Date.now())
  if (answered)
    return (
      <View className="note mt1">已答复：知道了{byOn ? `，${dayLabel(plainDate(byOn), yearOf(today))}前办` : ''}</View>
    )
  const send = async () => {
    if (await onAnswer(day || undefined)) setOpen(false)
  }
  return (
    <View className="mt1">
      <Button size="s" icon="check" label={`知道了，我来办：${title}`} onClick={() => setOpen(true)}>
        知道了，我来办
      </Button>
      <Sheet
        open={open}
        title="知道了，我来办"
        sub={title}
        onClose={() => setOpen(false)}
        act={
          <Button kind="fill" wide busy={busy} onClick={send}>
            答复
          </Button>
        }
      >
        {error}
        <DateField
          label="打算哪天前办完"
          value={day}
          from={today}
          onChange={setDay}
          hint="书记和上级看得到你的答复。同一条不再重复提醒，到下一级时间还会提醒；办完了自动停。"
        />
      </Sheet>
    </View>
  )
}
