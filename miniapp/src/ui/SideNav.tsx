import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { Icon } from './Icon'
import { NAV_GROUPS, type NavItem, useShell } from './shell'
import { Tap } from './Tap'

const settings: NavItem = { label: '我的与大字', icon: 'gear', url: '/pages/me/index' }
/** `/modules/meetings/pages/list/index` → `/modules/meetings/`: where the line of a page is not for this person, the first of its module is lit. */
const areaOf = (url: string) => url.split('pages/')[0] + (url.startsWith('/pages/') ? url : '')

/** The desktop's side navigation: areas that fold, counts as plain numbers, the current line marked and never folded away. */
export function SideNav() {
  const { nav, folded, fold, open } = useShell()
  const page = useRouter().path.split('?')[0] ?? ''
  const lines = [...nav, settings]
  const current =
    lines.find((item) => item.url === page || item.pages?.includes(page)) ??
    lines.find((item) => areaOf(item.url) === areaOf(page))
  const line = (item: NavItem) => (
    <Tap
      key={item.url}
      className={`nav ${item === current ? 'nav-on' : ''}`}
      current={item === current}
      onClick={() => open(item.url)}
    >
      <Icon name={item.icon} />
      <Text>{item.label}</Text>
      {item.count && item.count > 0 ? <Text className="nav-num">{item.count}</Text> : null}
    </Tap>
  )
  return (
    <View className="side" ariaRole="navigation" ariaLabel="主导航">
      <View className="brand">
        <View className="seal" ariaHidden>
          知
        </View>
        <Text>知行</Text>
      </View>
      <View className="side-rest">
        {nav.filter(({ group }) => !group).map(line)}
        {NAV_GROUPS.map((group) => {
          const items = nav.filter((item) => item.group === group)
          if (items.length === 0) return null
          const away = folded.includes(group)
          return (
            <View key={group}>
              <Tap className="nav-group" expanded={!away} onClick={() => fold(group, !away)}>
                <Text>{group}</Text>
                <Icon name={away ? 'next' : 'down'} size="s" />
              </Tap>
              {items.filter((item) => !away || item === current).map(line)}
            </View>
          )
        })}
      </View>
      <View className="side-end">{line(settings)}</View>
    </View>
  )
}
