import { dayLabel, type PlainDate } from '@shared/core/plainDate'
import { TALK_KIND_LABELS, TALK_STATE_LABELS, TALK_TOPIC_LABELS } from '@shared/modules/talks/model'
import { openPage } from '@/core/navigation'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Empty } from '@/ui/Empty'
import { MiniRow } from '@/ui/MiniRow'
import { namesWord, TALK_TONES, type TalkRow, talkPage } from '../talksApi'

/** Talks of a year, each one tap away. */
export function TalkList({ rows }: { rows: readonly TalkRow[] }) {
  return (
    <Card>
      {rows.map((talk) => (
        <MiniRow
          key={talk.id}
          label={namesWord(talk.people)}
          note={`${dayLabel(talk.on as PlainDate)} · ${TALK_KIND_LABELS[talk.kind]} · ${TALK_TOPIC_LABELS[talk.topic]}`}
          value={<Chip tone={TALK_TONES[talk.state]}>{talk.forMe ? '待我确认' : TALK_STATE_LABELS[talk.state]}</Chip>}
          onClick={() => openPage(talkPage('detail', `id=${talk.id}`))}
        />
      ))}
      {rows.length === 0 && (
        <Empty icon="chat" title="今年还没有谈心谈话">
          谈过之后登记一下，对方点一下确认就算数
        </Empty>
      )}
    </Card>
  )
}
