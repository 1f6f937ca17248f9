import { View } from '@tarojs/components'
import { Bar } from '@/ui/Bar'
import { Card } from '@/ui/Card'
import { Tap } from '@/ui/Tap'
import type { Board } from '../useBoard'

interface KindListProps {
  rules: Board['rules']
  selected: string | undefined
  onSelect: (rule: string | undefined) => void
}

/** Progress by kind of duty; one chosen filters the board. */
export function KindList({ rules, selected, onSelect }: KindListProps) {
  return (
    <Card title="各类任务">
      {rules.map(({ rule, label, ring, pressing }) => (
        <Tap
          key={rule}
          className="row row-tap"
          selected={rule === selected}
          onClick={() => onSelect(rule === selected ? undefined : rule)}
        >
          <View className="row-main">
            <View className="between">
              <View className="row-title">{rule === selected ? `${label}（只看这一类）` : label}</View>
              <View className="nowrap">
                {ring.done} / {ring.total}
              </View>
            </View>
            <View className="mt2">
              <Bar value={ring.done} total={ring.total} label={`${label}：共 ${ring.total} 件，已完成 ${ring.done}`} />
            </View>
            <View className="row-why">{pressing > 0 ? `${pressing} 件已逾期或可能误期` : '没有要误期的'}</View>
          </View>
        </Tap>
      ))}
    </Card>
  )
}
