import type { PlainDate } from '@shared/core/plainDate'
import type { TodayItem } from '@shared/modules/duties/contract'
import { dueText } from '@shared/modules/duties/rules'
import { openPage } from '@/core/navigation'
import { Button } from '@/ui/Button'
import { Row } from '@/ui/Row'
import { AnswerDuty } from './AnswerDuty'

interface TodayRowProps {
  item: TodayItem
  day: PlainDate
  /** THE act of the screen; one only. */
  first?: boolean
  /** Of a plan: what may slip is said in amber a week ahead; of a person only on the day. */
  planned?: boolean
}

/** One duty: what, why me, by when, one tap to where it is done. */
export function TodayRow({ item, day, first, planned }: TodayRowProps) {
  const slips = item.state === 'slipping' && (planned || item.dueOn <= day)
  const tone = item.state === 'overdue' ? 'bad' : slips ? 'warn' : undefined
  const article = item.state === 'overdue' ? ` · ${item.source.article}` : ''
  return (
    <Row
      title={item.title}
      why={item.why}
      due={{ text: `${dueText(item, day)}${article}`, tone }}
      act={
        <Button
          size="s"
          kind={first ? 'fill' : 'line'}
          label={`${item.action.label}：${item.title}`}
          onClick={() => openPage(item.action.page)}
        >
          {item.action.label}
        </Button>
      }
    >
      <AnswerDuty dutyKey={item.key} title={item.title} />
    </Row>
  )
}
