import { Text, View } from '@tarojs/components'
import { Button } from './Button'

interface PagerProps {
  /** How many are shown, and how many there are where that is known. */
  shown: number
  total?: number
  /** There is another page. */
  more: boolean
  busy?: boolean
  onMore: () => void
}

/** The end of a long list: what is shown, and one button for more. */
export function Pager({ shown, total, more, busy, onMore }: PagerProps) {
  return (
    <View className="pager">
      <Text className="note">
        {more ? `已显示 ${shown} 条${total === undefined ? '' : `，共 ${total} 条`}` : `共 ${shown} 条，全部显示`}
      </Text>
      {more && (
        <Button size="s" busy={busy} onClick={onMore}>
          加载更多
        </Button>
      )}
    </View>
  )
}
