import type { OwnFieldRow as Field } from '@shared/modules/people/confirmationEndpoints'
import { Button } from '@/ui/Button'
import { Row } from '@/ui/Row'

function stateOf({ due, waiting, confirmedOn }: Field): string {
  if (waiting !== null) return `已提出改为“${waiting}”，等书记核对`
  if (due) return '还对吗'
  return confirmedOn ? `${confirmedOn} 核对过` : '不用定期核对'
}

/** One own field: what the register says, and a button to put it right. */
export function OwnFieldRow({ field, onCorrect }: { field: Field; onCorrect: () => void }) {
  const verb = field.value === null ? '填写' : '更正'
  return (
    <Row
      title={`${field.label}：${field.value ?? '未填'}`}
      why={stateOf(field)}
      act={
        <Button size="s" label={`${verb}${field.label}`} onClick={onCorrect}>
          {verb}
        </Button>
      }
    />
  )
}
