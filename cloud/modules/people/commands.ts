import { recordAudit } from '@cloud/core/audit'
import { recordChange } from '@cloud/core/change'
import { newId } from '@cloud/core/database/id'
import { takeTurn } from '@cloud/core/database/takeTurn'
import type { Work } from '@cloud/core/deps'
import { personSortKey } from '@cloud/core/table/sortKey'
import { AppError, ruleBroken } from '@shared/core/errors'
import type { PlainDate } from '@shared/core/plainDate'
import { planEdit } from '@shared/modules/people/asOf'
import type { PersonFields } from '@shared/modules/people/contract'
import { SEALED_FIELD_LABELS, type SealedField } from '@shared/modules/people/model'
import { listOrganizations } from '../organizations/index'
import { People, PersonChanges, type PersonRecord } from './collection'
import { findTeams, teamFields } from './teams/teamFields'
import { listChanges } from './time/listChanges'

const SEALED = Object.keys(SEALED_FIELD_LABELS) as SealedField[]

/** Stored form of the fields of a form: personal numbers sealed, and hashed where they are searched. */
export function storedFields(work: Pick<Work, 'deps'>, fields: Partial<PersonFields>): Partial<PersonRecord> {
  const { cipher } = work.deps
  const stored: Record<string, unknown> = { ...fields }
  for (const field of SEALED) {
    const value = fields[field]
    if (value !== undefined) stored[field] = cipher.seal(value)
  }
  if (fields.name !== undefined) stored['sortKey'] = personSortKey(fields.name)
  if (fields.idNumber !== undefined) stored['idNumberHash'] = cipher.fingerprint(fields.idNumber)
  if (fields.phone !== undefined) stored['phoneHash'] = cipher.fingerprint(fields.phone)
  if (fields.groupId === null) delete stored['groupId']
  return Object.fromEntries(Object.entries(stored).filter(([, value]) => value !== undefined))
}

export interface PersonDraft {
  id?: string
  organizationId: string
  path: string
  fields: PersonFields
  /** 班组, unless the register itself is a team's. */
  team?: { id: string; path: string }
  /** Since when the register knows the person, where that was before today. */
  enteredOn?: PlainDate
}

/** @throws AppError conflict when one of these organisations has been dissolved. */
async function mustBeOpen(organizationIds: readonly string[]): Promise<void> {
  const places = await listOrganizations({ ids: [...new Set(organizationIds)] })
  const gone = places.find((place) => place.dissolvedOn)
  if (gone) throw new AppError('conflict', `“${gone.name}”已撤销，不能再进它的名册`)
}

/** Adds persons to the register, 1,000 at a time. The caller has checked them. @returns their ids in order. */
export async function insertPeople(work: Work, drafts: readonly PersonDraft[], batchId?: string): Promise<string[]> {
  await mustBeOpen(drafts.map(({ organizationId }) => organizationId))
  const teams = await findTeams(drafts.map(({ organizationId }) => organizationId))
  const rows = drafts.map(({ id, organizationId, path, fields, team, enteredOn }) => ({
    _id: id ?? newId(),
    organizationId,
    path,
    ...teamFields(teams.get(organizationId) ?? team),
    exempt: false,
    enteredOn: enteredOn ?? work.today,
    ...storedFields(work, fields),
    ...(batchId && { batchId }),
  })) as PersonRecord[]
  for (let i = 0; i < rows.length; i += 1_000) await People.insertMany(rows.slice(i, i + 1_000), { ordered: true })
  await recordChange(work, branchChanges(rows))
  return rows.map((row) => row._id)
}

/** One change row per branch and team, not per person: views are derived organisation by organisation. */
export const branchChanges = (rows: readonly Pick<PersonRecord, 'organizationId' | 'teamId'>[]) =>
  [...new Set(rows.flatMap((row) => [row.organizationId, ...(row.teamId ? [row.teamId] : [])]))].map(
    (organizationId) => ({
      organizationId,
      fact: 'people.person',
      factId: organizationId,
    }),
  )

/** @throws AppError rule_broken when this is not a Party group of the branch. */
async function checkGroup(organizationId: string, groupId: string | null | undefined): Promise<void> {
  if (!groupId) return
  const [group] = await listOrganizations({ ids: [groupId], kind: 'partyGroup' })
  if (group?.parentId !== organizationId)
    throw ruleBroken([{ field: 'groupId', message: '本支部没有这个党小组，请重新选择' }])
}

/** Adds one person. @throws AppError conflict when the citizen's number is already in the register. */
export async function createPerson(work: Work, draft: PersonDraft): Promise<string> {
  await checkGroup(draft.organizationId, draft.fields.groupId)
  const { idNumber } = draft.fields
  if (idNumber && (await People.exists({ idNumberHash: work.deps.cipher.fingerprint(idNumber) })))
    throw new AppError('conflict', '这个身份证号已经在名册里了', [
      { field: 'idNumber', message: '已有同号人员，请先在名册里查找' },
    ])
  const [id] = await insertPeople(work, [draft])
  if (!id) throw new AppError('internal', '没有建成，请重试')
  await recordAudit(work, {
    action: 'people.create',
    subject: { kind: 'person', id },
    place: draft,
    summary: `新增人员“${draft.fields.name}”`,
  })
  return id
}

/**
 * Changes fields of a record; old and new values are kept with the reason.
 * @param effectiveOn from when it holds; today unless named. @throws AppError invalid_input for a day to come.
 */
export async function editPerson(
  work: Work,
  person: PersonRecord,
  fields: Partial<PersonFields>,
  reason: string,
  batchId?: string,
  effectiveOn?: PlainDate,
): Promise<void> {
  await checkGroup(person.organizationId, fields.groupId)
  await writeRecord(
    work,
    person,
    storedFields(work, fields),
    fields.groupId === null ? ['groupId'] : [],
    reason,
    batchId,
    effectiveOn,
  )
  await recordAudit(work, {
    action: 'people.edit',
    subject: { kind: 'person', id: person._id },
    place: person,
    summary: `更正“${person.name}”的名册信息：${reason}`,
    details: { fields: Object.keys(fields) },
  })
}

/** @throws AppError invalid_input when a change cannot hold from that day. */
function checkEffect(work: Work, person: PersonRecord, on: PlainDate | undefined): void {
  const say = (message: string) => {
    throw new AppError('invalid_input', message, [{ field: 'effectiveOn', message }])
  }
  if (on && on > work.today) say('生效日期不能晚于今天，到那天再登记')
  if (on && person.enteredOn && on < person.enteredOn) say(`名册从 ${person.enteredOn} 起才有这个人的记录`)
}

/**
 * Sets and drops fields of a record; keeps old and new values with the reason, and tells who derives from it. What holds from an
 * earlier day leaves alone what has been changed with effect since.
 */
export async function writeRecord(
  work: Work,
  person: PersonRecord,
  set: Partial<PersonRecord>,
  dropped: readonly (keyof PersonRecord)[],
  reason: string,
  batchId?: string,
  effectiveOn?: PlainDate,
): Promise<void> {
  checkEffect(work, person, effectiveOn)
  await takeTurn(`person:${person._id}`)
  const fields = [...Object.keys(set), ...dropped]
  const earlier = effectiveOn && effectiveOn < work.today ? effectiveOn : undefined
  const changes = earlier ? await listChanges([person._id]) : []
  const plan = planEdit({ ...person }, changes, fields, earlier ?? work.today)
  const now = (field: string) => plan.current.includes(field)
  const sets = Object.entries(set).filter(([field]) => now(field))
  const drops = dropped.filter(now)
  if (sets.length + drops.length > 0)
    await People.updateOne(
      { _id: person._id },
      {
        ...(sets.length > 0 && { $set: Object.fromEntries(sets) }),
        ...(drops.length > 0 && { $unset: Object.fromEntries(drops.map((field) => [field, 1 as const])) }),
      },
    )
  await PersonChanges.create({
    _id: newId(),
    personId: person._id,
    at: new Date(work.now),
    ...(earlier && { effectiveOn: earlier }),
    byId: work.actor.personId,
    byName: work.actor.name,
    reason,
    before: plan.before,
    after: set,
    ...(batchId && { batchId }),
  })
  await recordChange(work, branchChanges([person]))
}
