import type { DetailItem } from '@shared/modules/handovers/contract'
import { ENTRY_LABELS, ITEM_STATE_LABELS, type ItemState } from '@shared/modules/handovers/model'
import { View } from '@tarojs/components'
import { dayWord } from '@/core/dayWord'
import { openPage } from '@/core/navigation'
import { Button } from '@/ui/Button'
import { Chip } from '@/ui/Chip'
import { Row } from '@/ui/Row'
import type { Tone } from '@/ui/tone'

const TONES: Record<ItemState, Tone> = { waiting: 'idle', asked: 'warn', accepted: 'ok', settled: 'ok' }

const ACTS = [
  ['ask', '提问'],
  ['answer', '答复'],
  ['close', '已办结'],
] as const
export type ItemAct = (typeof ACTS)[number][0]

interface ItemRowProps {
  item: DetailItem
  busy: boolean
  onAccept: () => void
  onAct: (act: ItemAct) => void
}

/** One open thing: what, since when, what was asked and answered, and what can be done about it. */
export function ItemRow({ item, busy, onAccept, onAct }: ItemRowProps) {
  const { title, why, dueOn, page, state, talk, added, allowed } = item
  const said = talk.filter((entry) => entry.text)
  return (
    <Row
      title={title}
      why={added ? `${why || '无说明'}（移交人补充）` : why}
      due={dueOn && (state === 'waiting' || state === 'asked') ? { text: `${dayWord(dueOn)}前` } : undefined}
      act={<Chip tone={TONES[state]}>{ITEM_STATE_LABELS[state]}</Chip>}
    >
      {said.map((entry) => (
        <View className="note" key={`${entry.at}${entry.kind}`}>
          {`${entry.on} ${entry.byName}${ENTRY_LABELS[entry.kind]}：${entry.text}`}
        </View>
      ))}
      {(allowed.length > 0 || page) && (
        <View className="line mt3">
          {allowed.includes('accept') && (
            <Button size="s" kind="red" busy={busy} label={`接收：${title}`} onClick={onAccept}>
              接收
            </Button>
          )}
          {ACTS.filter(([act]) => allowed.includes(act)).map(([act, label]) => (
            <Button key={act} size="s" label={`${label}：${title}`} onClick={() => onAct(act)}>
              {label}
            </Button>
          ))}
          {page && state !== 'settled' && (
            <Button size="s" kind="plain" label={`去看：${title}`} onClick={() => openPage(page)}>
              去看
            </Button>
          )}
        </View>
      )}
    </Row>
  )
}
