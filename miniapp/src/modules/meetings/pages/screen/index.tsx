import { Text, View } from '@tarojs/components'
import { goBack } from '@/core/navigation'
import { useParams } from '@/core/useParams'
import { AnswerState } from '@/ui/AnswerState'
import { QrPanel } from '@/ui/QrPanel'
import { useShell } from '@/ui/shell'
import { Tap } from '@/ui/Tap'
import { QuorumLine } from '../../components/QuorumLine'
import { useScreen } from '../../useScreen'
import { spacedCode } from '../../words'
import './index.css'

/** The whole second screen: code, six digits, who is still missing. Nothing to press but the way back. */
export default function ScreenPage() {
  const { id = '' } = useParams()
  const { data, error, seconds, refresh } = useScreen(id)
  const { wide, modifiers, bar } = useShell()
  return (
    <View className={`zx ${modifiers}`}>
      <View className={wide ? 'hall' : 'hall hall-narrow'} style={{ paddingTop: `calc(4vh + ${bar.top}px)` }}>
        {/* Beside WeChat's own capsule, not under it. */}
        <View className="between" style={{ paddingRight: wide ? '0' : `${bar.right - 16}px` }}>
          <View className="hall-title">{data ? `${data.title} · 签到` : '签到'}</View>
          <Tap className="link" onClick={goBack}>
            退出大屏
          </Tap>
        </View>
        {error && <AnswerState error={error} shown={data !== undefined} onRetry={refresh} />}
        {data && (
          <View className="hall-body">
            {data.open ? (
              <>
                <QrPanel rows={data.matrix} size={wide ? 460 : 260} label="签到二维码" />
                <View>
                  <View className="hall-say">微信扫码，或输入签到码</View>
                  <View className="hall-code">{spacedCode(data.code)}</View>
                  <View className="hall-say">{seconds} 秒后更换</View>
                </View>
              </>
            ) : (
              <View className="hall-say">{data.why}</View>
            )}
          </View>
        )}
        {data && (
          <View className="hall-foot">
            <Text className="strong">
              已到 {data.counts.present} / 应到 {data.counts.due}
            </Text>
            <QuorumLine quorum={data.quorum} counts={data.counts} size="l" />
          </View>
        )}
      </View>
    </View>
  )
}
