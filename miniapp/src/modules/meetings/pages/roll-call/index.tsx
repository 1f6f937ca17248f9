import { clockTimeOf } from '@shared/core/plainDate'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { openPage } from '@/core/navigation'
import { useParams } from '@/core/useParams'
import { AnswerState } from '@/ui/AnswerState'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Icon } from '@/ui/Icon'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { QrPanel } from '@/ui/QrPanel'
import { Section } from '@/ui/Section'
import { Skeleton } from '@/ui/Skeleton'
import { useShell } from '@/ui/shell'
import { LeaveSheet } from '../../components/LeaveSheet'
import { ProxySheet } from '../../components/ProxySheet'
import { QuorumBar } from '../../components/QuorumBar'
import { type Attendee, pageOf, type ScreenReply } from '../../meetingsApi'
import { useScreen } from '../../useScreen'
import { attendeeNote, spacedCode } from '../../words'

function CodeCard({ screen, seconds, onProject }: { screen: ScreenReply; seconds: number; onProject: () => void }) {
  if (!screen.open) return <Banner icon="clock" title={screen.why ?? '现在不能签到'} />
  return (
    <Card pad>
      <QrPanel rows={screen.matrix} size={150} label="签到二维码">
        <View className="sub">微信扫码，或输入</View>
        <View className="qr-code">{spacedCode(screen.code)}</View>
        <View className="note line">
          <Icon name="refresh" size="s" />
          <Text>{seconds} 秒后更换</Text>
        </View>
        <View className="mt3">
          <Button size="s" onClick={onProject}>
            投到大屏
          </Button>
        </View>
      </QrPanel>
    </Card>
  )
}

const whatBlocks = ({ quorum, open }: ScreenReply): string | undefined => {
  if (quorum.missing > 0) return `还差 ${quorum.missing} 人可开会`
  return open ? undefined : '还不能写记录'
}

export default function RollCallPage() {
  const { id = '' } = useParams()
  const { data, error, seconds, refresh } = useScreen(id)
  const { wide } = useShell()
  const [proxying, setProxying] = useState(false)
  const [asking, setAsking] = useState<Attendee>()
  const close = () => {
    setProxying(false)
    setAsking(undefined)
    refresh()
  }
  const acts = data && (
    <>
      <Button icon="useradd" wide reason={data.open ? undefined : '还不能代签'} onClick={() => setProxying(true)}>
        代签到
      </Button>
      <Button wide reason={whatBlocks(data)} onClick={() => openPage(pageOf('minutes', id))}>
        写记录
      </Button>
    </>
  )
  return (
    <Page
      title="会议签到"
      who={data && `${data.title} · ${data.startTime} 开始`}
      acts={acts}
      state={error && <AnswerState error={error} shown={data !== undefined} onRetry={refresh} />}
    >
      {!data && !error && <Skeleton rows={6} />}
      {data && (
        <View className={wide ? 'cols' : undefined}>
          <View>
            <CodeCard screen={data} seconds={seconds} onProject={() => openPage(pageOf('screen', id))} />
            <Card pad>
              <QuorumBar quorum={data.quorum} counts={data.counts} />
            </Card>
          </View>
          <Section
            title={`已到 ${data.counts.present} / 应到 ${data.counts.due}`}
            count={`请假 ${data.counts.leave} 人`}
          >
            <Card>
              {data.attendees.map((person) => (
                <MiniRow
                  key={person.personId}
                  label={person.name}
                  note={attendeeNote(person)}
                  value={
                    person.status === 'leaveRequested' ? (
                      <Button size="s" label={`核对${person.name}的请假`} onClick={() => setAsking(person)}>
                        核对
                      </Button>
                    ) : (
                      person.at && clockTimeOf(person.at)
                    )
                  }
                />
              ))}
            </Card>
          </Section>
        </View>
      )}
      {proxying && data && <ProxySheet meetingId={id} people={data.attendees} onClose={close} onDone={close} />}
      {asking && <LeaveSheet meetingId={id} person={asking} onClose={close} onDone={close} />}
    </Page>
  )
}
