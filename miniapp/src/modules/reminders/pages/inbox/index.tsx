import { plainDateOf } from '@shared/core/plainDate'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { Section } from '@/ui/Section'
import { Skeleton } from '@/ui/Skeleton'
import { useShell } from '@/ui/shell'
import { InboxRow } from '../../components/InboxRow'
import { useInbox } from '../../useInbox'

export default function Inbox() {
  const today = plainDateOf(Date.now())
  const inbox = useInbox()
  const { wide } = useShell()
  const groups = [
    { title: '未读', items: inbox.items.filter((item) => !item.readAt && !item.settled) },
    { title: '看过或已了结', items: inbox.items.filter((item) => item.readAt || item.settled) },
  ].filter(({ items }) => items.length > 0)
  const readAll = inbox.unread > 0 && (
    <Button
      icon="check"
      wide={!wide}
      size={wide ? 'd' : undefined}
      busy={inbox.readAll.busy}
      onClick={inbox.readAll.run}
    >
      全部标为已读
    </Button>
  )
  const state = inbox.error ? (
    <AnswerState error={inbox.error} shown={inbox.data !== undefined} onRetry={inbox.refresh} />
  ) : (
    <ErrorBanner error={inbox.readAll.error} />
  )
  return (
    <Page narrow title="收件箱" acts={readAll || undefined} state={state}>
      {!inbox.data && !inbox.error && <Skeleton note="正在取消息" />}
      {inbox.data && inbox.items.length === 0 && (
        <Card>
          <Empty icon="bell" title="还没有消息">
            会议通知和到期提醒都会先到这里，微信没收到也能在这里看到
          </Empty>
        </Card>
      )}
      {groups.map(({ title, items }) => (
        <Section key={title} title={title} count={`${items.length} 条`}>
          <Card>
            {items.map((item) => (
              <InboxRow key={item.id} item={item} today={today} answer={inbox.answer} onOpen={inbox.open} />
            ))}
          </Card>
        </Section>
      ))}
      <Pager {...inbox.pager} shown={inbox.items.length} quiet />
    </Page>
  )
}
