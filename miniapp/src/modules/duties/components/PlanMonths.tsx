import { monthOf } from '@shared/core/plainDate'
import type { PlannedItem } from '@shared/modules/duties/contract'
import { Card } from '@/ui/Card'
import { Section } from '@/ui/Section'
import { PlanRow } from './PlanRow'

const months = Array.from({ length: 12 }, (_, index) => index + 1)

/** The plan on the phone: month by month, by the day it is due. */
export function PlanMonths({ items, onOpen }: { items: readonly PlannedItem[]; onOpen: (item: PlannedItem) => void }) {
  return (
    <>
      {months.map((month) => {
        const own = items.filter((item) => monthOf(item.dueOn) === month)
        if (own.length === 0) return null
        return (
          <Section key={month} title={`${month}月`} count={`${own.length} 件`}>
            <Card>
              {own.map((item) => (
                <PlanRow key={item.key} item={item} onOpen={() => onOpen(item)} />
              ))}
            </Card>
          </Section>
        )
      })}
    </>
  )
}
