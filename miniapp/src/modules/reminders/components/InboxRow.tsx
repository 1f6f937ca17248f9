import { clockTimeOf, dayLabel, type PlainDate, plainDateOfInstant, yearOf } from '@shared/core/plainDate'
import type { InboxItem } from '@shared/modules/reminders/contract'
import { urgency } from '@shared/modules/reminders/texts'
import { View } from '@tarojs/components'
import { AnswerLine } from '@/ui/AnswerLine'
import { Button } from '@/ui/Button'
import { Chip } from '@/ui/Chip'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Row } from '@/ui/Row'
import type { Tone } from '@/ui/tone'
import type { useInbox } from '../useInbox'

interface InboxRowProps {
  item: InboxItem
  today: PlainDate
  answer: ReturnType<typeof useInbox>['answer']
  onOpen: (item: InboxItem) => void
}

/** By when, as it stands today; nothing to hurry for once the matter is settled. */
function dueOf(item: InboxItem, today: PlainDate): { text: string; tone?: Tone } | undefined {
  if (!item.dueOn || item.settled) return undefined
  const day = dayLabel(item.dueOn, yearOf(today))
  if (item.kind === 'notice') return { text: [day, item.dueTime, item.place].filter(Boolean).join(' ') }
  const tone = item.dueOn < today ? { tone: 'bad' as const } : item.dueOn === today ? { tone: 'warn' as const } : {}
  return { text: `${urgency(item.dueOn, today, item.dueTime)} · ${day}`, ...tone }
}

/** One message: what, why me, by when, and the one tap to where it is done. */
export function InboxRow({ item, today, answer, onOpen }: InboxRowProps) {
  const at = `${dayLabel(plainDateOfInstant(item.at), yearOf(today))} ${clockTimeOf(item.at)}`
  // What has been done is only looked at.
  const verb = item.settled ? '查看' : item.label
  return (
    <Row
      title={
        <View className="line">
          {item.title}
          {item.urgent && !item.settled && <Chip tone="warn">紧急</Chip>}
          {item.settled && <Chip tone="ok">已了结</Chip>}
        </View>
      }
      why={item.why}
      due={dueOf(item, today)}
      act={
        <Button size="s" label={`${verb}：${item.title}`} onClick={() => onOpen(item)}>
          {verb}
        </Button>
      }
    >
      <View className="note">{at} 收到</View>
      {(item.answeredAt !== undefined || item.allowed.includes('answer')) && (
        <AnswerLine
          title={item.title}
          answered={item.answeredAt !== undefined}
          byOn={item.byOn}
          busy={answer.busy}
          error={<ErrorBanner error={answer.error} />}
          onAnswer={(byOn) => answer.run(item.id, byOn)}
        />
      )}
    </Row>
  )
}
