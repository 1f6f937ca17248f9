import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { Page } from '@/ui/Page'

export default function Today() {
  return (
    <Page title="今日" tab>
      <Card>
        <Empty icon="done" title="今天没有要办的">
          要办的事会按期限排在这里，每件一个按钮
        </Empty>
      </Card>
    </Page>
  )
}
