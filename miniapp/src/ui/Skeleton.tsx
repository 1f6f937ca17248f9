import { View } from '@tarojs/components'

/** What stands where data will be. With last known data, draw that and this note under it instead of bones. */
export function Skeleton({ rows = 3, note = '正在取数据' }: { rows?: number; note?: string }) {
  const bones = Array.from({ length: rows }, (_, row) => row)
  return (
    <View className="card block bone-card" ariaRole="status" ariaLabel={note}>
      {bones.map((row) => (
        <View key={row} className={`bone ${['bone-most', '', 'bone-half'][row % 3]}`} />
      ))}
      <View className="note">{note}</View>
    </View>
  )
}
