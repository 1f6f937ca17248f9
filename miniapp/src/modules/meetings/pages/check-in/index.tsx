import { ARRIVAL_LABELS, ARRIVAL_PROBLEM_LABELS } from '@shared/modules/meetings/model'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { isH5 } from '@/core/platform'
import { useParams } from '@/core/useParams'
import { tokenIn } from '@/core/useRollingCode'
import { AnswerState } from '@/ui/AnswerState'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Keypad } from '@/ui/Keypad'
import { Page } from '@/ui/Page'
import { CheckInDone, CheckInKept } from '../../components/CheckInResult'
import { MineCard } from '../../components/MineCard'
import { ReasonSheet } from '../../components/ReasonSheet'
import { WaitingCard } from '../../components/WaitingCard'
import { useCheckIn } from '../../useCheckIn'
import { useMeeting } from '../../useMeeting'
import { momentWord } from '../../words'

/** Opened from the duty (id), by the QR code (c), through WeChat's own scanner (q) or by the mini-program code (scene). */
export default function CheckInPage() {
  const { id, c, q, scene } = useParams()
  const token = c ?? tokenIn(q)
  const named = id ?? scene ?? (token ? token.slice(0, 24) : undefined)
  const model = useMeeting(named ?? '')
  const [leaving, setLeaving] = useState(false)
  const meeting = model.data
  const title = meeting?.title ?? ''
  const { done, kept, forgetKept, code, setCode, withCode, scan, busy, error } = useCheckIn(named, title, token)
  const mine = meeting?.mine
  // A code names its meeting; who is not on its list, or has it wrong, hears so when checking in.
  const judged = model.error?.code === 'not_found' || model.error?.code === 'forbidden'
  const away = judged ? undefined : model.error
  const present = mine?.status === 'present' && !done && !kept
  const arrival = meeting?.arrivals.find(({ personId }) => personId === mine?.personId)
  const asking = !done && !kept && !present && !arrival
  return (
    <Page
      narrow
      title="签到"
      who={meeting?.title}
      state={
        <>
          <ErrorBanner error={error ?? model.withdraw.error} />
          {!done && !kept && (
            <AnswerState error={away} shown={meeting !== undefined} savedAt={model.savedAt} onRetry={model.refresh} />
          )}
        </>
      }
    >
      {meeting && !done && !kept && <MineCard meeting={meeting} />}
      {done && <CheckInDone done={done} />}
      {kept && (
        <CheckInKept
          kept={kept}
          title={title}
          counted={model.old || model.loading ? undefined : mine?.status === 'present'}
          onArrived={model.refresh}
          onDrop={forgetKept}
        />
      )}
      {present && <Banner tone="ok" title="你已经签到，不用再签" />}
      {arrival && !kept && (
        <Banner icon="clock" title={`${ARRIVAL_LABELS[arrival.what]}已送到，等书记核对`}>
          {momentWord(arrival.doneAt)} 做的，{momentWord(arrival.arrivedAt)} 送到；
          {ARRIVAL_PROBLEM_LABELS[arrival.problem]}
        </Banner>
      )}
      {asking && meeting?.checkInWhy && <Banner icon="clock" title={meeting.checkInWhy} />}
      {asking && !meeting?.checkInWhy && (
        <View className="block">
          <View className="rc-head">
            <View className="card-title">输入会场屏幕上的 6 位数</View>
            <View className="sub mt1">{busy ? '正在签到' : '输完自动签到，不用再点'}</View>
          </View>
          <Keypad value={code} onChange={setCode} onComplete={withCode} onScan={isH5 ? undefined : scan} />
          <View className="rc-head note">没有信号也能签，先存手机，有信号自动补传</View>
        </View>
      )}
      {asking && mine?.status === 'waiting' && (
        <View className="rc-head">
          <Button kind="plain" onClick={() => setLeaving(true)}>
            我要请假
          </Button>
        </View>
      )}
      {asking && mine?.status === 'leaveRequested' && (
        <Banner
          icon="clock"
          title="请假已提交，等书记核对"
          act={
            <Button size="s" busy={model.withdraw.busy} onClick={() => model.withdraw.run()}>
              撤回
            </Button>
          }
        />
      )}
      {named && !kept && <WaitingCard meetingId={named} onArrived={model.refresh} />}
      {leaving && (
        <ReasonSheet
          title="我要请假"
          verb="提交请假"
          usual={['工地值班', '出差', '生病']}
          busy={model.tell.busy}
          error={model.tell.error}
          onClose={() => setLeaving(false)}
          onSubmit={async (reason) => {
            if (await model.tell.run('leave', reason)) setLeaving(false)
          }}
        />
      )}
    </Page>
  )
}
