import { Text } from '@tarojs/components'
import { Icon } from '@/ui/Icon'
import { leftWord } from '../../exams/words'

const SOON_MS = 5 * 60_000

/** 剩余时间, strong in the last five minutes. */
export function TimeLeft({ left }: { left: number }) {
  const soon = left <= SOON_MS
  return (
    <Text className={soon ? 't-warn t-strong num nowrap' : 'num nowrap'} ariaRole="timer">
      <Icon name="clock" size="s" /> {left <= 0 ? '时间到' : `还剩 ${leftWord(left)}`}
    </Text>
  )
}
