import { campaignsContract } from '@shared/modules/campaigns/contract'
import { View } from '@tarojs/components'
import { useCallback, useState } from 'react'
import { sendOrKeep, useOutbox } from '@/core/offlineQueue'
import { isH5 } from '@/core/platform'
import { say } from '@/core/say'
import { useArrived } from '@/core/useArrived'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { tokenIn } from '@/core/useRollingCode'
import { AnswerState } from '@/ui/AnswerState'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Icon } from '@/ui/Icon'
import { Keypad } from '@/ui/Keypad'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { campaignsApi, TOUCHED } from '../../campaignsApi'
import { ReasonSheet } from '../../components/ReasonSheet'
import { useEventCheckIn } from '../../useEventCheckIn'
import { whenWord } from '../../words'

/** Opened from the campaign (id), by the QR code (c) or through WeChat's own scanner (q). */
export default function EventCheckIn() {
  const { id, campaign: campaignId, c, q } = useParams()
  const token = c ?? tokenIn(q)
  const nodeId = id ?? (token ? token.slice(0, 24) : undefined)
  const params = { campaignId: campaignId ?? '' }
  const query = useQuery(campaignId && `campaigns/detail/${campaignId}`, () => campaignsApi.detail({ params }))
  const node = query.data?.nodes.find((one) => one.id === nodeId)
  const { outcome, code, setCode, withCode, scan, busy, error, noteSent } = useEventCheckIn(
    nodeId,
    node?.title ?? '',
    token,
  )
  const { waiting } = useOutbox()
  const { refresh } = query
  const look = useCallback(() => {
    noteSent()
    refresh()
  }, [noteSent, refresh])
  useArrived(waiting.filter(({ lane }) => lane === `event:${nodeId ?? ''}`).length, look)
  const [leaving, setLeaving] = useState(false)
  const asking = !outcome && !node?.done && node?.phase !== 'cancelled'
  const maySay = asking && campaignId !== undefined && nodeId !== undefined && query.data?.meantForMe
  return (
    <Page
      narrow
      title="活动签到"
      who={node?.title}
      state={
        <>
          <ErrorBanner error={error} />
          <AnswerState error={query.error} shown={node !== undefined} savedAt={query.savedAt} onRetry={query.refresh} />
        </>
      }
    >
      {node && (
        <Card>
          <MiniRow icon="pin" label={whenWord(node)} note={node.text} />
        </Card>
      )}
      {outcome && (
        <Card>
          <View className="rc-head">
            <View className={outcome.waits ? 't-warn' : 't-ok'}>
              <Icon name={outcome.kept ? 'saved' : outcome.waits ? 'clock' : 'done'} size="xl" />
            </View>
            <View className="rc-title">{outcome.message}</View>
            {outcome.kept && <View className="sub mt1">不用守着，时间按现在算；也可以关掉微信</View>}
          </View>
        </Card>
      )}
      {!outcome && node?.done && <Banner tone="ok" title="你已经签到，不用再签" />}
      {node?.cancelledBecause != null && (
        <Banner tone="bad" title="活动已取消">
          {node.cancelledBecause}
        </Banner>
      )}
      {asking && (
        <View className="block">
          <View className="rc-head">
            <View className="card-title">输入现场屏幕上的 6 位数</View>
            <View className="sub mt1">{busy ? '正在签到' : '输完自动签到，不用再点'}</View>
          </View>
          <Keypad value={code} onChange={setCode} onComplete={withCode} onScan={isH5 ? undefined : scan} />
          <View className="rc-head note">没有信号也能签，先存手机，有信号自动补传</View>
        </View>
      )}
      {maySay && (
        <View className="rc-head">
          <Button kind="plain" onClick={() => setLeaving(true)}>
            我来不了
          </Button>
        </View>
      )}
      {leaving && nodeId && (
        <ReasonSheet
          title="我来不了"
          sub="自愿参加，说一声就行"
          verb="告诉组织者"
          label="原因"
          kind="fill"
          usual={['要上班', '身体不舒服', '家里有事']}
          act={(reason) =>
            sendOrKeep(
              campaignsContract.endpoints.eventLeave,
              { params: { ...params, nodeId }, body: { reason } },
              { label: `来不了：${node?.title ?? '活动'}`, lane: `event:${nodeId}`, touches: TOUCHED },
            ).then((reply) => reply && say('已告诉组织者'))
          }
          onClose={() => setLeaving(false)}
          onDone={() => setLeaving(false)}
        />
      )}
    </Page>
  )
}
