import { plainDate } from '@shared/core/plainDate'
import { DELIVERY_STATE_LABELS, type DeliveryState } from '@shared/modules/reminders/model'
import { View } from '@tarojs/components'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { DateField } from '@/ui/DateField'
import { SelectField } from '@/ui/SelectField'
import { useShell } from '@/ui/shell'
import type { HistoryFilter } from '../useHistory'

type Chosen = Pick<HistoryFilter, 'personId' | 'state' | 'on'>

interface HistoryFiltersProps {
  chosen: Chosen
  /** Of the chosen person. */
  personName?: string
  onChoose: (filter: Chosen) => void
}

const ANY = 'any'
const STATES = [
  { value: ANY, label: '全部状态' },
  ...Object.entries(DELIVERY_STATE_LABELS).map(([value, label]) => ({ value, label })),
]

/** State, day and person; a person is chosen from a line of the list. */
export function HistoryFilters({ chosen, personName, onChoose }: HistoryFiltersProps) {
  const { wide } = useShell()
  const isChosen = chosen.state !== undefined || chosen.on !== undefined || chosen.personId !== undefined
  return (
    <Card>
      <View className={wide ? 'cols' : ''}>
        <SelectField
          label="状态"
          value={chosen.state ?? ANY}
          options={STATES}
          onChange={(state) => onChoose({ state: state === ANY ? undefined : (state as DeliveryState) })}
        />
        <DateField
          label="哪一天"
          value={chosen.on ?? ''}
          onChange={(on) => onChoose({ on: on ? plainDate(on) : undefined })}
        />
      </View>
      {isChosen && (
        <View className="card-pad line">
          {chosen.personId && <Chip icon="me">{personName ?? '一个人'}</Chip>}
          <Button
            size="s"
            icon="close"
            onClick={() => onChoose({ state: undefined, on: undefined, personId: undefined })}
          >
            看全部
          </Button>
        </View>
      )}
    </Card>
  )
}
