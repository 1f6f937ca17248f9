import { Text, View } from '@tarojs/components'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Icon } from '@/ui/Icon'
import { QrPanel } from '@/ui/QrPanel'
import type { ScreenReply } from '../meetingsApi'
import { spacedCode } from '../words'

interface CodeCardProps {
  screen: ScreenReply
  seconds: number
  onProject: () => void
}

/** The rolling code beside the list. */
export function CodeCard({ screen, seconds, onProject }: CodeCardProps) {
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
