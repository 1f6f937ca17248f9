import { Text, View } from '@tarojs/components'
import { Card } from '@/ui/Card'
import { Icon } from '@/ui/Icon'
import { NAV_GROUPS, useShell } from '@/ui/shell'
import { Tap } from '@/ui/Tap'

const TABS = '/pages/'

/** On the phone, what the desktop has in its side navigation: the same areas in the same order. */
export function Places() {
  const { nav, open } = useShell()
  const inner = nav.filter(({ url }) => !url.startsWith(TABS))
  return (
    <>
      {[undefined, ...NAV_GROUPS].map((group) => {
        const items = inner.filter((item) => item.group === group)
        if (items.length === 0) return null
        return (
          <Card key={group ?? ''} title={group ?? '消息'}>
            <View className="places">
              {items.map((item) => (
                <Tap key={item.url} className="place" onClick={() => open(item.url)}>
                  <Icon name={item.icon} size="l" />
                  <Text>{item.label}</Text>
                  {item.count && item.count > 0 ? <Text className="note">{item.count} 条</Text> : null}
                </Tap>
              ))}
            </View>
          </Card>
        )
      })}
    </>
  )
}
