import { Text, View } from '@tarojs/components'
import { Icon } from '@/ui/Icon'
import type { MeetingDetail } from '../meetingsApi'

interface QuorumLineProps {
  quorum: Pick<MeetingDetail['quorum'], 'needed' | 'reached' | 'message'>
  counts: Pick<MeetingDetail['counts'], 'missing'>
  size?: 'l'
}

/** What the count means in words: amber while a quorum is missing; where nobody needs one, who is still to come is no alarm. */
export function QuorumLine({ quorum, counts, size }: QuorumLineProps) {
  const due = quorum.needed > 0
  const done = due ? quorum.reached : counts.missing === 0
  const tone = done ? 't-ok' : due ? 't-warn' : ''
  return (
    <View className={`line ${tone}`}>
      <Icon name={done ? 'done' : due ? 'alert' : 'users'} size={size} />
      <Text className="t-strong">{quorum.message}</Text>
    </View>
  )
}
