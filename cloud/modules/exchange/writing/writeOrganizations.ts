import type { Work } from '@cloud/core/deps'
import {
  insertAppointments,
  insertOrganizations,
  type OrganizationDraft,
  setFoundingDays,
} from '@cloud/modules/organizations/index'
import { findRegistered } from '@cloud/modules/people/index'
import { plainDate } from '@shared/core/plainDate'
import { ROW_PREFIX } from '@shared/modules/exchange/checkOrganizations'
import { isImportable } from '@shared/modules/exchange/rowState'
import type { OrganizationKind } from '@shared/modules/organizations/model'
import type { CheckedRoster } from '../checking/checkBatch'
import type { Written } from '../collection'

type Draft = OrganizationDraft & { id: string }

/** Parents before children; the check has made sure that there is no ring. */
function inOrder(drafts: readonly Draft[]): Draft[] {
  const byId = new Map(drafts.map((draft) => [draft.id, draft]))
  const placed = new Set<string>()
  const order: Draft[] = []
  const place = (draft: Draft): void => {
    if (placed.has(draft.id)) return
    placed.add(draft.id)
    const parent = draft.parentId === null ? undefined : byId.get(draft.parentId)
    if (parent) place(parent)
    order.push(draft)
  }
  for (const draft of drafts) place(draft)
  return order
}

/** Writes an organisation roster: new bodies, founding days of known ones, secretaries who are in the register. */
export async function writeOrganizations(work: Work, batchId: string, checked: CheckedRoster): Promise<Written> {
  const rows = checked.rows.filter(({ result }) => isImportable(result))
  const idOfRow = new Map(
    rows.map(({ input, result, batchRow }) => [input.row, result.knownId ?? batchRow.id] as const),
  )
  const parentId = (value: string | undefined): string | null => {
    if (value === undefined) return null
    return value.startsWith(ROW_PREFIX) ? (idOfRow.get(Number(value.slice(ROW_PREFIX.length))) ?? null) : value
  }
  const drafts = rows.flatMap(({ result, batchRow }): Draft[] => {
    const { name, kind, parent, foundedOn } = result.values
    if (result.knownId || !name || !kind) return []
    return [
      {
        id: batchRow.id,
        name,
        kind: kind as OrganizationKind,
        parentId: parentId(parent),
        ...(foundedOn && { foundedOn: plainDate(foundedOn) }),
      },
    ]
  })
  const records = await insertOrganizations(work, inOrder(drafts), batchId)
  const updates = rows.flatMap(({ result }) => {
    const foundedOn = result.changes.find(({ field }) => field === 'foundedOn')?.to
    return result.knownId && foundedOn ? [{ id: result.knownId, foundedOn: plainDate(foundedOn) }] : []
  })
  await setFoundingDays(work, updates)
  const pathOf = new Map([
    ...checked.reach.all.map(({ id, path }) => [id, path] as const),
    ...records.map(({ _id, path }) => [_id, path] as const),
  ])
  const wanted = rows.flatMap(({ result, input }) => {
    const organizationId = idOfRow.get(input.row)
    return result.values.secretary && organizationId && !result.knownId
      ? [{ name: result.values.secretary, organizationId }]
      : []
  })
  const people = await findRegistered({ names: [...new Set(wanted.map(({ name }) => name))] })
  const appointments = wanted.flatMap(({ name, organizationId }) => {
    const [person, ...more] = people.filter((p) => p.name === name && p.path.startsWith(checked.reach.root.path))
    const path = pathOf.get(organizationId)
    return person && path && more.length === 0
      ? [{ personId: person._id, organizationId, path, role: 'secretary' as const, from: work.today }]
      : []
  })
  await insertAppointments(work, appointments, batchId)
  return { people: 0, updated: updates.length, organizations: records.length, appointments: appointments.length }
}
