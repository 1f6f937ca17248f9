import { Text, View } from '@tarojs/components'
import { Icon } from '@/ui/Icon'
import { Tap } from '@/ui/Tap'

interface YearTurnsProps {
  year: number
  /** Years that can be turned to; all when absent. */
  years?: readonly number[]
  onTurn: (year: number) => void
}

/** ‹ 2026年 › — another year's plan. */
export function YearTurns({ year, years, onTurn }: YearTurnsProps) {
  const turn = (to: number, label: string, icon: 'back' | 'next') =>
    !years || years.includes(to) ? (
      <Tap className="bar-act" label={label} onClick={() => onTurn(to)}>
        <Icon name={icon} />
      </Tap>
    ) : (
      <View className="bar-act" />
    )
  return (
    <View className="between">
      {turn(year - 1, '上一年', 'back')}
      <Text className="strong nowrap">{year}年</Text>
      {turn(year + 1, '下一年', 'next')}
    </View>
  )
}
