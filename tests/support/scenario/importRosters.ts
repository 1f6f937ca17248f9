import { allRows, carryOut, upload } from '../../exchange/importFlow'
import { buildMemberRoster } from '../rosters/memberRoster'
import { buildOrganizationRoster } from '../rosters/organizationRoster'
import { BRANCH, BRANCHES, MEMBERS } from './cast'
import type { Stage } from './stage'

export async function importRosters(stage: Stage): Promise<void> {
  const admin = stage.service.as(stage.player('administrator').personId)
  const organizationId = stage.found.topId
  const first = await upload(
    admin,
    buildOrganizationRoster({ parent: '本单位党委', branches: BRANCHES, awkward: true }),
    {
      kind: 'organizations',
      organizationId,
    },
  )
  await carryOut(admin, first.id, 'accept').catch(() => undefined)
  const one = await carryOut(admin, first.id, 'commit')
  expect(one.state).toBe('done')
  const batch = await upload(
    admin,
    buildMemberRoster({ branches: BRANCHES, membersPerBranch: MEMBERS, awkward: true }),
    { organizationId },
  )
  await carryOut(admin, batch.id, 'accept')
  for (const row of (await allRows(admin, batch.id, 'todo')) as { row: number; issues: { field: string }[] }[]) {
    console.log(JSON.stringify(row))
    const field = row.issues[0]?.field ?? ''
    expect(await admin.put(`/imports/${batch.id}/rows/${row.row}`, { cells: { [field]: null } })).toMatchObject({
      status: 200,
    })
  }
  const two = await carryOut(admin, batch.id, 'commit')
  expect(two).toMatchObject({ state: 'done' })
  await stage.settle()
}

/** Who is in the branch now, by name. */
export async function learnRegister(stage: Stage): Promise<void> {
  const admin = stage.service.as(stage.player('administrator').personId)
  const { body } = await admin.get('/organizations?kind=branch&limit=50')
  const branch = body.items.find((one: { name: string }) => one.name === BRANCH)
  stage.found.branchId = branch?.id ?? ''
  const people = await admin.get(`/people?organizationId=${stage.found.branchId}&limit=100`)
  for (const { id, name } of people.body.items) stage.found.members.set(name, id)
  expect(stage.found.members.size).toBe(MEMBERS)
}
