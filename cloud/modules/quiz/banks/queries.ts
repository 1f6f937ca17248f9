import type { Actor } from '@cloud/core/actor'
import { pathsOver, withinPaths } from '@cloud/core/authorize'
import { findPage, type PageRequest } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import { listOrganizations } from '@cloud/modules/organizations/index'
import { QUIZ_EDITOR_ROLES, QUIZ_POLICY } from '@shared/modules/quiz/policy'
import type { QueryFilter } from 'mongoose'
import { type BankRecord, Banks, PRODUCT, Questions } from './collection'

/** Ids of all organisations on a materialised path, from the top down. */
const idsOn = (path: string): string[] => path.split('/').filter(Boolean)

/** What an editor may use: the product's, what stands above an office, and what stands at or below it. */
export function usableBy(actor: Actor): QueryFilter<BankRecord> {
  const paths = pathsOver(actor, QUIZ_EDITOR_ROLES)
  const above = [...new Set(paths.flatMap(idsOn))]
  return {
    $or: [{ organizationId: { $in: [PRODUCT.organizationId, ...above] } }, withinPaths(paths)],
  } as QueryFilter<BankRecord>
}

interface Counts {
  _id: { bankId: string; state: string }
  count: number
}

async function countQuestions(bankIds: readonly string[]): Promise<(bankId: string, state: string) => number> {
  const rows = await Questions.aggregate<Counts>([
    { $match: { bankId: { $in: [...bankIds] } } },
    { $group: { _id: { bankId: '$bankId', state: '$state' }, count: { $sum: 1 } } },
  ])
  const counts = new Map(rows.map(({ _id, count }) => [`${_id.bankId}:${_id.state}`, count]))
  return (bankId, state) => counts.get(`${bankId}:${state}`) ?? 0
}

/** Banks the actor may use, with how many questions each holds. */
export async function readBanks({ actor }: Work, request: PageRequest) {
  const { items, next } = await findPage(Banks, usableBy(actor), { _id: 1 }, request)
  const countOf = await countQuestions(items.map((bank) => bank._id))
  const owners = await listOrganizations({ ids: items.flatMap((bank) => bank.organizationId || []) })
  const nameOf = new Map(owners.map((owner) => [owner.id, owner.name]))
  return {
    items: items.map((bank) => ({
      id: bank._id,
      title: bank.title,
      ...(bank.note && { note: bank.note }),
      organizationId: bank.organizationId,
      organizationName: bank.organizationId ? (nameOf.get(bank.organizationId) ?? '') : '系统自带',
      active: bank.active,
      questions: countOf(bank._id, 'active') + countOf(bank._id, 'flagged'),
      flagged: countOf(bank._id, 'flagged'),
      allowed: QUIZ_POLICY.edit(actor, bank) ? ['edit'] : [],
    })),
    next,
  }
}
