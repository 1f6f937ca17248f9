import type { HistoryLine } from '@shared/modules/reminders/contract'
import {
  CHANNEL_LABELS,
  DELIVERY_REASON_LABELS,
  DELIVERY_STATE_LABELS,
  REMINDER_KIND_LABELS,
  STEP_RESULT_LABELS,
} from '@shared/modules/reminders/model'
import { View } from '@tarojs/components'
import { Button } from '@/ui/Button'
import { Chip } from '@/ui/Chip'
import { MiniRow } from '@/ui/MiniRow'
import { Sheet } from '@/ui/Sheet'
import { type StepItem, Steps } from '@/ui/Steps'
import { answerText, momentText, personText, rungText, STATE_TONES, stateText } from '../words'

/** The way of one reminder: into the inbox, from channel to channel, and what came back. */
function stepsOf(line: HistoryLine): StepItem[] {
  const way: StepItem[] = line.steps.map(({ channel, at, result, reason, code }, i) => ({
    id: `${i}`,
    title: `${CHANNEL_LABELS[channel]}：${STEP_RESULT_LABELS[result]}`,
    state: result === 'sent' ? 'done' : 'wait',
    note: [momentText(at), reason && DELIVERY_REASON_LABELS[reason], code && `代码 ${code}`]
      .filter(Boolean)
      .join(' · '),
  }))
  const isBack = line.answeredAt !== undefined || line.readAt !== undefined
  return [
    { id: 'inbox', title: '进收件箱', state: 'done', note: momentText(line.at) },
    ...way,
    { id: 'back', title: isBack ? '本人已看' : '等本人看', state: isBack ? 'done' : 'todo', note: answerText(line) },
  ]
}

interface HistorySheetProps {
  line: HistoryLine | undefined
  onClose: () => void
  onPerson: (line: HistoryLine) => void
}

/** One reminder in full. */
export function HistorySheet({ line, onClose, onPerson }: HistorySheetProps) {
  if (!line) return null
  return (
    <Sheet
      open
      title={line.title}
      sub={personText(line)}
      onClose={onClose}
      act={
        <Button wide onClick={() => onPerson(line)}>
          只看{line.name}的
        </Button>
      }
    >
      <MiniRow label="说了什么" note={line.note} value={line.urgent ? <Chip tone="warn">紧急</Chip> : undefined} />
      <MiniRow
        label="状态"
        value={<Chip tone={STATE_TONES[line.state]}>{DELIVERY_STATE_LABELS[line.state]}</Chip>}
        note={stateText(line)}
      />
      <MiniRow label="种类" value={line.kind === 'duty' ? rungText(line.rung) : REMINDER_KIND_LABELS[line.kind]} />
      <View className="card-pad">
        <Steps steps={stepsOf(line)} />
      </View>
    </Sheet>
  )
}
