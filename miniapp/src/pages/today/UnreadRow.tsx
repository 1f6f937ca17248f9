import { INBOX_PAGE } from '@shared/modules/reminders/model'
import { View } from '@tarojs/components'
import { openPage } from '@/core/navigation'
import { useUnread } from '@/core/useUnread'
import { Card } from '@/ui/Card'
import { MiniRow } from '@/ui/MiniRow'

/** What was said to me and not read yet; nothing is drawn when all is read. */
export function UnreadRow() {
  const unread = useUnread()
  if (unread === 0) return null
  return (
    <View className="block mt3">
      <Card>
        <MiniRow icon="bell" label="收件箱" value={`${unread} 条未读`} onClick={() => openPage(INBOX_PAGE)} />
      </Card>
    </View>
  )
}
