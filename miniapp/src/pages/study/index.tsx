import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { Page } from '@/ui/Page'

export default function Study() {
  return (
    <Page title="学习" tab>
      <Card>
        <Empty icon="study" title="现在没有要学的">
          支部布置的学习和题目会出现在这里
        </Empty>
      </Card>
    </Page>
  )
}
