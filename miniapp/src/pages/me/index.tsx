import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { Page } from '@/ui/Page'

export default function Me() {
  return (
    <Page title="我的" tab>
      <Card>
        <Empty icon="me" title="还没有登录">
          登录后这里是你的学时、出勤、证书和荣誉
        </Empty>
      </Card>
    </Page>
  )
}
