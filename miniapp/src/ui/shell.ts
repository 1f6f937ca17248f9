import type { Role } from '@shared/core/roles'
import { type ComponentType, createContext, Fragment, type PropsWithChildren, useContext } from 'react'
import type { IconName } from './Icon'

/** Areas of the navigation, in their order. */
export const NAV_GROUPS = ['党务', '会议与学习', '人员组织', '系统'] as const
export type NavGroup = (typeof NAV_GROUPS)[number]

/** One line of the desktop's side navigation. */
export interface NavItem {
  label: string
  icon: IconName
  /** Absolute page path, `/modules/meetings/pages/list/index`. */
  url: string
  /** Pages that belong to this line without having one of their own. */
  pages?: readonly string[]
  /** Without one it stands at the very top. */
  group?: NavGroup
  /** How many things wait there; filled by `core/counts`. */
  count?: number
  /** Shown only to people who hold one of these roles; everybody when absent. */
  roles?: readonly Role[]
  /** Shown only to people whose office oversees others below. */
  overseers?: true
}

/** What every page needs from its surroundings; app.tsx provides it, so that ui stays free of core. */
export interface Shell {
  /** At least 960 px: side navigation, tables, actions in the page head. */
  wide: boolean
  /** Classes beside `.zx`: large text, high contrast. */
  modifiers: string
  /** The custom bar in px: status bar above it, its own height, space WeChat's capsule takes on the right. */
  bar: { top: number; height: number; right: number }
  nav: readonly NavItem[]
  /** Areas of the side navigation whose lines are folded away, and the hand that folds them. */
  folded: readonly NavGroup[]
  fold: (group: NavGroup, away: boolean) => void
  /** Name and role in the desktop's top bar. */
  person?: { name: string; role?: string }
  /** What is saved here and not sent yet. */
  outbox?: { waiting: number; refused: number; open: () => void }
  open: (url: string) => void
  /** Asks anew for everything the page in front shows; absent where it asks the service for nothing, and while nobody is signed in. */
  refresh?: () => Promise<void>
  back: () => void
  /** Stands around all that a page shows, so that its parts know whether the page is in front. */
  Front: ComponentType<PropsWithChildren>
  /** On a shared terminal: the way out, and how soon it signs out by itself. */
  kiosk?: { secondsLeft?: number; leave: () => void }
  /** Notes that a hand has written into the field with this label. */
  typed?: (label: string) => void
  /** Search from the desktop's top bar; no search box when absent. */
  search?: (text: string) => void
}

export const ShellContext = createContext<Shell>({
  wide: false,
  modifiers: '',
  bar: { top: 0, height: 44, right: 16 },
  nav: [],
  folded: [],
  fold: () => undefined,
  open: () => undefined,
  back: () => undefined,
  Front: Fragment,
})

export const useShell = () => useContext(ShellContext)
