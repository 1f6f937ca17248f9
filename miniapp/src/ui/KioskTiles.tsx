import { Text, View } from '@tarojs/components'
import { Icon } from './Icon'
import { useShell } from './shell'
import { Tap } from './Tap'

/** Start of a shared terminal: everything this person may open, large enough for a gloved hand. */
export function KioskTiles() {
  const { nav, open } = useShell()
  return (
    <View className="kiosk-tiles" ariaRole="navigation" ariaLabel="全部功能">
      {nav
        .filter(({ url }) => url !== '/pages/today/index')
        .map((item) => (
          <Tap key={item.url} className="kiosk-tile" onClick={() => open(item.url)}>
            <Icon name={item.icon} size="xl" />
            <Text>{item.label}</Text>
            {item.count && item.count > 0 ? <Text className="sub">{item.count} 项待办</Text> : null}
          </Tap>
        ))}
    </View>
  )
}
