import { recordAudit } from '@cloud/core/audit'
import { recordChange } from '@cloud/core/change'
import { newId } from '@cloud/core/database/id'
import { takeTurn } from '@cloud/core/database/takeTurn'
import type { Work } from '@cloud/core/deps'
import { AppError } from '@shared/core/errors'
import * as v from '@shared/core/schema'
import { PersonFields } from '@shared/modules/people/contract'
import { OWN_FIELDS, type OwnField } from '@shared/modules/people/ownFields'
import { type CorrectionRecord, Corrections, People, type PersonRecord } from '../collection'
import { branchChanges, editPerson } from '../commands'
import { isSealedField } from './queries'

async function getMine(work: Work): Promise<PersonRecord> {
  const person = await People.findById(work.actor.personId).lean<PersonRecord>()
  if (!person) throw new AppError('not_found', '名册里没有你的记录，请联系书记')
  return person
}

const setConfirmed = (personId: string, fields: readonly OwnField[], on: string) =>
  People.updateOne({ _id: personId }, { $set: Object.fromEntries(fields.map((field) => [`confirmedOn.${field}`, on])) })

/** The person says that these fields are right as they stand. */
export async function confirmFields(work: Work, fields: readonly OwnField[]): Promise<void> {
  const person = await getMine(work)
  await takeTurn(`person:${person._id}`)
  await setConfirmed(person._id, fields, work.today)
  await recordAudit(work, {
    action: 'people.confirm',
    subject: { kind: 'person', id: person._id },
    place: person,
    summary: `核对本人信息：${fields.map((field) => OWN_FIELDS[field].label).join('、')}没有变`,
  })
  await recordChange(work, branchChanges([person]))
}

/** @throws AppError invalid_input when the value does not fit the field. */
function checkValue(field: OwnField, value: string): string {
  const parsed = v.safeParse(PersonFields.entries[field], value)
  if (parsed.success && typeof parsed.output === 'string') return parsed.output
  const message = parsed.issues?.[0]?.message ?? '填写有误'
  throw new AppError('invalid_input', message, [{ field: 'value', message }])
}

/** A member corrects one own field: at once, or after a look by the keeper of the register. @returns whether it counts already. */
export async function correctField(work: Work, field: OwnField, given: string): Promise<boolean> {
  const value = checkValue(field, given)
  const person = await getMine(work)
  await takeTurn(`person:${person._id}`)
  if (OWN_FIELDS[field].correct === 'direct') {
    await editPerson(work, person, { [field]: value }, '本人更正')
    await setConfirmed(person._id, [field], work.today)
    return true
  }
  await Corrections.updateMany(
    { personId: person._id, state: 'waiting', field },
    { $set: { state: 'replaced', decidedOn: work.today } },
  )
  const { organizationId, path } = person
  const row: CorrectionRecord = {
    _id: newId(),
    personId: person._id,
    organizationId,
    path,
    field,
    value: isSealedField(field) ? work.deps.cipher.seal(value) : value,
    openedOn: work.today,
    at: new Date(work.now),
    state: 'waiting',
  }
  await Corrections.create(row)
  await recordAudit(work, {
    action: 'people.correct',
    subject: { kind: 'person', id: person._id },
    place: person,
    summary: `本人提出更正${OWN_FIELDS[field].label}，等核对`,
  })
  await recordChange(work, branchChanges([person]))
  return false
}

/** The keeper of the register has looked at a correction. @throws AppError conflict when it has been decided already. */
export async function decideCorrection(
  work: Work,
  row: CorrectionRecord,
  person: PersonRecord,
  decision: { approve: boolean; reason?: string | undefined },
): Promise<void> {
  await takeTurn(`person:${person._id}`)
  const { approve, reason } = decision
  if (!approve && !reason)
    throw new AppError('invalid_input', '请写明退回的原因', [{ field: 'reason', message: '必填' }])
  const decided = {
    state: approve ? 'approved' : 'refused',
    decidedOn: work.today,
    decidedBy: work.actor.personId,
    ...(reason && { reason }),
  }
  const { modifiedCount } = await Corrections.updateOne({ _id: row._id, state: 'waiting' }, { $set: decided })
  if (modifiedCount === 0) throw new AppError('conflict', '这项更正已经有人核对过了，请刷新')
  if (approve) {
    const value = isSealedField(row.field) ? work.deps.cipher.open(row.value) : row.value
    await editPerson(work, person, { [row.field]: value }, `本人更正，${work.actor.name}核对`)
    await setConfirmed(person._id, [row.field], row.openedOn)
    return
  }
  await recordAudit(work, {
    action: 'people.refuseCorrection',
    subject: { kind: 'person', id: person._id },
    place: person,
    summary: `退回“${person.name}”对${OWN_FIELDS[row.field].label}的更正：${reason}`,
  })
  await recordChange(work, branchChanges([person]))
}
