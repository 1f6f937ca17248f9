import { meetingsContract } from '@shared/modules/meetings/contract'
import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { openPage } from '@/core/navigation'
import { sendOrKeep } from '@/core/offlineQueue'
import { useParams } from '@/core/useParams'
import { AnswerState } from '@/ui/AnswerState'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { Skeleton } from '@/ui/Skeleton'
import { useShell } from '@/ui/shell'
import { AgendaCard } from '../../components/AgendaCard'
import { ArrivalsCard } from '../../components/ArrivalsCard'
import { AttendanceCard } from '../../components/AttendanceCard'
import { ChangesCard } from '../../components/ChangesCard'
import { CorrectSheet } from '../../components/CorrectSheet'
import { DetailActs, type DetailSheet, MoreSheet } from '../../components/DetailActs'
import { JointCard } from '../../components/JointCard'
import { LectureCard } from '../../components/LectureCard'
import { LifeCard } from '../../components/LifeCard'
import { MineCard } from '../../components/MineCard'
import { MinutesCard } from '../../components/MinutesCard'
import { MoveSheet } from '../../components/MoveSheet'
import { ReasonSheet } from '../../components/ReasonSheet'
import { StateChip } from '../../components/StateChip'
import { StepsCard } from '../../components/StepsCard'
import { WaitingCard } from '../../components/WaitingCard'
import { aboutMeeting, pageOf } from '../../meetingsApi'
import { useMeeting } from '../../useMeeting'

const ASKED = {
  cancel: { title: '取消会议', verb: '取消会议', usual: ['并入下次会议', '生产任务冲突'] },
  return: { title: '退回记录', verb: '退回重写', usual: ['讨论要点请写具体', '决议请写完整'] },
  leave: { title: '我要请假', verb: '提交请假', usual: ['工地值班', '出差', '生病'] },
} as const

export default function MeetingDetailPage() {
  const { id = '' } = useParams()
  const { wide } = useShell()
  const model = useMeeting(id)
  const [sheet, setSheet] = useState<DetailSheet>()
  const { data: meeting, error } = model
  const title = meeting?.title ?? ''
  const unread = meeting?.mine !== undefined && !meeting.read && meeting.state === 'notified'
  useEffect(() => {
    // Opening the notice is reading it; a lost mark is made at the next opening.
    if (unread)
      sendOrKeep(
        meetingsContract.endpoints.read,
        { params: { meetingId: id } },
        { ...aboutMeeting({ id, title }, '：看过通知'), slot: `read:${id}` },
      ).catch(() => undefined)
  }, [unread, id, title])
  const close = () => setSheet(undefined)
  const settle = () => {
    close()
    model.settle()
  }
  const state = error && (
    <AnswerState error={error} shown={meeting !== undefined} savedAt={model.savedAt} onRetry={model.refresh} />
  )
  if (!meeting)
    return (
      <Page title="会议" state={state}>
        {!error && <Skeleton rows={6} />}
      </Page>
    )
  // Whoever runs the meeting has other buttons in the bar: the own check-in stands beside the name.
  const checksIn = meeting.checkInOpen && meeting.mine?.status === 'waiting' && meeting.allowed.includes('screen')
  const ownAct = checksIn && (
    <Button size="s" onClick={() => openPage(pageOf('check-in', id))}>
      去签到
    </Button>
  )
  const mine = <MineCard meeting={meeting} act={ownAct || undefined} />
  const left = (
    <View>
      {!wide && mine}
      {meeting.kind === 'lifeMeeting' && <LifeCard meeting={meeting} />}
      <LectureCard meeting={meeting} onChanged={model.settle} />
      <AgendaCard meeting={meeting} />
      {meeting.state !== 'planned' && meeting.state !== 'notified' && <MinutesCard meeting={meeting} />}
      <ChangesCard meeting={meeting} />
    </View>
  )
  const right = (
    <View>
      {wide && mine}
      <AttendanceCard meeting={meeting} />
      <JointCard meeting={meeting} onChanged={model.settle} />
      <StepsCard meeting={meeting} />
    </View>
  )
  const asked = sheet === 'cancel' || sheet === 'return' || sheet === 'leave' ? sheet : undefined
  return (
    <Page
      title={meeting.title}
      beside={<StateChip state={meeting.state} />}
      who={meeting.organizationName}
      crumbs={[{ label: '组织生活', url: '/modules/meetings/pages/list/index' }, { label: meeting.title }]}
      acts={<DetailActs meeting={meeting} model={model} onOpen={setSheet} />}
      state={state}
    >
      <ErrorBanner error={model.act.error ?? model.download.error} />
      {meeting.state === 'filed' && meeting.approveWhy && <Banner tone="warn" title={meeting.approveWhy} />}
      <WaitingCard meetingId={id} onArrived={model.refresh} />
      {meeting.allowed.includes('decideArrival') && (
        <ArrivalsCard meeting={meeting} arrivals={meeting.arrivals} onDone={model.settle} />
      )}
      <View className={wide ? 'cols' : 'stack'}>
        {left}
        {right}
      </View>
      {sheet === 'more' && <MoreSheet meeting={meeting} model={model} onOpen={setSheet} onClose={close} />}
      {sheet === 'move' && <MoveSheet meeting={meeting} onClose={close} onDone={settle} />}
      {sheet === 'correct' && <CorrectSheet meeting={meeting} onClose={close} onDone={settle} />}
      {asked && (
        <ReasonSheet
          {...ASKED[asked]}
          busy={model.tell.busy}
          error={model.tell.error}
          onClose={close}
          onSubmit={async (reason) => {
            if (await model.tell.run(asked, reason)) close()
          }}
        />
      )}
    </Page>
  )
}
