import { clockTimeOf } from '@shared/core/plainDate'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { openPage } from '@/core/navigation'
import { useParams } from '@/core/useParams'
import { AnswerState } from '@/ui/AnswerState'
import { Banner } from '@/ui/Banner'
import { Bar } from '@/ui/Bar'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { Skeleton } from '@/ui/Skeleton'
import { MinutesFields } from '../../components/MinutesFields'
import { type MeetingDetail, pageOf } from '../../meetingsApi'
import { useMeeting } from '../../useMeeting'
import { useMinutes } from '../../useMinutes'

const SAVING = { saved: '已保存', changed: '正在保存', failed: '没存上，会再试' } as const

function MinutesForm({ meeting }: { meeting: MeetingDetail }) {
  const model = useMinutes(meeting)
  const { filledCount, askedCount } = meeting.minutes
  const submit = async () => {
    if (await model.submit.run()) await Taro.redirectTo({ url: pageOf('detail', meeting.id) })
  }
  const saved =
    model.savedAt && model.saving === 'saved' ? `已保存 ${clockTimeOf(model.savedAt)}` : SAVING[model.saving]
  const acts = (
    <>
      <Button icon="users" onClick={() => openPage(pageOf('roll-call', meeting.id))}>
        名单
      </Button>
      <Button kind="fill" wide busy={model.submit.busy} onClick={submit}>
        提交审核
      </Button>
    </>
  )
  return (
    <Page title="会议记录" who={meeting.title} acts={acts} state={<ErrorBanner error={model.submit.error} />}>
      {meeting.blocked.length > 0 && <Banner tone="warn" title="现在还不能提交，可以先写" reasons={meeting.blocked} />}
      <Card pad>
        <View className="between">
          <View className="strong">
            {filledCount} 项已填好，只需你写 {askedCount} 项
          </View>
          {(model.savedAt || model.saving !== 'saved') && (
            <Chip tone={model.saving === 'failed' ? 'warn' : 'idle'} icon={model.saving === 'saved' ? 'done' : 'clock'}>
              {saved}
            </Chip>
          )}
        </View>
        <View className="mt2">
          <Bar value={filledCount} total={filledCount + askedCount} label={`${filledCount} 项已填好`} />
        </View>
      </Card>
      <MinutesFields meeting={meeting} model={model} />
    </Page>
  )
}

export default function MinutesPage() {
  const { id = '' } = useParams()
  const { data, error, refresh } = useMeeting(id)
  const [ready, setReady] = useState(false)
  useEffect(() => {
    // Writing starts from what the service holds now, not from an earlier visit: another device may have gone on.
    refresh().then(() => setReady(true))
  }, [refresh])
  if (ready && data?.allowed.includes('minutes')) return <MinutesForm key={data.id} meeting={data} />
  return (
    <Page title="会议记录" state={error && <AnswerState error={error} shown={false} onRetry={refresh} />}>
      {ready && data && <Banner tone="bad" title="只有记录人或本支部支委可以写记录" />}
      {!(ready && data) && !error && <Skeleton rows={6} />}
    </Page>
  )
}
