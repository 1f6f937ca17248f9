import { Text, View } from '@tarojs/components'
import { type Tone, toneMarks } from './tone'

interface RingProps {
  value: number
  total: number
  /** Under the number: “全年任务”, “学时”. */
  unit: string
  /** Parts in drawing order; what is missing to the total stays grey. */
  parts: readonly { label: string; value: number; tone: Tone }[]
  /** Counts beside the ring; the table behind the picture. */
  legend?: boolean
}

/** Progress as a ring with the number in the middle and the counts in words beside it. */
export function Ring({ value, total, unit, parts, legend = true }: RingProps) {
  const whole = Math.max(total, 1)
  let reached = 0
  const stops = parts.map(({ value: size, tone }) => {
    const from = reached
    reached += (size / whole) * 100
    return `${toneMarks[tone]} ${from.toFixed(2)}% ${Math.min(reached, 100).toFixed(2)}%`
  })
  const rest = `${toneMarks.idle} ${Math.min(reached, 100).toFixed(2)}% 100%`
  return (
    <View className="ring-row">
      <View className="ring" ariaRole="img" ariaLabel={`${unit} ${value}，共 ${total}`}>
        <View className="ring-arc" style={{ background: `conic-gradient(${[...stops, rest].join(',')})` }} />
        <View className="ring-mid" ariaHidden>
          <Text className={`${value}/${total}`.length > 5 ? 'ring-num ring-num-s' : 'ring-num'}>
            {value}
            <Text className="ring-of">/{total}</Text>
          </Text>
          <Text className="ring-unit">{unit}</Text>
        </View>
      </View>
      {legend && (
        <View className="grow">
          {parts.map((part) => (
            <View className="legend" key={part.label}>
              <View className="dot" style={{ background: toneMarks[part.tone] }} />
              <Text>{part.label}</Text>
              <Text className="legend-num">{part.value}</Text>
            </View>
          ))}
        </View>
      )}
    </View>
  )
}
