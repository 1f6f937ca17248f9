import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { Page } from '@/ui/Page'

export default function Calendar() {
  return (
    <Page title="日历" tab>
      <Card>
        <Empty icon="calendar" title="这个月还没有安排">
          会议、期限和放假安排会排在这里
        </Empty>
      </Card>
    </Page>
  )
}
