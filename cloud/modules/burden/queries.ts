import { found, pathsOver, withinPaths } from '@cloud/core/authorize'
import { findPage, type PageRequest } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import { getOrganization, listOrganizations, settingsOf } from '@cloud/modules/organizations/index'
import { contracts } from '@shared/contracts'
import type { BurdenRow, MonthReply } from '@shared/modules/burden/contract'
import { BURDEN_POLICY, OVERSEERS } from '@shared/modules/burden/policy'
import { minutesOf } from '@shared/modules/burden/rules'
import type { Organization } from '@shared/modules/organizations/model'
import { type MonthRecord, Months } from './collection'
import { monthBefore } from './consumer'

type Sums = MonthReply['total']
type Counted = { times: number; fields: number; typed: number }
type Rates = Parameters<typeof minutesOf>[1]

const NOTHING: Counted = { times: 0, fields: 0, typed: 0 }
const sumsOf = ({ times, fields, typed }: Counted, rates: Rates): Sums => ({
  times,
  fields,
  typed,
  known: fields - typed,
  minutes: minutesOf({ fields, typed }, rates),
})

/** What a person would call this kind of write, and its module. */
function titleOf(endpoint: string): { title: string; module: string } {
  const [module = '', name = ''] = endpoint.split('.')
  const contract = contracts.find((each) => each.module === module)
  return { title: contract?.endpoints[name]?.summary ?? endpoint, module }
}

/** An organisation whose burden this person may see. @throws AppError not_found otherwise. */
async function readable(work: Work, organizationId: string, action: 'read' | 'compare'): Promise<Organization> {
  const organization = await getOrganization(organizationId)
  const place = { organizationId: organization.id, path: organization.path }
  return found(BURDEN_POLICY[action](work.actor, place) ? organization : undefined, '个组织')
}

/** One month of one organisation with the month before. @throws AppError not_found for an organisation out of reach. */
export async function getMonth(work: Work, organizationId: string, month: string): Promise<MonthReply> {
  const organization = await readable(work, organizationId, 'read')
  const rates = await settingsOf(organization)
  const ids = [month, monthBefore(month)].map((each) => `${organizationId}:${each}`)
  const records = await Months.find({ _id: { $in: ids } }).lean<MonthRecord[]>()
  const now = records.find((record) => record.month === month)
  const before = records.find((record) => record.month !== month)
  return {
    organizationId,
    name: organization.name,
    month,
    total: sumsOf(now ?? NOTHING, rates),
    before: sumsOf(before ?? NOTHING, rates),
    by: (now?.by ?? []).map((each) => ({ ...titleOf(each.endpoint), sums: sumsOf(each, rates) })),
    repeated: (now?.repeated ?? []).map(({ places, times }) => ({
      places: places.map(({ endpoint }) => titleOf(endpoint).title),
      times,
    })),
  }
}

/** What was asked of everything below an organisation, those asked most first. */
export async function compareBranches(
  work: Work,
  organizationId: string | undefined,
  month: string,
  request: PageRequest,
): Promise<{ total: Sums; branches: number; items: BurdenRow[]; next: string | null }> {
  const highest = pathsOver(work.actor, OVERSEERS)[0]?.split('/').filter(Boolean).pop() ?? ''
  const organization = await readable(work, organizationId ?? highest, 'compare')
  const rates = await settingsOf(organization)
  const where = { month, ...withinPaths([organization.path]) }
  const [counted] = await Months.aggregate<Counted & { branches: number }>([
    { $match: where },
    {
      $group: {
        _id: null,
        branches: { $sum: 1 },
        times: { $sum: '$times' },
        fields: { $sum: '$fields' },
        typed: { $sum: '$typed' },
      },
    },
  ])
  const { items, next } = await findPage<MonthRecord>(Months, where, { typed: -1, _id: -1 }, request)
  const names = new Map(
    (await listOrganizations({ ids: items.map((item) => item.organizationId) })).map(({ id, name }) => [id, name]),
  )
  return {
    total: sumsOf(counted ?? NOTHING, rates),
    branches: counted?.branches ?? 0,
    items: items.map((item) => ({
      organizationId: item.organizationId,
      name: names.get(item.organizationId) ?? '',
      total: sumsOf(item, rates),
      repeated: item.repeated.length,
    })),
    next,
  }
}
