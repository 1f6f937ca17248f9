import { randomUUID } from 'node:crypto'
import { readConfig } from '@cloud/config'
import { drainChanges } from '@cloud/core/change'
import { declaredCollections } from '@cloud/core/database/collection'
import { newId } from '@cloud/core/database/id'
import type { CloudModule } from '@cloud/core/defineModule'
import type { Deps } from '@cloud/core/deps'
import { runDueJobs } from '@cloud/core/jobs/runJobs'
import { modules as allModules } from '@cloud/modules'
import { openSession } from '@cloud/modules/accounts/index'
import { takeBuiltReader } from '@cloud/modules/exchange/reading/readApart'
import { startService } from '@cloud/service'
import mongoose from 'mongoose'
import { createTestClock, type TestClock } from './testClock'

export interface Answer {
  status: number
  // Tests look into replies of every shape; the contract is checked by the service on the way out.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  body: any
  headers: Headers
}

export interface TestClient {
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  post(path: string, body?: unknown, options?: WriteOptions): Promise<Answer>
  put(path: string, body?: unknown, options?: WriteOptions): Promise<Answer>
  delete(path: string, body?: unknown, options?: WriteOptions): Promise<Answer>
}

interface WriteOptions {
  /** Idempotency key; a new one unless given. `null` sends none. */
  key?: string | null
  headers?: Record<string, string>
}

export interface TestService {
  url: string
  deps: Deps
  clock: TestClock
  /** A client signed in as this person; without one, an anonymous client. */
  as(personId?: string): TestClient
  tokenOf(personId: string): Promise<string>
  /** Signs everybody in anew from here on: what was opened weeks ago has ended for lack of use. */
  forgetTokens(): void
  /** Lets all consumers take in what is pending. */
  drain(): Promise<void>
  /** Runs every job that is due now. */
  runJobs(): Promise<string[]>
  stop(): Promise<void>
}

const TEST_KEY = Buffer.alloc(32, 7).toString('base64')

/**
 * The store expires rows by the machine's clock while the service writes them by the test's: sessions of June would vanish at the
 * next sweep.
 */
async function stopExpiry(): Promise<void> {
  for (const { name, indexes } of declaredCollections)
    for (const { keys, expireAfterSeconds } of indexes)
      if (expireAfterSeconds !== undefined)
        await mongoose.connection.collection(name).dropIndex(Object.entries(keys).flat().join('_'))
}

/** The real app on a real port over the real store, with a clock the test sets. Background work runs only when asked for. */
export async function startTestService(
  options: {
    env?: Record<string, string>
    modules?: readonly CloudModule[]
    background?: boolean
    now?: string
    pagesFolder?: string
  } = {},
): Promise<TestService> {
  const uri = process.env['MONGODB_URI']
  if (!uri) throw new Error('no store: the jest project must name tests/support/globalStore as globalSetup')
  const reader = process.env['BUILT_READER']
  if (reader) takeBuiltReader(reader)
  const clock = createTestClock(options.now)
  const modules = options.modules ?? allModules
  const database = `t${newId()}`
  const config = readConfig({
    NODE_ENV: 'test',
    PORT: '0',
    LOG_LEVEL: 'silent',
    FIELD_KEY: TEST_KEY,
    DATABASE: database,
    RATE_PER_MINUTE: '100000',
    // Administrators sign in by password in many tests; those of the second factor switch it on.
    SECOND_FACTOR: 'off',
    ...options.env,
  })
  const service = await startService({
    config,
    clock,
    modules,
    uri,
    background: options.background ?? false,
    ...(options.pagesFolder && { pagesFolder: options.pagesFolder }),
  })
  await stopExpiry()
  const tokens = new Map<string, Promise<string>>()
  const tokenOf = (personId: string): Promise<string> => {
    const known = tokens.get(personId)
    if (known) return known
    const opened = openSession(service.deps, { personId }, 'wechat', 'test')
    tokens.set(personId, opened)
    return opened
  }
  return {
    url: service.url,
    deps: service.deps,
    clock,
    as: (personId) => createClient(service.url, personId ? () => tokenOf(personId) : undefined),
    tokenOf,
    forgetTokens: () => tokens.clear(),
    drain: async () => void (await drainChanges(service.deps)),
    runJobs: () =>
      runDueJobs(
        service.deps,
        modules.flatMap((module) => module.jobs ?? []),
      ),
    async stop() {
      await mongoose.connection.dropDatabase()
      await service.stop()
    },
  }
}

/** A client of the API; `token` is asked for before each request. */
export function createClient(url: string, token?: () => Promise<string>): TestClient {
  const call = async (
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<Answer> => {
    const isBytes = body instanceof Uint8Array
    const response = await fetch(`${url}/api${path}`, {
      method,
      headers: {
        ...(token && { Authorization: `Bearer ${await token()}` }),
        ...(body !== undefined && { 'Content-Type': isBytes ? 'application/octet-stream' : 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
    })
    const type = response.headers.get('content-type') ?? ''
    const answer = type.includes('json') ? await response.json() : Buffer.from(await response.arrayBuffer())
    return { status: response.status, body: answer, headers: response.headers }
  }
  const write =
    (method: string) =>
    (path: string, body?: unknown, { key, headers }: WriteOptions = {}) =>
      call(method, path, body, { ...(key !== null && { 'Idempotency-Key': key ?? randomUUID() }), ...headers })
  return {
    get: (path, headers = {}) => call('GET', path, undefined, headers),
    post: write('POST'),
    put: write('PUT'),
    delete: write('DELETE'),
  }
}
