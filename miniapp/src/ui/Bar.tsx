import { View } from '@tarojs/components'

interface BarProps {
  value: number
  total: number
  /** The line to reach: quorum, required hours. The fill is amber below it, green from it. */
  goal?: number
  /** Read aloud: “有表决权 16 人，已到 7，须 9”. */
  label: string
}

/** Progress with the line to reach as a black tick. The numbers stand in words beside it, never here alone. */
export function Bar({ value, total, goal, label }: BarProps) {
  const share = (part: number) => `${Math.min(100, (part / Math.max(total, 1)) * 100).toFixed(2)}%`
  const short = goal !== undefined && value < goal
  return (
    <View className="meter-box" ariaRole="img" ariaLabel={label}>
      <View className="meter">
        <View className={short ? 'meter-fill meter-warn' : 'meter-fill'} style={{ width: share(value) }} />
        {goal !== undefined && <View className="meter-goal" style={{ left: share(goal) }} />}
      </View>
    </View>
  )
}
