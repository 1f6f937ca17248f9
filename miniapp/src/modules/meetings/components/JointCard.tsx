import { mayBeJoint } from '@shared/modules/meetings/joint'
import { JOINT_STATE_LABELS } from '@shared/modules/meetings/model'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useAction } from '@/core/useAction'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Row } from '@/ui/Row'
import { Tap } from '@/ui/Tap'
import { forgetMeetings, type MeetingDetail, meetingsApi } from '../meetingsApi'
import { JoinSheet } from './JoinSheet'
import { ReasonSheet } from './ReasonSheet'

type Branch = NonNullable<MeetingDetail['joint']>[number]

const TONES = { invited: 'warn', accepted: 'ok', declined: 'idle' } as const

const countWord = ({ counts, quorum, reason }: Branch): string =>
  [counts ? `应到 ${counts.due}，到会 ${counts.present}，请假 ${counts.leave}` : reason, quorum]
    .filter(Boolean)
    .join('；')

/** 联合召开 — which branches hold it together, each with its own people and quorum; here one answers, and asks others. */
export function JointCard({ meeting, onChanged }: { meeting: MeetingDetail; onChanged: () => void }) {
  const [asking, setAsking] = useState(false)
  const [declining, setDeclining] = useState<string>()
  const params = { meetingId: meeting.id }
  const settle = () => {
    setAsking(false)
    setDeclining(undefined)
    forgetMeetings()
    onChanged()
  }
  const answer = useAction(async (key: string, organizationId: string, accept: boolean, reason?: string) => {
    const body = { organizationId, accept, ...(reason && { reason }) }
    await meetingsApi.answerInvitation({ params, body }, { key })
    settle()
  })
  const ahead = meeting.state === 'planned' || meeting.state === 'notified'
  const mayAsk = ahead && mayBeJoint(meeting.kind) && meeting.allowed.includes('joint')
  const branches = meeting.joint ?? []
  if (branches.length === 0 && !mayAsk) return null
  const link = mayAsk && (
    <Tap className="link" onClick={() => setAsking(true)}>
      请别的支部
    </Tap>
  )
  return (
    <Card title="联合召开" aside={link || undefined}>
      <ErrorBanner error={answer.error} />
      {branches.map((one) => (
        <Row
          key={one.organizationId}
          title={`${one.name}${one.host ? '（主办）' : ''}`}
          why={countWord(one)}
          act={<Chip tone={TONES[one.state]}>{one.host ? '主办' : JOINT_STATE_LABELS[one.state]}</Chip>}
        >
          {one.mayAnswer && (
            <View className="line mt2">
              {one.state !== 'declined' && <Button onClick={() => setDeclining(one.organizationId)}>不参加</Button>}
              {one.state !== 'accepted' && (
                <Button kind="red" busy={answer.busy} onClick={() => answer.run(one.organizationId, true)}>
                  一起开
                </Button>
              )}
            </View>
          )}
        </Row>
      ))}
      {branches.length === 0 && (
        <View className="card-pad sub">一次会议、一份记录，各支部的台账、学时和计划一起记</View>
      )}
      {asking && <JoinSheet meetingId={meeting.id} onClose={() => setAsking(false)} onDone={settle} />}
      {declining && (
        <ReasonSheet
          title="这次不参加"
          verb="答复"
          usual={['任务冲突', '人手不够', '已另有安排']}
          busy={answer.busy}
          error={answer.error}
          onClose={() => setDeclining(undefined)}
          onSubmit={(reason) => answer.run(declining, false, reason)}
        />
      )}
    </Card>
  )
}
