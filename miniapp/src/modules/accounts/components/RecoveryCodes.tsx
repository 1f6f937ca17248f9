import { Text, View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { say } from '@/core/say'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'

/** Shown once: each lets in once when the phone is not there. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const copy = async () => {
    await Taro.setClipboardData({ data: codes.join('\n') })
    say('已复制')
  }
  return (
    <>
      <Banner tone="warn" title="请现在抄下这 10 个恢复码">
        只显示这一次。手机丢了，用它登录，每个只能用一次。抄在纸上，不要和手机放在一起。
      </Banner>
      <Card pad>
        <View className="codes">
          {codes.map((code) => (
            <Text key={code} className="strong" selectable>
              {code}
            </Text>
          ))}
        </View>
        <View className="line mt3">
          <Button icon="doc" onClick={copy}>
            复制
          </Button>
          <Button kind="fill" onClick={onKept}>
            我已抄好
          </Button>
        </View>
      </Card>
    </>
  )
}
