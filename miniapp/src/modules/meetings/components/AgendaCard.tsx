import { AGENDA_KIND_LABELS } from '@shared/modules/meetings/model'
import { Text } from '@tarojs/components'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Row } from '@/ui/Row'
import type { MeetingDetail } from '../meetingsApi'

type Item = MeetingDetail['agenda'][number]

const resultOf = ({ votes, neededYes = 0 }: Item): string =>
  votes
    ? `同意 ${votes.yes}，不同意 ${votes.no}，弃权 ${votes.abstain}；至少 ${neededYes} 票`
    : `赞成至少 ${neededYes} 票才通过，只存总数`

/** What was dealt with, in order, and how it was decided. */
export function AgendaCard({ meeting }: { meeting: MeetingDetail }) {
  return (
    <Card title="议题与结果" aside={<Text className="note">{meeting.agendaSource}</Text>}>
      {meeting.agenda.map((item, i) => (
        <Row
          key={item.title}
          title={`${i + 1}. ${item.title}`}
          why={item.kind === 'decide' ? resultOf(item) : undefined}
          act={
            item.passed === undefined ? (
              <Chip icon="info">{AGENDA_KIND_LABELS[item.kind]}</Chip>
            ) : (
              <Chip tone={item.passed ? 'ok' : 'bad'}>{item.passed ? '已通过' : '未通过'}</Chip>
            )
          }
        />
      ))}
    </Card>
  )
}
