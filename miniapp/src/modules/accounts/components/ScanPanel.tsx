import { SCAN_STATE_LABELS } from '@shared/modules/accounts/model'
import type { SignedIn } from '@shared/modules/accounts/schemas'
import { Image, Text, View } from '@tarojs/components'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { QrPanel } from '@/ui/QrPanel'
import { Skeleton } from '@/ui/Skeleton'
import { useScan } from '../useScan'

const EDGE = 200

/** The code a desk shows to a phone that is signed in already, with what to type when the camera does not help. */
export function ScanPanel({ onEnter }: { onEnter: (signedIn: SignedIn) => Promise<void> }) {
  const { ticket, state, error, left, again } = useScan(onEnter)
  return (
    <Card title="用手机扫一扫" pad>
      {ticket && (
        <View className="scan">
          {ticket.picture ? (
            <View className="qr" style={{ padding: '8px' }}>
              <Image src={ticket.picture} style={{ width: `${EDGE}px`, height: `${EDGE}px` }} />
            </View>
          ) : (
            <QrPanel rows={ticket.rows} size={EDGE} label="登录二维码" />
          )}
          <View className="qr-code scan-code">{ticket.code}</View>
          <View className="note">扫不了？在手机的“扫码登录电脑”里输入这 8 位，手机上显示的要和这里一样。</View>
          <View className={`mt2 ${state === 'seen' ? 't-ok strong' : 'sub'}`} ariaRole="status">
            <Text>{SCAN_STATE_LABELS[state]}</Text>
            <Text>，{left} 秒后换新码</Text>
          </View>
        </View>
      )}
      {!ticket && state === 'waiting' && <Skeleton rows={3} note="正在取登录码" />}
      {!ticket && state !== 'waiting' && (
        <View className="scan">
          <View className="sub">{error ?? SCAN_STATE_LABELS[state]}</View>
          {state !== 'confirmed' && (
            <View className="mt3">
              <Button icon="refresh" onClick={again}>
                换一个码
              </Button>
            </View>
          )}
        </View>
      )}
      <View className="note mt3">打开微信里的知行 →“我的”→“扫码登录电脑”</View>
    </Card>
  )
}
