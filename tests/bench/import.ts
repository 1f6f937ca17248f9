import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { readConfig } from '@cloud/config'
import { inTransaction } from '@cloud/core/database/connect'
import { newId } from '@cloud/core/database/id'
import { startEmbeddedStore } from '@cloud/embedded/start'
import { modules } from '@cloud/modules'
import { openSession } from '@cloud/modules/accounts/index'
import { insertAppointments, insertOrganizations } from '@cloud/modules/organizations/index'
import { insertPeople } from '@cloud/modules/people/index'
import { type Service, startService } from '@cloud/service'
import { plainDate } from '@shared/core/plainDate'
import { systemWork } from '../support/factories'
import { buildMemberRoster } from '../support/rosters/memberRoster'
import { createClient, type TestClient } from '../support/service'
import { createTestClock } from '../support/testClock'

const BRANCHES = 400
const MEMBERS = 50

/** Seconds from the first byte of the upload to the end of each step, and of all together. */
export interface ImportTimes {
  rows: number
  uploadAndCheck: number
  commit: number
  total: number
}

const branchName = (i: number): string => `示范第${i + 1}党支部`

/** A committee with an administrator and empty branches. */
async function buildBranches({ deps }: Service): Promise<{ committeeId: string; administrator: string }> {
  const work = systemWork(deps)
  const committeeId = newId()
  const administrator = newId()
  await inTransaction(async () => {
    const [committee] = await insertOrganizations(work, [
      { id: committeeId, name: '示范路桥集团党委', kind: 'partyCommittee', parentId: null },
    ])
    const top = committee?.path ?? ''
    const place = { organizationId: committeeId, path: top }
    await insertPeople(work, [{ id: administrator, ...place, fields: { name: '管理员甲', membership: 'none' } }])
    await insertAppointments(work, [
      { ...place, personId: administrator, role: 'administrator', from: plainDate('2025-01-01') },
    ])
    await insertOrganizations(
      work,
      Array.from({ length: BRANCHES }, (_, i) => ({
        id: newId(),
        name: branchName(i),
        kind: 'branch',
        parentId: committeeId,
      })),
    )
  })
  return { committeeId, administrator }
}

async function waitFor(client: TestClient, id: string, state: string): Promise<void> {
  for (;;) {
    const { body } = await client.get(`/imports/${id}`)
    if (body.state === state) return
    if (body.state === 'failed' || body.message) throw new Error(`import ended in ${body.state}: ${body.message}`)
    await delay(100)
  }
}

/** Imports 20,000 new members from an .xlsx through the running service on the embedded store. */
export async function benchImport(): Promise<ImportTimes> {
  const folder = mkdtempSync(path.join(tmpdir(), 'zx-bench-import-'))
  const store = await startEmbeddedStore({ folder })
  const config = readConfig(
    { NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'error', RATE_PER_MINUTE: '1000000' },
    Buffer.alloc(32, 7).toString('base64'),
  )
  // The store lets old rows go by the machine's clock, so the bench keeps to it.
  const clock = createTestClock(new Date().toISOString())
  const service = await startService({ config, clock, modules, uri: store.uri })
  try {
    const { committeeId, administrator } = await buildBranches(service)
    const token = await openSession(service.deps, { personId: administrator }, 'password', 'bench')
    const client = createClient(service.url, async () => token)
    const branches = Array.from({ length: BRANCHES }, (_, i) => branchName(i))
    const file = buildMemberRoster({ branches, membersPerBranch: MEMBERS })
    const started = performance.now()
    const query = `kind=members&organizationId=${committeeId}&fileName=bench.xlsx`
    const { body } = await client.post(`/imports?${query}`, file, { key: null })
    await waitFor(client, body.id, 'review')
    const checked = performance.now()
    await client.post(`/imports/${body.id}/commit`, undefined, { key: null })
    await waitFor(client, body.id, 'done')
    const done = performance.now()
    const { written } = (await client.get(`/imports/${body.id}`)).body
    if (written.people !== BRANCHES * MEMBERS) throw new Error(`only ${written.people} people were imported`)
    return {
      rows: written.people,
      uploadAndCheck: (checked - started) / 1_000,
      commit: (done - checked) / 1_000,
      total: (done - started) / 1_000,
    }
  } finally {
    await service.stop()
    await store.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
