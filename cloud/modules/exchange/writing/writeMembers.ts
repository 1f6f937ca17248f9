import { newId } from '@cloud/core/database/id'
import type { Work } from '@cloud/core/deps'
import {
  type AppointmentDraft,
  type ClosedOffice,
  closeOffices,
  insertAppointments,
  insertOrganizations,
  type OrganizationDraft,
} from '@cloud/modules/organizations/index'
import {
  findPersonRecords,
  insertPeople,
  listBranchOffices,
  listTeamOffices,
  type PersonDraft,
  type PersonUpdate,
  updatePeople,
} from '@cloud/modules/people/index'
import { isPlainDate } from '@shared/core/plainDate'
import * as v from '@shared/core/schema'
import { readDuties } from '@shared/modules/exchange/cells/duties'
import type { Field, RowValues } from '@shared/modules/exchange/model'
import { canonicalGroup } from '@shared/modules/exchange/readMember'
import { NEW_PREFIX } from '@shared/modules/exchange/readRow'
import { isImportable } from '@shared/modules/exchange/rowState'
import { PersonFields } from '@shared/modules/people/contract'
import type { CheckedRoster } from '../checking/checkBatch'
import type { CheckedBatchRow } from '../checking/checkedBatchRow'
import type { Written } from '../collection'

const PLAIN = [
  'name',
  'membership',
  'sex',
  'ethnicity',
  'birthOn',
  'education',
  'joinedOn',
  'fullOn',
  'post',
  'idNumber',
  'phone',
  'address',
] as const satisfies readonly Field[]

interface Place {
  id: string
  path: string
}

/** Branches and groups the rows need and that do not exist yet: one each, however many rows name it. */
function planPlaces(checked: CheckedRoster, rows: readonly CheckedBatchRow[]) {
  const { reach } = checked
  const drafts: (OrganizationDraft & { id: string })[] = []
  const places = new Map<string, Place>([...reach.byId.values()].map(({ id, path }) => [id, { id, path }]))
  const create = (key: string, draft: OrganizationDraft & { parentId: string }): void => {
    if (places.has(key)) return
    const id = newId()
    drafts.push({ ...draft, id })
    places.set(key, { id, path: `${places.get(draft.parentId)?.path ?? ''}${id}/` })
    places.set(id, places.get(key) as Place)
  }
  const groupKey = (branch: string, group: string) => `${branch} ${canonicalGroup(group.slice(NEW_PREFIX.length))}`
  for (const { result } of rows) {
    const { branch, group, team } = result.values
    if (branch?.startsWith(NEW_PREFIX)) {
      const kind = branch === team ? 'team' : 'branch'
      create(branch, { name: branch.slice(NEW_PREFIX.length), kind, parentId: reach.root.id })
    }
    const branchId = branch && places.get(branch)?.id
    if (branchId && group?.startsWith(NEW_PREFIX))
      create(groupKey(branch, group), { name: group.slice(NEW_PREFIX.length), kind: 'partyGroup', parentId: branchId })
  }
  return {
    drafts,
    teamOf: ({ team }: RowValues) => (team ? places.get(team) : undefined),
    branchOf: ({ branch }: RowValues) => (branch ? places.get(branch) : undefined),
    groupOf: ({ branch, group }: RowValues) =>
      branch && group ? places.get(group.startsWith(NEW_PREFIX) ? groupKey(branch, group) : group) : undefined,
  }
}

type Places = ReturnType<typeof planPlaces>

const fieldsOf = (values: RowValues, names: readonly Field[]): RowValues =>
  Object.fromEntries(names.flatMap((field) => (values[field] === undefined ? [] : [[field, values[field]]])))

function newPeople(rows: readonly CheckedBatchRow[], places: Places): PersonDraft[] {
  return rows.flatMap(({ result, batchRow }) => {
    const branch = places.branchOf(result.values)
    if (result.knownId || !branch) return []
    const groupId = places.groupOf(result.values)?.id
    const fields = v.parse(PersonFields, { ...fieldsOf(result.values, PLAIN), ...(groupId && { groupId }) })
    const team = places.teamOf(result.values)
    return [{ id: batchRow.id, organizationId: branch.id, path: branch.path, fields, ...(team && { team }) }]
  })
}

function changedPeople(rows: readonly CheckedBatchRow[], places: Places): PersonUpdate[] {
  return rows.flatMap(({ result }) => {
    const { knownId, changes, values } = result
    if (!knownId) return []
    const changed = changes.map(({ field }) => field)
    const groupId = changed.includes('group') ? places.groupOf(values)?.id : undefined
    const branch = changed.includes('branch') ? places.branchOf(values) : undefined
    const team = changed.includes('team') ? places.teamOf(values) : undefined
    const fields = v.parse(v.partial(PersonFields), {
      ...fieldsOf(
        values,
        PLAIN.filter((field) => changed.includes(field)),
      ),
      ...(groupId && { groupId }),
      ...(branch && !groupId && { groupId: null }),
    })
    const moved = { ...(branch && { organizationId: branch.id, path: branch.path }), ...(team && { team }) }
    return Object.keys({ ...fields, ...moved }).length === 0 ? [] : [{ id: knownId, fields, ...moved }]
  })
}

/** Offices from 党内职务: those of a known person only where they are new. */
function appointmentsOf(work: Work, rows: readonly CheckedBatchRow[], places: Places): AppointmentDraft[] {
  return rows.flatMap(({ result, batchRow }) => {
    const { values, knownId, changes } = result
    const branch = places.branchOf(values)
    if (!branch || !values.duty || (knownId && !changes.some(({ field }) => field === 'duty'))) return []
    const held = new Set(result.heldRoles ?? [])
    const from = isPlainDate(values.dutyFrom) ? values.dutyFrom : work.today
    return readDuties(values.duty)
      .roles.filter((role) => !held.has(role))
      .map((role) => {
        const place = role === 'groupLeader' ? (places.groupOf(values) ?? branch) : branch
        return { personId: knownId ?? batchRow.id, organizationId: place.id, path: place.path, role, from }
      })
  })
}

/** Offices in the branches and teams people leave end today. */
async function closeOldOffices(work: Work, updates: readonly PersonUpdate[]): Promise<ClosedOffice[]> {
  const leaving = updates.filter(({ organizationId, team }) => organizationId ?? team)
  const moving = new Set(leaving.flatMap(({ id, organizationId }) => (organizationId ? [id] : [])))
  const changing = new Set(leaving.flatMap(({ id, team }) => (team ? [id] : [])))
  const closed: ClosedOffice[] = []
  for (let i = 0; i < leaving.length; i += 1_000) {
    const ids = leaving.slice(i, i + 1_000).map(({ id }) => id)
    const records = await findPersonRecords(work.actor, ids)
    const offices = [
      ...(await listBranchOffices(records.filter(({ _id }) => moving.has(_id)))),
      ...(await listTeamOffices(records.filter(({ _id }) => changing.has(_id)))),
    ]
    const each = [...new Map(offices.map((office) => [office._id, office])).values()]
    closed.push(...(await closeOffices(work, each, work.today, '名册导入，转到别处')))
  }
  return closed
}

/** Writes a member roster: new groups and branches, new people, changed fields of known ones, offices. */
export async function writeMembers(
  work: Work,
  batchId: string,
  checked: CheckedRoster,
  report: (share: number) => void,
): Promise<{ written: Written; closed: ClosedOffice[] }> {
  const rows = checked.rows.filter(({ result }) => isImportable(result))
  const places = planPlaces(checked, rows)
  await insertOrganizations(work, places.drafts, batchId)
  report(0.1)
  const people = newPeople(rows, places)
  const updates = changedPeople(rows, places)
  const appointments = appointmentsOf(work, rows, places)
  const closed = await closeOldOffices(work, updates)
  const steps = Math.max(1, people.length + updates.length)
  for (let i = 0; i < people.length; i += 1_000) {
    await insertPeople(work, people.slice(i, i + 1_000), batchId)
    report(0.1 + (Math.min(i + 1_000, people.length) / steps) * 0.8)
  }
  for (let i = 0; i < updates.length; i += 1_000) {
    await updatePeople(work, updates.slice(i, i + 1_000), '名册导入', batchId)
    report(0.1 + ((people.length + Math.min(i + 1_000, updates.length)) / steps) * 0.8)
  }
  await insertAppointments(work, appointments, batchId)
  report(1)
  const written = {
    people: people.length,
    updated: updates.length,
    organizations: places.drafts.length,
    appointments: appointments.length,
  }
  return { written, closed }
}
