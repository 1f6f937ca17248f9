import { Text, View } from '@tarojs/components'
import { Icon } from '@/ui/Icon'
import { Tap } from '@/ui/Tap'

interface YearTurnsProps {
  year: number
  onTurn: (year: number) => void
}

/** ‹ 2026年 › — another year's plan. */
export function YearTurns({ year, onTurn }: YearTurnsProps) {
  return (
    <View className="between">
      <Tap className="bar-act" label="上一年" onClick={() => onTurn(year - 1)}>
        <Icon name="back" />
      </Tap>
      <Text className="strong nowrap">{year}年</Text>
      <Tap className="bar-act" label="下一年" onClick={() => onTurn(year + 1)}>
        <Icon name="next" />
      </Tap>
    </View>
  )
}
