import { Text, View } from '@tarojs/components'
import { Button } from './Button'

interface PagerProps {
  /** How many are shown, and how many there are where that is known. */
  shown: number
  total?: number
  /** There is another page. */
  more: boolean
  busy?: boolean
  /** Why the next page did not come. */
  error?: { message: string } | undefined
  /** Says nothing when all is shown: for a list that is usually short. */
  quiet?: boolean
  onMore: () => void
}

/** The end of a long list: what is shown, and one button for more. */
export function Pager({ shown, total, more, busy, error, quiet, onMore }: PagerProps) {
  if (quiet && !more) return null
  return (
    <View className="pager">
      <Text className={error ? 't-bad' : 'note'}>
        {error
          ? error.message
          : more
            ? `已显示 ${shown} 条${total === undefined ? '' : `，共 ${total} 条`}`
            : `共 ${shown} 条，全部显示`}
      </Text>
      {more && (
        <Button size="s" busy={busy} onClick={onMore}>
          {error ? '再试' : '加载更多'}
        </Button>
      )}
    </View>
  )
}
