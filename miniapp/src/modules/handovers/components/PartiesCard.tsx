import type { HandoverDetail } from '@shared/modules/handovers/contract'
import { HANDOVER_STATE_LABELS } from '@shared/modules/handovers/model'
import { dayWord } from '@/core/dayWord'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { MiniRow } from '@/ui/MiniRow'
import { HANDOVER_TONES } from '../useHandovers'

/** Who hands over to whom, from when, until when, and how far it is. */
export function PartiesCard({ handover }: { handover: HandoverDetail }) {
  const { from, to, standIn, state, dueOn, finishedOn, items, pending } = handover
  return (
    <Card title="双方" aside={<Chip tone={HANDOVER_TONES[state]}>{HANDOVER_STATE_LABELS[state]}</Chip>}>
      <MiniRow
        label="移交人"
        value={from?.name ?? '上级'}
        note={from?.day ? `任职至 ${dayWord(from.day)}` : undefined}
      />
      {standIn && <MiniRow label="上级代为移交" value={standIn.name} note={standIn.reason} />}
      <MiniRow
        label="接任人"
        value={to?.name ?? '待定'}
        note={to?.day ? `自 ${dayWord(to.day)}` : '空缺期间由上级照看'}
      />
      <MiniRow
        label={finishedOn ? '接完日期' : '请在这天前接完'}
        value={dayWord(finishedOn ?? dueOn)}
        note={`共 ${items.length} 项，还有 ${pending} 项`}
      />
    </Card>
  )
}
