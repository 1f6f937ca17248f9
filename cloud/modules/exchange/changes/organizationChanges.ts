import type { Work } from '@cloud/core/deps'
import {
  type ClosedOffice,
  dissolveOrganization,
  editOrganization,
  getOrganization,
  getOrganizationFor,
  listAppointments,
  listOrganizations,
  moveOrganization,
  reopenClosed,
  restoreOrganization,
  standing,
} from '@cloud/modules/organizations/index'
import { countRegistered, countTeams } from '@cloud/modules/people/index'
import { AppError } from '@shared/core/errors'
import type { Change } from '@shared/modules/exchange/change'
import type { Organization } from '@shared/modules/organizations/model'
import { organizationPolicy } from '@shared/modules/organizations/policy'
import { placementFaults } from '@shared/modules/organizations/rules'
import { type ChangeKind, type DoneRow, NOT_FOUND, type PlannedRow, refusal, UNDOING } from './changeKind'

type Of<A extends Change['action']> = Extract<Change, { action: A }>
type Planned = Pick<PlannedRow, 'changes'> | { refused: string }

async function planOrganizations(
  work: Work,
  ids: readonly string[],
  decide: (organization: Organization) => Planned,
): Promise<PlannedRow[]> {
  const byId = new Map((await listOrganizations({ ids })).map((one) => [one.id, one]))
  return ids.map((id) => {
    const organization = byId.get(id)
    if (!organization || !organizationPolicy.edit(standing(work.actor, organization.path)))
      return refusal(id, '', NOT_FOUND)
    if (organization.dissolvedOn) return refusal(id, organization.name, '已经撤销')
    const planned = decide(organization)
    return 'refused' in planned
      ? refusal(id, organization.name, planned.refused)
      : { subjectId: id, name: organization.name, ...planned }
  })
}

/** Rows whose organisation no longer is as this batch left it. */
async function changedSince(
  rows: readonly DoneRow[],
  isSame: (organization: Organization, row: DoneRow) => boolean,
): Promise<string[]> {
  const byId = new Map((await listOrganizations({ ids: rows.map((row) => row.subjectId) })).map((one) => [one.id, one]))
  return rows.flatMap((row) => {
    const organization = byId.get(row.subjectId)
    return organization && isSame(organization, row) ? [] : [`“${row.name}”后来又改过`]
  })
}

const renamed = ({ find, replace }: Of<'organizations.rename'>, name: string): string =>
  name.split(find).join(replace).trim()

const key = (parentId: string | null, name: string) => `${parentId ?? ''} ${name}`

export const renameChange: ChangeKind<Of<'organizations.rename'>> = {
  async plan(work, change, ids) {
    const own = await listOrganizations({ ids })
    const siblings = await listOrganizations({ parentIds: [...new Set(own.map((one) => one.parentId))] })
    const taken = new Set(siblings.map((one) => key(one.parentId, one.name)))
    return planOrganizations(work, ids, ({ name, parentId }) => {
      const to = renamed(change, name)
      if (to === name) return { refused: `名称里没有“${change.find}”` }
      if (to === '' || to.length > 60) return { refused: '改后的名称是空的，或超过 60 个字' }
      if (taken.has(key(parentId, to))) return { refused: `同一上级下已有“${to}”` }
      taken.add(key(parentId, to))
      return { changes: [{ field: 'name', from: name, to }] }
    })
  },
  async apply(work, change, id) {
    const { name } = await getOrganizationFor(work.actor, id, 'edit')
    await editOrganization(work, id, { name: renamed(change, name) })
    return { before: name, after: renamed(change, name) }
  },
  findBuiltOn: (_, __, rows) => changedSince(rows, ({ name }, { kept }) => name === (kept as { after: string }).after),
  async revert(work, _, { subjectId, kept }) {
    await editOrganization(work, subjectId, { name: (kept as { before: string }).before })
  },
}

export const relocateChange: ChangeKind<Of<'organizations.move'>> = {
  async plan(work, { parentId }, ids) {
    const parent = await getOrganizationFor(work.actor, parentId, 'edit')
    const own = await listOrganizations({ ids })
    const parents = await listOrganizations({ ids: own.flatMap((one) => one.parentId ?? []) })
    const names = new Map(parents.map((one) => [one.id, one.name]))
    const taken = new Set((await listOrganizations({ parentIds: [parentId] })).map((one) => one.name))
    return planOrganizations(work, ids, (organization) => {
      const [fault] = placementFaults(organization.kind, parent)
      if (organization.parentId === parentId) return { refused: `已经在“${parent.name}”下面` }
      if (parent.dissolvedOn) return { refused: `“${parent.name}”已撤销` }
      if (parent.path.startsWith(organization.path)) return { refused: '不能放到自己或自己的下级下面' }
      if (fault) return { refused: fault.message }
      if (taken.has(organization.name)) return { refused: `“${parent.name}”下面已有同名组织` }
      taken.add(organization.name)
      const from = (organization.parentId && names.get(organization.parentId)) || '顶层'
      return { changes: [{ field: 'parent', from, to: parent.name }] }
    })
  },
  async apply(work, { parentId }, id) {
    const before = await getOrganizationFor(work.actor, id, 'edit')
    if (before.parentId === null) throw new AppError('conflict', '顶层组织不能移到别的组织下面')
    await moveOrganization(work, id, parentId)
    return before.parentId
  },
  findBuiltOn: (_, { parentId }, rows) => changedSince(rows, (one) => one.parentId === parentId),
  async revert(work, _, { subjectId, kept }) {
    await moveOrganization(work, subjectId, kept as string)
  },
}

/** Everybody who would be left behind: in the register, or in the team whatever the register. */
const countPeople = async (ids: readonly string[]): Promise<Map<string, number>> =>
  new Map([...(await countRegistered(ids)), ...(await countTeams(ids))])

export const dissolveChange: ChangeKind<Of<'organizations.dissolve'>> = {
  /** From below: nothing is dissolved while something stands under it. */
  async inOrder(ids) {
    const depths = new Map((await listOrganizations({ ids })).map(({ id, path }) => [id, path.split('/').length]))
    return [...ids].sort((a, b) => (depths.get(b) ?? 0) - (depths.get(a) ?? 0))
  },
  async plan(work, { on }, ids) {
    const people = await countPeople(ids)
    const children = (await listOrganizations({ parentIds: ids })).filter((one) => !one.dissolvedOn)
    const going = new Set(ids)
    const busy = new Set(children.filter((one) => !going.has(one.id)).map((one) => one.parentId))
    const inOffice = await listAppointments(ids, work.today)
    return planOrganizations(work, ids, (organization) => {
      const members = people.get(organization.id) ?? 0
      const offices = inOffice.filter((one) => one.organizationId === organization.id).length
      if (organization.parentId === null) return { refused: '顶层组织不能撤销' }
      if (on > work.today) return { refused: '撤销日期还没到，到时再办' }
      if (members > 0) return { refused: `还有 ${members} 人，先把他们转到别处` }
      if (busy.has(organization.id)) return { refused: '下面还有组织，先移走或撤销它们' }
      return {
        changes: [
          { field: 'dissolvedOn', from: '', to: `自 ${on}` },
          ...(offices > 0 ? [{ field: 'office' as const, from: `${offices} 人次在任`, to: '随之结束' }] : []),
        ],
      }
    })
  },
  async apply(work, { on }, id, reason) {
    const organization = await getOrganizationFor(work.actor, id, 'edit')
    if ((await countPeople([id])).size > 0) throw new AppError('conflict', '还有人，先把他们转到别处')
    return dissolveOrganization(work, organization, on, reason)
  },
  findBuiltOn: (_, { on }, rows) => changedSince(rows, (one) => one.dissolvedOn === on),
  async revert(work, _, { subjectId, kept }) {
    await restoreOrganization(work, await getOrganization(subjectId))
    await reopenClosed(work, kept as ClosedOffice[], UNDOING)
  },
}
