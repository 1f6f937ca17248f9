import { View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import { Icon } from './Icon'
import { Tap } from './Tap'

/** now: somebody is at it · wait: done here, not yet there · todo: not yet. */
export interface StepItem {
  id: string
  title: string
  state: 'done' | 'now' | 'wait' | 'todo'
  /** Who and when: “等党员乙；6月18日前”. */
  note?: ReactNode
  aside?: ReactNode
}

const words = { done: '已完成', now: '正在办', wait: '等待中', todo: '还没到' } as const
/** More finished steps than this are folded into one line. */
const longest = 5

/** A workflow as a timeline. */
export function Steps({ steps }: { steps: readonly StepItem[] }) {
  const [open, setOpen] = useState(false)
  const done = steps.filter((step) => step.state === 'done').length
  const folded = !open && done > longest
  const shown = folded ? steps.slice(done - 1) : steps
  return (
    <View>
      {folded && (
        <Tap className="link" onClick={() => setOpen(true)}>
          前 {done - 1} 步已完成，展开看
        </Tap>
      )}
      {shown.map((step, index) => (
        <View
          key={step.id}
          className={`step step-${step.state} ${index === shown.length - 1 ? 'step-last' : ''}`}
          ariaLabel={`${step.title}，${words[step.state]}`}
        >
          <View className="step-mark">{step.state === 'done' && <Icon name="check" size="s" />}</View>
          <View className="grow">
            <View className="step-title">{step.title}</View>
            {step.note && <View className="note">{step.note}</View>}
          </View>
          {step.aside}
        </View>
      ))}
    </View>
  )
}
