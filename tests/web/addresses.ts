import { packages } from '@/packages'
import type { TestService } from '../support/service'

/** A page to look at: who opens it, with which parameters. */
export interface Place {
  page: string
  who: 'admin' | 'leader' | 'secretary' | 'member'
  query: string
  /** False for a page that asks the service for nothing when it opens. */
  asks?: false
}

/** Who opens which pages, where it is not the secretary. */
const OTHERS: Readonly<Record<string, Place['who']>> = {
  'modules/duties/pages/progress/index': 'leader',
  'modules/exchange/pages/import/index': 'admin',
  'modules/exchange/pages/batches/index': 'admin',
  'modules/organizations/pages/list/index': 'admin',
  'modules/organizations/pages/detail/index': 'admin',
  'modules/people/pages/list/index': 'admin',
  'modules/audit/pages/list/index': 'admin',
  'modules/calendar/pages/years/index': 'admin',
}

const SILENT = new Set([
  'modules/accounts/pages/signIn/index',
  'modules/accounts/pages/password/index',
  'modules/exchange/pages/import/index',
])

/** The address of every page, with parameters that lead to something in the demo organisation. */
export async function addressesOf(service: TestService, ids: Record<Place['who'], string>): Promise<Place[]> {
  const secretary = service.as(ids.secretary)
  const { organizationId } = (await secretary.get('/me')).body
  const ledger = (await secretary.get(`/meetings/ledger?organizationId=${organizationId}&year=2026`)).body.items
  const upcoming = (await secretary.get(`/meetings?organizationId=${organizationId}&limit=50`)).body.items
  const planned = upcoming.find((each: { state: string }) => each.state === 'notified') ?? upcoming[0]
  const locked = ledger[0]
  const usual = { organizationId, personId: ids.secretary, year: '2026', month: '2026-03' }
  const queries: Readonly<Record<string, Record<string, string>>> = {
    'modules/meetings/pages/plan/index': { organizationId, kind: 'themeDay' },
    'modules/meetings/pages/detail/index': { id: planned?.id },
    'modules/meetings/pages/check-in/index': { id: planned?.id },
    'modules/meetings/pages/roll-call/index': { id: planned?.id },
    'modules/meetings/pages/screen/index': { id: planned?.id },
    'modules/meetings/pages/minutes/index': { id: planned?.id },
    'modules/meetings/pages/receipt/index': { id: locked?.id },
  }
  const registered = packages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`))
  const tabs = ['today', 'calendar', 'study', 'me'].map((tab) => `pages/${tab}/index`)
  const places = [...tabs, ...registered].map((page): Place => {
    const query = new URLSearchParams(queries[page] ?? (page.startsWith('pages/') ? {} : usual)).toString()
    return { page, who: OTHERS[page] ?? 'secretary', query, ...(SILENT.has(page) && { asks: false }) }
  })
  const today = (who: Place['who']): Place => ({ page: 'pages/today/index', who, query: '' })
  return [...places, today('member'), today('leader')]
}
