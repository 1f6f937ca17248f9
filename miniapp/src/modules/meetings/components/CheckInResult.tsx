import { clockTimeOf } from '@shared/core/plainDate'
import { CHECK_IN_METHOD_LABELS, STANDING_LABELS } from '@shared/modules/meetings/model'
import { View } from '@tarojs/components'
import { useEffect } from 'react'
import { openPage } from '@/core/navigation'
import { offlineQueue, sendQueue, useOutbox } from '@/core/offlineQueue'
import { useSubscribe } from '@/core/useSubscribe'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Icon } from '@/ui/Icon'
import { MiniRow } from '@/ui/MiniRow'
import { Steps } from '@/ui/Steps'
import { type CheckedIn, pageOf } from '../meetingsApi'
import { CHECK_IN_PATH, type KeptCheckIn } from '../useCheckIn'
import { momentWord, spacedCode } from '../words'

/** The check-in has arrived: when, how, and whether one may vote. */
export function CheckInDone({ done }: { done: CheckedIn }) {
  const { canAsk, ask } = useSubscribe()
  return (
    <>
      <Card>
        <View className="rc-head">
          <View className="t-ok">
            <Icon name="done" size="xl" />
          </View>
          <View className="rc-title">{done.message}</View>
        </View>
        <MiniRow label="会议" value={done.title} />
        <MiniRow label="签到时间" value={momentWord(done.at)} />
        <MiniRow label="方式" value={CHECK_IN_METHOD_LABELS[done.method]} />
        <MiniRow label="身份" value={STANDING_LABELS[done.standing]} />
      </Card>
      <Card>
        <MiniRow icon="doc" label="看会议议题" onClick={() => openPage(pageOf('detail', done.meetingId))} />
        {canAsk && <MiniRow icon="bell" label="下次开会在微信提醒我" onClick={() => void ask()} />}
      </Card>
    </>
  )
}

/** The service did not take what was kept: why, and who can still put the person on the list. */
function CheckInRefused({ reason, onDrop }: { reason: string; onDrop: () => void }) {
  const act = (
    <Button size="s" onClick={onDrop}>
      知道了
    </Button>
  )
  return (
    <Banner tone="bad" title="签到没有成功" act={act}>
      {reason}。人在会场的，请书记代签一次。
    </Banner>
  )
}

interface CheckInKeptProps {
  kept: KeptCheckIn
  title: string
  /** Whether the branch counts this person as present; undefined while that is not known. */
  counted: boolean | undefined
  onArrived: () => void
  onDrop: () => void
}

/** The check-in is saved on this phone and will be sent: nothing is lost, nothing is counted twice. */
export function CheckInKept({ kept, title, counted, onArrived, onDrop }: CheckInKeptProps) {
  const { waiting, refused } = useOutbox()
  const own = [...waiting, ...refused].find(
    ({ path, json }) => path === CHECK_IN_PATH && (json as { scannedAt?: string }).scannedAt === kept.at,
  )
  const arrived = own === undefined
  useEffect(() => {
    if (arrived) onArrived()
  }, [arrived, onArrived])
  const drop = (key: string) => {
    offlineQueue.discard(key)
    onDrop()
  }
  if (own?.refused) return <CheckInRefused reason={own.refused} onDrop={() => drop(own.key)} />
  const time = clockTimeOf(kept.at)
  const tries = own && own.attempts > 1 ? `已试 ${own.attempts} 次，有信号就发；` : ''
  return (
    <>
      {!arrived && (
        <Banner icon="nosignal" title="现在没有信号">
          签到照常可用，已存在这部手机里。
        </Banner>
      )}
      <Card>
        <View className="rc-head">
          <View className="t-ok">
            <Icon name={arrived ? 'done' : 'saved'} size="xl" />
          </View>
          <View className="rc-title">{arrived ? '签到已发送' : '签到已保存，等待发送'}</View>
          {!arrived && <View className="sub mt1">有信号后自动发送，不用守着，也可以关掉微信</View>}
        </View>
        {title && <MiniRow label="会议" value={title} />}
        <MiniRow label="签到时间" value={time} />
        {kept.code && <MiniRow label="签到码" value={spacedCode(kept.code)} />}
      </Card>
      <Card pad>
        <Steps
          steps={[
            { id: 'kept', title: '已存在手机', state: 'done', note: time },
            {
              id: 'send',
              title: arrived ? '已发送' : '等待发送',
              state: arrived ? 'done' : 'wait',
              note: `${tries}时间按 ${time} 算`,
            },
            arrived && counted === false
              ? { id: 'count', title: '支部收到，等书记核对', state: 'wait' }
              : { id: 'count', title: '支部收到，计入人数', state: arrived && counted ? 'done' : 'todo' },
          ]}
        />
      </Card>
      {!arrived && (
        <>
          <View className="rc-head note">若到散会仍没信号，请书记代签一次，系统只算一次，不会重复。</View>
          <View className="card-pad line">
            <Button icon="refresh" wide onClick={() => sendQueue(true)}>
              现在重试
            </Button>
            <Button wide onClick={() => openPage('/pages/today/index')}>
              回到今日
            </Button>
          </View>
        </>
      )}
    </>
  )
}
