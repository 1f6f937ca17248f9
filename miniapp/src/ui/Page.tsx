import { Text, View } from '@tarojs/components'
import Taro, { usePullDownRefresh } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { AppBar } from './AppBar'
import { KioskBar } from './KioskBar'
import { OutboxBanner } from './OutboxBanner'
import { SideNav } from './SideNav'
import { useShell } from './shell'
import { type Crumb, TopBar } from './TopBar'

interface PageProps {
  title: string
  /** One of the four tab pages. */
  tab?: boolean
  /** Beside the title: date, month buttons, a chip. On the phone's inner pages it follows `who`. */
  beside?: ReactNode
  /** A quiet line under the title: who, which organisation, which meeting. */
  who?: ReactNode
  /** Desktop only: the way to this page; the title when absent. */
  crumbs?: readonly Crumb[]
  /** Buttons of the page: a bar at the bottom of the phone, beside the title on the desktop. */
  acts?: ReactNode
  /** Banner about the whole page: offline, an error, something saved. */
  state?: ReactNode
  /** Desktop only: a form or the facts of one thing, no wider than an eye follows from a label to its value. */
  narrow?: boolean
  /** False on the page that lists what waits to be sent. */
  outbox?: boolean
  children: ReactNode
}

/**
 * Every page's root: carries `.zx` and the person's text size, draws phone bar or desktop frame around the content. Both frames
 * hold the content at the same place of the tree, so that nothing typed is lost when a window is made narrower or a tablet turned.
 */
export function Page(props: PageProps) {
  const { title, tab, beside, who, crumbs, acts, state, narrow, outbox = true, children } = props
  const { wide, modifiers, refresh, Front } = useShell()
  usePullDownRefresh(async () => {
    await refresh?.()
    Taro.stopPullDownRefresh()
  })
  return (
    <Front>
      <View className={`zx ${modifiers} ${wide ? 'desk' : 'page'}`}>
        {wide ? (
          <SideNav />
        ) : (
          <View className="page-top">
            <AppBar title={title} tab={tab} beside={beside} />
            {tab && who && <View className="who">{who}</View>}
            {!tab && (who || beside) && (
              <View className="who who-mid">
                {who && <Text>{who}</Text>}
                {beside}
              </View>
            )}
          </View>
        )}
        <View className={wide ? '' : 'page-rest'}>
          {wide && <TopBar crumbs={crumbs ?? [{ label: title }]} />}
          <KioskBar />
          <View className={wide ? `main ${narrow ? 'main-narrow' : ''}` : 'page-body'} ariaRole="main">
            {wide && (
              <View className="between main-head">
                <View className="grow">
                  <View className="line">
                    <Text className="page-title">{title}</Text>
                    {beside && <View className="sub">{beside}</View>}
                  </View>
                  {who && <View className="sub mt1">{who}</View>}
                </View>
                {acts && <View className="line">{acts}</View>}
              </View>
            )}
            {outbox && <OutboxBanner />}
            {state && <View className="page-state">{state}</View>}
            {children}
          </View>
        </View>
        {!wide && acts && (
          <View className="acts">
            <View className="acts-row">{acts}</View>
          </View>
        )}
      </View>
    </Front>
  )
}
