import { isPlainDate, plainDateOf } from '@shared/core/plainDate'
import type { PlannedItem } from '@shared/modules/duties/contract'
import { findPeriodRange } from '@shared/modules/duties/rules'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { say } from '@/core/say'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { DateField } from '@/ui/DateField'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Sheet } from '@/ui/Sheet'
import { SourceNote } from '@/ui/SourceNote'
import { TextArea } from '@/ui/TextArea'
import { dutiesApi, forgetPlans, type PlanAct } from '../usePlan'

interface AdjustFormProps {
  item: PlannedItem
  act: PlanAct
  /** The act in words: title of the sheet and of its button. */
  label: string
  onClose: () => void
}

const said: Record<PlanAct, string> = {
  move: '已移动，提醒会跟着改',
  waive: '已免办，原因留在计划里',
  restore: '已恢复',
  close: '已办结',
  remove: '已删除',
}

/** Why one item of the plan is changed: a reason, and a day where one is needed. */
export function AdjustForm({ item, act, label, onClose }: AdjustFormProps) {
  const today = plainDateOf(Date.now())
  const [day, setDay] = useState<string>(act === 'close' ? today : item.dueOn)
  const [text, setText] = useState('')
  const { key, localId = '' } = item
  const range = findPeriodRange(item.period)
  const needsDay = act === 'move' || act === 'close'
  const needsText = act !== 'remove'
  const missing =
    needsDay && !isPlainDate(day) ? '请选日期' : needsText && text.trim().length < 4 ? '请写明，至少 4 个字' : undefined

  const save = useAction(async (once) => {
    const on = isPlainDate(day) ? day : today
    const reason = text.trim()
    const calls: Record<PlanAct, () => Promise<unknown>> = {
      move: () => dutiesApi.move({ body: { key, dueOn: on, reason } }, { key: once }),
      waive: () => dutiesApi.waive({ body: { key, reason } }, { key: once }),
      restore: () => dutiesApi.restore({ body: { key, reason } }, { key: once }),
      close: () => dutiesApi.closeLocal({ params: { id: localId }, body: { on, note: reason } }, { key: once }),
      remove: () => dutiesApi.removeLocal({ params: { id: localId } }, { key: once }),
    }
    await calls[act]()
    forgetPlans()
    say(said[act])
    onClose()
  })

  return (
    <Sheet
      open
      title={label}
      sub={item.title}
      onClose={onClose}
      act={
        <Button kind={act === 'remove' ? 'bad' : 'fill'} wide busy={save.busy} reason={missing} onClick={save.run}>
          {label}
        </Button>
      }
    >
      <ErrorBanner error={save.error} />
      {act === 'move' && (
        <DateField
          label="改到哪天"
          required
          value={day}
          from={range && range.first > today ? range.first : today}
          to={range?.last}
          onChange={setDay}
        />
      )}
      {act === 'close' && <DateField label="哪天办的" required value={day} to={today} onChange={setDay} />}
      {needsText && (
        <TextArea label={act === 'close' ? '办得怎么样' : '原因'} required value={text} max={200} onChange={setText} />
      )}
      {act === 'remove' && <View className="card-pad sub">删除后不再提醒，操作记录里仍查得到。</View>}
      <View className="card-pad">
        <SourceNote source={item.source} />
      </View>
    </Sheet>
  )
}
