import type { Actor } from '@cloud/core/actor'
import type { Work } from '@cloud/core/deps'
import type { PlainDate } from '@shared/core/plainDate'
import type { Organization } from '@shared/modules/organizations/model'
import { fieldsToConfirm } from '@shared/modules/people/confirmation'
import { type CorrectionRow, MAX_ASKED, type OwnFieldRow } from '@shared/modules/people/confirmationEndpoints'
import { SEALED_FIELD_LABELS, type SealedField } from '@shared/modules/people/model'
import { OWN_FIELD_NAMES, OWN_FIELDS, type OwnField } from '@shared/modules/people/ownFields'
import { personPolicy } from '@shared/modules/people/policy'
import { maskField } from '@shared/modules/people/rules'
import { getOrganization, settingsOf } from '../../organizations/index'
import { type CorrectionRecord, Corrections, People, type PersonRecord } from '../collection'
import { hasLeft, standingTo } from '../queries'

export const isSealedField = (field: OwnField): field is OwnField & SealedField => field in SEALED_FIELD_LABELS

const shown = (work: Pick<Work, 'deps'>, field: OwnField, stored: string | undefined): string | null => {
  if (stored === undefined) return null
  return isSealedField(field) ? maskField(field, work.deps.cipher.open(stored)) : stored
}

/** My own fields: what they are, what is asked for now, what waits for the keeper of the register. */
export async function readMine(work: Work): Promise<{ due: number; fields: OwnFieldRow[] }> {
  const person = await People.findById(work.actor.personId).lean<PersonRecord>()
  if (!person) return { due: 0, fields: [] }
  const { confirmMonths } = await settingsOf(await getOrganization(person.organizationId))
  const confirmedOn = person.confirmedOn ?? {}
  const asked = fieldsToConfirm(confirmedOn, work.today, confirmMonths)
  const waiting = await Corrections.find({ personId: person._id, state: 'waiting' }).lean<CorrectionRecord[]>()
  const proposed = new Map(waiting.map((row) => [row.field, row.value]))
  const fields = OWN_FIELD_NAMES.map((field): OwnFieldRow => {
    const { label, hint, correct } = OWN_FIELDS[field]
    return {
      field,
      label,
      hint,
      correct,
      value: shown(work, field, person[field]),
      confirmedOn: confirmedOn[field] ?? null,
      due: asked.includes(field) && !proposed.has(field),
      waiting: shown(work, field, proposed.get(field)),
    }
  })
  return { due: fields.filter((field) => field.due).length, fields }
}

const ASKED_OF = {
  name: 1,
  sortKey: 1,
  membership: 1,
  leftOn: 1,
  confirmedOn: 1,
} as const

/** Members of a branch and which of the asked fields each of them has not confirmed lately. */
export async function listUnconfirmed(
  organization: Pick<Organization, 'id' | 'path'>,
  today: PlainDate,
): Promise<{ members: number; open: { personId: string; name: string; fields: OwnField[] }[] }> {
  const { confirmMonths } = await settingsOf(organization)
  const rows = await People.find({ organizationId: organization.id }, ASKED_OF)
    .sort({ sortKey: 1 })
    .lean<PersonRecord[]>()
  const members = rows.filter((row) => row.membership !== 'none' && !hasLeft(row, today))
  const open = members
    .map(({ _id, name, confirmedOn }) => ({
      personId: _id,
      name,
      fields: fieldsToConfirm(confirmedOn ?? {}, today, confirmMonths),
    }))
    .filter((one) => one.fields.length > 0)
  return { members: members.length, open }
}

/** Corrections of a branch that wait for its keeper, the oldest first. */
export const listWaiting = (organizationId: string): Promise<CorrectionRecord[]> =>
  Corrections.find({ organizationId, state: 'waiting' })
    .sort({ openedOn: 1 })
    .limit(MAX_ASKED)
    .lean<CorrectionRecord[]>()

/** May the actor decide on what this person corrected? Nobody decides on the own correction. */
export const mayDecide = (actor: Actor, person: Pick<PersonRecord, '_id' | 'organizationId' | 'path'>): boolean =>
  person._id !== actor.personId && personPolicy.edit(standingTo(actor, person))

export async function presentWaiting(work: Work, rows: readonly CorrectionRecord[]): Promise<CorrectionRow[]> {
  const people = await People.find({ _id: { $in: rows.map((row) => row.personId) } }).lean<PersonRecord[]>()
  const byId = new Map(people.map((person) => [person._id, person]))
  return rows.flatMap((row): CorrectionRow[] => {
    const person = byId.get(row.personId)
    if (!person) return []
    const { _id, personId, field, at } = row
    const from = shown(work, field, person[field])
    const to = shown(work, field, row.value) ?? ''
    const allowed: CorrectionRow['allowed'] = mayDecide(work.actor, person) ? ['decide'] : []
    const { label } = OWN_FIELDS[field]
    return [{ id: _id, personId, personName: person.name, field, label, from, to, at: at.toISOString(), allowed }]
  })
}
