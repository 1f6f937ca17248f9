import { View } from '@tarojs/components'
import { useCallback, useState } from 'react'
import { openPage } from '@/core/navigation'
import { useOutbox } from '@/core/offlineQueue'
import { useParams } from '@/core/useParams'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Page } from '@/ui/Page'
import { Section } from '@/ui/Section'
import { Skeleton } from '@/ui/Skeleton'
import { useShell } from '@/ui/shell'
import { ArrivalsCard } from '../../components/ArrivalsCard'
import { CodeCard } from '../../components/CodeCard'
import { LeaveSheet } from '../../components/LeaveSheet'
import { ProxySheet } from '../../components/ProxySheet'
import { QuorumBar } from '../../components/QuorumBar'
import { RollCallList } from '../../components/RollCallList'
import { WaitingCard } from '../../components/WaitingCard'
import { type Attendee, pageOf, type ScreenReply } from '../../meetingsApi'
import { useMeeting } from '../../useMeeting'
import { useScreen } from '../../useScreen'

const whatBlocks = ({ quorum, open }: ScreenReply): string | undefined => {
  if (quorum.missing > 0) return `还差 ${quorum.missing} 人可开会`
  return open ? undefined : '还不能写记录'
}

export default function RollCallPage() {
  const { id = '' } = useParams()
  const { data: live, error, seconds, refresh } = useScreen(id)
  // Without signal the list kept on this phone serves: who came is put down here and sent later.
  const saved = useMeeting(id)
  const { waiting } = useOutbox()
  const { wide } = useShell()
  const [proxying, setProxying] = useState(false)
  const [asking, setAsking] = useState<Attendee>()
  const data = live ?? (error?.undelivered ? saved.data : undefined)
  const meeting = { id, title: data?.title ?? '会议' }
  const vouched = waiting.flatMap(({ lane, json }) =>
    lane === id ? ((json as { personId?: string })?.personId ?? []) : [],
  )
  const reload = useCallback(() => {
    refresh()
  }, [refresh])
  const close = () => {
    setProxying(false)
    setAsking(undefined)
    reload()
  }
  const open = live ? live.open : data !== undefined
  const acts = data && (
    <>
      <Button icon="useradd" wide reason={open ? undefined : '还不能代签'} onClick={() => setProxying(true)}>
        代签到
      </Button>
      <Button wide reason={live && whatBlocks(live)} onClick={() => openPage(pageOf('minutes', id))}>
        写记录
      </Button>
    </>
  )
  return (
    <Page
      title="会议签到"
      who={data && `${data.title} · ${data.startTime} 开始`}
      acts={acts}
      state={
        error && (
          <AnswerState
            error={error}
            shown={data !== undefined}
            savedAt={live ? undefined : saved.savedAt}
            onRetry={refresh}
          />
        )
      }
    >
      {!data && !error && <Skeleton rows={6} />}
      {data && (
        <View className={wide ? 'cols' : undefined}>
          <View>
            {live && <CodeCard screen={live} seconds={seconds} onProject={() => openPage(pageOf('screen', id))} />}
            <Card pad>
              <QuorumBar quorum={data.quorum} counts={data.counts} />
            </Card>
            <WaitingCard meetingId={id} onArrived={reload} />
            <ArrivalsCard meeting={meeting} arrivals={data.arrivals} onDone={reload} />
          </View>
          <Section
            title={`已到 ${data.counts.present} / 应到 ${data.counts.due}`}
            count={`请假 ${data.counts.leave} 人`}
          >
            <RollCallList people={data.attendees} vouched={vouched} onDecide={setAsking} />
          </Section>
        </View>
      )}
      {proxying && data && (
        <ProxySheet
          meeting={meeting}
          people={data.attendees.filter(({ personId }) => !vouched.includes(personId))}
          onClose={close}
          onDone={close}
        />
      )}
      {asking && <LeaveSheet meeting={meeting} person={asking} onClose={close} onDone={close} />}
    </Page>
  )
}
