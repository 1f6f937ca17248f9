import { Text, View } from '@tarojs/components'
import { Button } from './Button'
import { useShell } from './shell'

/** On a shared terminal: home, who is signed in, out at once; and how soon it signs out by itself. */
export function KioskBar() {
  const { kiosk, person, open } = useShell()
  if (!kiosk || !person) return null
  return (
    <View className="kiosk-bar" ariaRole="banner">
      <Button size="s" onClick={() => open('/pages/today/index')}>
        回到首页
      </Button>
      <Text className="grow ellip" ariaRole="status" ariaLive="polite">
        {kiosk.secondsLeft === undefined
          ? `${person.name}，用完请退出`
          : `没有人操作，${kiosk.secondsLeft} 秒后退出；点一下屏幕继续`}
      </Text>
      <Button size="s" kind="fill" onClick={kiosk.leave}>
        退出
      </Button>
    </View>
  )
}
