import type { Work } from '@cloud/core/deps'
import { type ClosedOffice, getOrganization, listOrganizations, reopenClosed } from '@cloud/modules/organizations/index'
import {
  editPerson,
  findPeopleEditedSince,
  findPersonRecords,
  hasLeft,
  leave,
  listBranchOffices,
  movePerson,
  type PersonRecord,
  setTeam,
  standingTo,
  undoLeave,
} from '@cloud/modules/people/index'
import { AppError } from '@shared/core/errors'
import { ROLE_LABELS } from '@shared/core/roles'
import type { Change } from '@shared/modules/exchange/change'
import type { Organization } from '@shared/modules/organizations/model'
import { LEAVE_REASON_LABELS } from '@shared/modules/people/model'
import { type PersonAction, personPolicy } from '@shared/modules/people/policy'
import { type ChangeKind, type DoneRow, NOT_FOUND, type PlannedRow, refusal, UNDOING } from './changeKind'

type Of<A extends Change['action']> = Extract<Change, { action: A }>
export type Planned = Pick<PlannedRow, 'changes'> | { refused: string }

/** Rows of persons: missing ones and ones the actor may not change are refused, the rest is `decide`d. */
export async function planPeople(
  work: Work,
  ids: readonly string[],
  action: PersonAction,
  decide: (person: PersonRecord) => Planned,
  records?: readonly PersonRecord[],
): Promise<PlannedRow[]> {
  const found = records ?? (await findPersonRecords(work.actor, ids))
  const byId = new Map(found.map((person) => [person._id, person]))
  return ids.map((id) => {
    const person = byId.get(id)
    if (!person) return refusal(id, '', NOT_FOUND)
    if (!personPolicy[action](standingTo(work.actor, person))) return refusal(id, person.name, '你没有更改这个人的权限')
    if (hasLeft(person, work.today)) return refusal(id, person.name, `已登记 ${person.leftOn} 离开单位`)
    const planned = decide(person)
    return 'refused' in planned
      ? refusal(id, person.name, planned.refused)
      : { subjectId: id, name: person.name, ...planned }
  })
}

export async function getRecord(work: Work, id: string): Promise<PersonRecord> {
  const [person] = await findPersonRecords(work.actor, [id])
  if (!person) throw new AppError('not_found', NOT_FOUND)
  return person
}

/** Whose record was edited after this batch, by name. */
export async function editedSince(rows: readonly DoneRow[], batchId: string): Promise<string[]> {
  const edited = new Set(await findPeopleEditedSince(batchId))
  return rows.filter((row) => edited.has(row.subjectId)).map((row) => `${row.name}的名册信息后来又更正过`)
}

const groupName = (groups: ReadonlyMap<string, Organization>, id: string | undefined): string =>
  (id && groups.get(id)?.name) || ''

export const groupChange: ChangeKind<Of<'people.group'>> = {
  async plan(work, { groupId }, ids) {
    const records = await findPersonRecords(work.actor, ids)
    const wanted = [...(groupId ? [groupId] : []), ...records.flatMap((person) => person.groupId ?? [])]
    const groups = new Map((await listOrganizations({ ids: wanted })).map((group) => [group.id, group]))
    const group = groupId ? groups.get(groupId) : undefined
    const mayUse = group && personPolicy.edit(standingTo(work.actor, { _id: '', organizationId: '', path: group.path }))
    if (groupId && (!mayUse || group.kind !== 'partyGroup' || group.dissolvedOn))
      throw new AppError('not_found', '没有这个党小组，请重新选择')
    const decide = (person: PersonRecord): Planned => {
      if (group && group.parentId !== person.organizationId) return { refused: `不在“${group.name}”所属的支部` }
      if ((person.groupId ?? null) === groupId) return { refused: group ? '已经在这个党小组' : '本来就没有分组' }
      return { changes: [{ field: 'group', from: groupName(groups, person.groupId), to: group?.name ?? '' }] }
    }
    return planPeople(work, ids, 'edit', decide, records)
  },
  async apply(work, { groupId }, id, reason, batchId) {
    const person = await getRecord(work, id)
    await editPerson(work, person, { groupId }, reason, batchId)
    return person.groupId ?? null
  },
  findBuiltOn: (_, __, rows, batch) => editedSince(rows, batch.id),
  async revert(work, _, { subjectId, kept }) {
    await editPerson(work, await getRecord(work, subjectId), { groupId: kept as string | null }, UNDOING)
  },
}

export const exemptChange: ChangeKind<Of<'people.exempt'>> = {
  plan: (work, { exempt }, ids) => {
    const say = (value: boolean) => (value ? '不作硬性要求' : '应到会')
    return planPeople(work, ids, 'edit', (person) =>
      person.exempt === exempt
        ? { refused: `已经是“${say(exempt)}”` }
        : { changes: [{ field: 'exempt', from: say(person.exempt), to: say(exempt) }] },
    )
  },
  async apply(work, { exempt }, id, reason, batchId) {
    await editPerson(work, await getRecord(work, id), { exempt }, reason, batchId)
    return null
  },
  findBuiltOn: (_, __, rows, batch) => editedSince(rows, batch.id),
  async revert(work, { exempt }, { subjectId }) {
    await editPerson(work, await getRecord(work, subjectId), { exempt: !exempt }, UNDOING)
  },
}

/** Gives a person the team back that a move took or gave; one that has been dissolved since is gone. */
async function restoreTeam(work: Work, id: string, teamId: string | null): Promise<void> {
  const person = await getRecord(work, id)
  if ((person.teamId ?? null) === teamId || person.teamId === person.organizationId) return
  const [team] = teamId ? await listOrganizations({ ids: [teamId] }) : []
  if (!team?.dissolvedOn && (team || person.teamId)) await setTeam(work, person, team ?? null, UNDOING)
}

interface MovedFrom {
  organizationId: string
  groupId: string | null
  teamId: string | null
  ended: ClosedOffice[]
}

export const moveChange: ChangeKind<Of<'people.move'>> = {
  async plan(work, { organizationId }, ids) {
    const records = await findPersonRecords(work.actor, ids)
    const places = await listOrganizations({ ids: [organizationId, ...records.map((person) => person.organizationId)] })
    const byId = new Map(places.map((place) => [place.id, place]))
    const branch = byId.get(organizationId)
    const standing = branch && standingTo(work.actor, { _id: '', organizationId, path: branch.path })
    if (!branch || !standing?.rolesOver.includes('administrator'))
      throw new AppError('not_found', '没有找到这个支部，或不在你的管理范围')
    if (branch.dissolvedOn || branch.kind === 'partyGroup')
      throw new AppError('conflict', '人员要落在支部；这里不能放人，请另选')
    const offices = await listBranchOffices(records)
    const decide = (person: PersonRecord): Planned => {
      if (person.organizationId === organizationId) return { refused: `已经在“${branch.name}”` }
      const held = offices.filter((office) => office.personId === person._id).map(({ role }) => ROLE_LABELS[role])
      return {
        changes: [
          { field: 'branch', from: byId.get(person.organizationId)?.name ?? '', to: branch.name },
          ...(held.length > 0 ? [{ field: 'office' as const, from: held.join('、'), to: '随之结束' }] : []),
        ],
      }
    }
    return planPeople(work, ids, 'edit', decide, records)
  },
  async apply(work, { organizationId }, id, reason, batchId): Promise<MovedFrom> {
    const person = await getRecord(work, id)
    const ended = await movePerson(work, person, await getOrganization(organizationId), reason, batchId)
    const { organizationId: from, groupId = null, teamId = null } = person
    return { organizationId: from, groupId, teamId, ended }
  },
  findBuiltOn: (_, __, rows, batch) => editedSince(rows, batch.id),
  async revert(work, _, { subjectId, kept }) {
    const before = kept as MovedFrom
    await movePerson(work, await getRecord(work, subjectId), await getOrganization(before.organizationId), UNDOING)
    await restoreTeam(work, subjectId, before.teamId)
    if (before.groupId) await editPerson(work, await getRecord(work, subjectId), { groupId: before.groupId }, UNDOING)
    await reopenClosed(work, before.ended, UNDOING)
  },
}

export const leaveChange: ChangeKind<Of<'people.leave'>> = {
  plan: (work, { on, because }, ids) =>
    planPeople(work, ids, 'leave', (person) =>
      person.leftOn
        ? { refused: `已登记 ${person.leftOn} 离开单位` }
        : { changes: [{ field: 'leftOn', from: '', to: `${on} ${LEAVE_REASON_LABELS[because]}` }] },
    ),
  async apply(work, { on, because }, id, reason) {
    await leave(work, await getRecord(work, id), { on, because, note: reason })
    return null
  },
  async findBuiltOn(work, { on }, rows) {
    const records = await findPersonRecords(
      work.actor,
      rows.map((row) => row.subjectId),
    )
    const same = new Set(records.filter((person) => person.leftOn === on).map((person) => person._id))
    return rows.filter((row) => !same.has(row.subjectId)).map((row) => `${row.name}的离开登记后来改过`)
  },
  async revert(work, _, { subjectId }) {
    await undoLeave(work, await getRecord(work, subjectId), UNDOING)
  },
}
