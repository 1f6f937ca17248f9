import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { newId } from '@cloud/core/database/id'
import { ImportRuns, Imports } from '@cloud/modules/exchange/collection'
import { recoverImports } from '@cloud/modules/exchange/recover'
import type { BatchState } from '@shared/modules/exchange/model'
import { buildWorld, type World } from '../support/factories'
import { buildMemberRoster } from '../support/rosters/memberRoster'
import { startTestService, type TestClient, type TestService } from '../support/service'
import { carryOut, settled, upload } from './importFlow'

let service: TestService
let world: World
let admin: TestClient
const database = `t${newId()}`
const folder = mkdtempSync(path.join(tmpdir(), 'zx-import-'))

beforeAll(async () => {
  service = await startTestService({ now: new Date().toISOString(), env: { DATABASE: database } })
  world = await buildWorld(service.deps, { branches: 2, members: 3, probationary: 0 })
  admin = service.as(world.administrator)
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await service.stop()
})

const branches = ['第1党支部', '第2党支部']
const countPeople = async (): Promise<number> => {
  let count = 0
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await admin.get(`/people?limit=100${cursor ? `&cursor=${cursor}` : ''}`)
    count += body.items.length
    cursor = body.next
  }
  return count
}

describe('服务中断之后', () => {
  const interrupted = async (state: BatchState, hasRows: boolean) => {
    const roster = buildMemberRoster({ branches, membersPerBranch: 4 })
    const batch = await upload(admin, roster, { organizationId: world.committeeId })
    await Imports.updateOne(
      { _id: batch.id },
      { $set: { state, hasRows, runId: newId(), movedAt: new Date(service.clock.now()) } },
    )
    return batch.id as string
  }

  test.each<[BatchState, boolean, BatchState, RegExp]>([
    ['reading', false, 'failed', /重新上传/],
    ['checking', false, 'failed', /重新上传/],
    ['committing', true, 'review', /一行也没有写入/],
    ['undoing', true, 'done', /没有撤掉任何内容/],
  ])('%s 的批次变为能接着办的状态', async (state, hasRows, after, message) => {
    const id = await interrupted(state, hasRows)
    await recoverImports(service.deps)
    expect((await admin.get(`/imports/${id}`)).body.state).toBe(state)
    service.clock.advance({ seconds: 30 })
    await recoverImports(service.deps)
    const { body } = await admin.get(`/imports/${id}`)
    expect(body.state).toBe(after)
    expect(body.message).toMatch(message)
  })

  test('核对到一半的，行已存下，自动接着核对', async () => {
    const id = await interrupted('checking', true)
    service.clock.advance({ seconds: 30 })
    await recoverImports(service.deps)
    expect(await settled(admin, id)).toMatchObject({ state: 'review', importable: 6 })
  })

  test('还有动静的批次不去碰', async () => {
    const id = await interrupted('committing', true)
    service.clock.advance({ seconds: 30 })
    const { runId } = (await Imports.findById(id).lean()) ?? { runId: '' }
    await ImportRuns.create({ _id: runId, progress: 40, leaseUntil: new Date(service.clock.now() + 10_000) })
    await recoverImports(service.deps)
    expect((await admin.get(`/imports/${id}`)).body).toMatchObject({ state: 'committing', progress: 40 })
  })
})

/** Runs the service in a process of its own up to the commit, and kills it `delayMs` later. @returns the batch. */
function commitAndKill(file: string, delayMs: number): Promise<string> {
  const loader = pathToFileURL(createRequire(__filename).resolve('tsx')).href
  const script = path.join(__dirname, 'commitProcess.ts')
  const child = spawn(
    process.execPath,
    ['--import', loader, script, file, world.committeeId, world.administrator, database],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let problem = ''
  child.stderr.on('data', (chunk: Buffer) => {
    problem += chunk.toString()
  })
  return new Promise((resolve, reject) => {
    let id = ''
    child.stdout.once('data', (chunk: Buffer) => {
      id = chunk.toString().trim()
      setTimeout(() => child.kill('SIGKILL'), delayMs)
    })
    child.once('exit', () => (id ? resolve(id) : reject(new Error(`ended before the commit: ${problem}`))))
  })
}

test('导入中途 kill -9：要么全部写入，要么一行没写，接着再点一次就好', async () => {
  const before = await countPeople()
  let expected = before
  for (const [round, delayMs] of [50, 500].entries()) {
    const file = path.join(folder, `${round}.xlsx`)
    writeFileSync(
      file,
      buildMemberRoster({ branches, membersPerBranch: 300, duties: false, first: (round + 1) * 10_000 }),
    )
    const id = await commitAndKill(file, delayMs)
    service.clock.advance({ minutes: 1 })
    const after = await countPeople()
    expect([expected, expected + 600]).toContain(after)
    await recoverImports(service.deps)
    const batch = await settled(admin, id)
    expect(batch.state).toBe(after === expected ? 'review' : 'done')
    // The transaction of the killed process holds its records until its lifetime of 60 s is over, as in MongoDB.
    if (batch.state === 'review') expect(await carryOut(admin, id, 'commit', 100_000)).toMatchObject({ state: 'done' })
    expected += 600
    expect(await countPeople()).toBe(expected)
    await carryOut(admin, id, 'undo')
    expected -= 600
    expect(await countPeople()).toBe(expected)
  }
}, 300_000)
