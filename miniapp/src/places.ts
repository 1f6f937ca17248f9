import type { SignedPerson } from './core/session'
import { packages } from './packages'
import type { NavItem } from './ui/shell'

const tabs: NavItem[] = [
  { label: '今日', icon: 'today', url: '/pages/today/index' },
  { label: '日历', icon: 'calendar', url: '/pages/calendar/index' },
  { label: '学习', icon: 'study', url: '/pages/study/index' },
]
const everything = [...tabs, ...packages.flatMap((module) => module.nav ?? [])]

/** Where this person can go: what the side navigation and 我的 list. */
export const placesFor = (person: SignedPerson | undefined): NavItem[] =>
  person
    ? everything.filter(
        ({ roles, overseers }) =>
          (!roles || roles.some((role) => person.roles.includes(role))) &&
          (!overseers || (person.overseeing ?? []).length > 0),
      )
    : []
