import { drainChanges } from '@cloud/core/change'
import { inTransaction } from '@cloud/core/database/connect'
import { newId } from '@cloud/core/database/id'
import type { Deps } from '@cloud/core/deps'
import { insertAppointments, insertOrganizations } from '@cloud/modules/organizations/index'
import { insertPeople } from '@cloud/modules/people/index'
import { plainDate } from '@shared/core/plainDate'
import { memberName, systemWork } from '../support/factories'

const MEMBERS = 30
const BRANCHES_AT_ONCE = 20
const ROLES = ['secretary', 'organizationCommissioner', 'disciplineCommissioner'] as const

/** The Party committee all branches stand below. */
export async function addCommittee(deps: Deps): Promise<string> {
  const id = newId()
  const draft = { id, name: '示范路桥集团党委', kind: 'partyCommittee' as const, parentId: null }
  await inTransaction(() => insertOrganizations(systemWork(deps), [draft]))
  return id
}

async function addBranches(deps: Deps, committeeId: string, first: number): Promise<string[]> {
  const work = systemWork(deps)
  const drafts = Array.from({ length: BRANCHES_AT_ONCE }, (_, i) => ({
    id: newId(),
    name: `第${first + i}党支部`,
    kind: 'branch' as const,
    parentId: committeeId,
  }))
  return inTransaction(async () => {
    const branches = await insertOrganizations(work, drafts)
    const people = await insertPeople(
      work,
      branches.flatMap(({ _id, path }) =>
        Array.from({ length: MEMBERS }, (_, i) => ({
          organizationId: _id,
          path,
          fields: { name: memberName(i), membership: 'full' as const },
        })),
      ),
    )
    const from = plainDate('2025-01-01')
    const offices = branches.flatMap(({ _id, path }, b) =>
      ROLES.map((role, i) => ({ organizationId: _id, path, personId: people[b * MEMBERS + i] ?? '', role, from })),
    )
    await insertAppointments(work, offices)
    return offices.filter((office) => office.role === 'secretary').map((office) => office.personId)
  })
}

/**
 * Adds branches of thirty members until the store holds this many people, and lets all their plans be made.
 * @returns the secretaries added.
 */
export async function growTo(deps: Deps, committeeId: string, people: number, present: number): Promise<string[]> {
  const secretaries: string[] = []
  for (let count = present; count < people; count += BRANCHES_AT_ONCE * MEMBERS) {
    secretaries.push(...(await addBranches(deps, committeeId, count / MEMBERS + 1)))
    await drainChanges(deps)
  }
  return secretaries
}
