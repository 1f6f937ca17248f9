import { readFileSync } from 'node:fs'
import path from 'node:path'
import { readConfig } from '@cloud/config'
import type { Clock } from '@cloud/core/clock'
import { type EmbeddedStore, startEmbeddedStore } from '@cloud/embedded/start'
import { modules } from '@cloud/modules'
import { type Service, startService } from '@cloud/service'

export interface OpenBench {
  service: Service
  store: EmbeddedStore
  close(): Promise<void>
}

/** The service of this process over the embedded store of a folder. */
export async function openBench(folder: string, clock: Clock, background = false): Promise<OpenBench> {
  const store = await startEmbeddedStore({ folder: path.join(folder, 'store') })
  const config = readConfig({
    NODE_ENV: 'test',
    PORT: '0',
    LOG_LEVEL: 'warn',
    RATE_PER_MINUTE: '1000000',
    FIELD_KEY: Buffer.alloc(32, 7).toString('base64'),
    DATABASE: 'bench',
  })
  const service = await startService({ config, clock, modules, uri: store.uri, background })
  return {
    service,
    store,
    async close() {
      await service.stop()
      await store.stop()
    },
  }
}

/** Resident memory in MB: what processes hold themselves, and file pages of the store that are mapped into them. */
export interface Memory {
  own: number
  mapped: number
}

function memoryOf(pid: number): Memory {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const read = (field: string) => Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1_024
  return { own: read('RssAnon'), mapped: read('RssFile') + read('RssShmem') }
}

/** Runs `work` and watches the resident memory of this process and the store together; the highest sum counts. Linux only. */
export async function watchMemory(storePid: number | undefined, work: () => Promise<void>): Promise<Memory> {
  const peak: Memory = { own: 0, mapped: 0 }
  const look = () => {
    const all = [process.pid, ...(storePid === undefined ? [] : [storePid])].map(memoryOf)
    const now = {
      own: all.reduce((sum, one) => sum + one.own, 0),
      mapped: all.reduce((sum, one) => sum + one.mapped, 0),
    }
    if (now.own + now.mapped > peak.own + peak.mapped) Object.assign(peak, now)
  }
  const timer = setInterval(look, 100)
  try {
    await work()
    look()
    return peak
  } finally {
    clearInterval(timer)
  }
}
