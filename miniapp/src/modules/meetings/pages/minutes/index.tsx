import { clockTimeOf } from '@shared/core/plainDate'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { type ReactNode, useEffect, useState } from 'react'
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
import { DraftChoice, OtherDraft } from '../../components/DraftChoice'
import { MinutesFields } from '../../components/MinutesFields'
import { type MeetingDetail, pageOf } from '../../meetingsApi'
import { minutesLines } from '../../minutesLines'
import { useMeeting } from '../../useMeeting'
import { type Saving, useMinutes } from '../../useMinutes'

const SAVING: Record<Saving, string> = {
  saved: '已发送',
  changed: '正在保存',
  here: '已保存在本机，有信号后自动发送',
  failed: '没存上，请看上面的原因',
}

function MinutesForm({ meeting, away }: { meeting: MeetingDetail; away: ReactNode }) {
  const model = useMinutes(meeting)
  const { asked, filled } = minutesLines(meeting, model.votes)
  const submit = async () => {
    if (await model.submit.run()) await Taro.redirectTo({ url: pageOf('detail', meeting.id) })
  }
  const word = SAVING[model.saving]
  const saved = model.at && model.saving === 'saved' ? `${word} ${clockTimeOf(model.at)}` : word
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
    <Page
      title="会议记录"
      who={meeting.title}
      acts={acts}
      state={
        <>
          {away}
          <ErrorBanner error={model.submit.error ?? model.error} />
        </>
      }
    >
      {meeting.blocked.length > 0 && <Banner tone="warn" title="现在还不能提交，可以先写" reasons={meeting.blocked} />}
      <Card pad>
        <View className="between">
          <View className="strong">
            {filled} 项已填好，只需你写 {asked.length} 项
          </View>
          {(model.at || model.saving !== 'saved') && (
            <Chip tone={model.saving === 'failed' ? 'warn' : 'idle'} icon={model.saving === 'saved' ? 'done' : 'clock'}>
              {saved}
            </Chip>
          )}
        </View>
        <View className="mt2">
          <Bar value={filled} total={filled + asked.length} label={`${filled} 项已填好`} />
        </View>
      </Card>
      <DraftChoice meeting={meeting} model={model} />
      {!model.theirs && <MinutesFields meeting={meeting} model={model} />}
      <OtherDraft meeting={meeting} model={model} />
    </Page>
  )
}

export default function MinutesPage() {
  const { id = '' } = useParams()
  const { data, error, savedAt, refresh } = useMeeting(id)
  const [ready, setReady] = useState(false)
  useEffect(() => {
    // Writing starts from what the service holds now, not from an earlier visit: another device may have gone on.
    refresh().then(() => setReady(true))
  }, [refresh])
  if (ready && data?.allowed.includes('minutes'))
    return (
      <MinutesForm
        key={data.id}
        meeting={data}
        away={error && <AnswerState error={error} shown savedAt={savedAt} onRetry={refresh} />}
      />
    )
  return (
    <Page title="会议记录" state={error && <AnswerState error={error} shown={false} onRetry={refresh} />}>
      {ready && data && <Banner tone="bad" title="只有记录人或本支部支委可以写记录" />}
      {!(ready && data) && !error && <Skeleton rows={6} />}
    </Page>
  )
}
