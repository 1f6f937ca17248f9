import { Text, View } from '@tarojs/components'
import { Bar } from '@/ui/Bar'
import { SourceNote } from '@/ui/SourceNote'
import type { MeetingDetail } from '../meetingsApi'
import { QuorumLine } from './QuorumLine'

interface QuorumBarProps {
  quorum: MeetingDetail['quorum']
  counts: MeetingDetail['counts']
}

/** How many are there, how many are needed, what is missing in words. */
export function QuorumBar({ quorum, counts }: QuorumBarProps) {
  const due = quorum.needed > 0
  const value = due ? quorum.present : counts.present
  const total = due ? quorum.votingDue : counts.due
  const words = due ? `有表决权 ${total} 人，已到 ${value}` : `应到 ${total} 人，已到 ${value}`
  return (
    <View>
      <QuorumLine quorum={quorum} counts={counts} />
      <View className="mt2">
        <Bar value={value} total={total} goal={due ? quorum.needed : undefined} label={words} />
      </View>
      <View className="between sub mt1">
        <Text>{words}</Text>
        {due && <Text className="nowrap">至少 {quorum.needed} 人</Text>}
      </View>
      {quorum.source && <SourceNote source={quorum.source} />}
    </View>
  )
}
