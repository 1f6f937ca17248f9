import type { SignedPerson } from './core/session'
import type { ModulePackage } from './modulePackage'
import { packages } from './packages'
import type { NavItem } from './ui/shell'

const tabs: NavItem[] = [
  { label: '今日', icon: 'today', url: '/pages/today/index' },
  { label: '日历', icon: 'calendar', url: '/pages/calendar/index' },
  { label: '学习', icon: 'study', url: '/pages/study/index' },
]

/** A page without a line of its own belongs to the line before it in the list of its module. */
function linesOf({ root, pages, nav = [] }: ModulePackage): NavItem[] {
  const belongs = new Map<string, string[]>()
  let line: string | undefined
  for (const page of pages.map((one) => `/${root}/${one}`)) {
    if (nav.some(({ url }) => url === page)) line = page
    else if (line) belongs.set(line, [...(belongs.get(line) ?? []), page])
  }
  return nav.map((item) => ({ ...item, pages: belongs.get(item.url) ?? [] }))
}

const everything = [...tabs, ...packages.flatMap(linesOf)]

/** Where this person can go: what the side navigation and 我的 list. */
export const placesFor = (person: SignedPerson | undefined): NavItem[] =>
  person
    ? everything.filter(
        ({ roles, overseers }) =>
          (!roles || roles.some((role) => person.roles.includes(role))) &&
          (!overseers || (person.overseeing ?? []).length > 0),
      )
    : []
