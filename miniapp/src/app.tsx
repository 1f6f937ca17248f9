import { type PropsWithChildren, useMemo } from 'react'
import { goBack, openPage } from './core/navigation'
import { getBarMetrics } from './core/platform'
import { useWide } from './core/useWide'
import { packages } from './packages'
import { type NavItem, type Shell, ShellContext } from './ui/shell'
import './styles/reset.css'
import './styles/tokens.css'
import './styles/icons.css'
import './styles/components.css'
import './styles/layout.css'
import './styles/desk.css'
import './platformStyles'

const tabs: NavItem[] = [
  { label: '今日', icon: 'today', url: '/pages/today/index' },
  { label: '日历', icon: 'calendar', url: '/pages/calendar/index' },
  { label: '学习', icon: 'study', url: '/pages/study/index' },
]
const nav = [...tabs, ...packages.flatMap((module) => module.nav ?? [])]

export default function App({ children }: PropsWithChildren) {
  const wide = useWide()
  const shell = useMemo<Shell>(
    () => ({ wide, modifiers: '', bar: getBarMetrics(), nav, open: openPage, back: goBack }),
    [wide],
  )
  return <ShellContext.Provider value={shell}>{children}</ShellContext.Provider>
}
