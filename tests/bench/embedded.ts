import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { startEmbeddedStore } from '@cloud/embedded/start'
import mongoose from 'mongoose'

const DOCUMENTS = 100_000
const ROUNDS = 5

interface Person {
  _id: number
  unit: number
  dueOn: Date
  name: string
  body?: string
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

/** Milliseconds of one run. */
const timeOf = async (run: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await run()
  return performance.now() - start
}

/** Median rate per second over several rounds of `count` runs, `parallel` at once. */
const rateOf = async (count: number, parallel: number, run: (i: number) => Promise<unknown>): Promise<number> => {
  const rates: number[] = []
  let next = 0
  for (let round = 0; round < ROUNDS; round++) {
    const end = next + count
    const worker = async (): Promise<void> => {
      while (next < end) await run(next++)
    }
    const milliseconds = await timeOf(() => Promise.all(Array.from({ length: parallel }, worker)))
    rates.push(count / (milliseconds / 1000))
    next = end
  }
  return Math.round(median(rates))
}

/** How often per second this disk makes 4 KB durable: what no store can beat one at a time. */
const fdatasyncRate = (folder: string): number => {
  const file = openSync(join(folder, 'raw'), 'w')
  const page = Buffer.alloc(4096, 1)
  const rates = Array.from({ length: ROUNDS }, () => {
    const start = performance.now()
    for (let i = 0; i < 40; i++) {
      writeSync(file, page)
      fdatasyncSync(file)
    }
    return 40 / ((performance.now() - start) / 1000)
  })
  closeSync(file)
  return Math.round(median(rates))
}

const person = (i: number): Person => ({
  _id: i,
  unit: i % 1000,
  dueOn: new Date(1.7e12 + ((i * 7919) % DOCUMENTS) * 60_000),
  name: `person ${i}`,
  body: 'lorem ipsum '.repeat(12),
})

/** The embedded store alone: writes, reads, transactions and reopening; medians of several rounds. */
export const benchEmbedded = async (): Promise<Record<string, number | string>> => {
  const folder = mkdtempSync(join(tmpdir(), 'embedded-bench-'))
  const results: Record<string, number | string> = {}
  let store = await startEmbeddedStore({ folder })
  const connect = () => mongoose.mongo.MongoClient.connect(store.uri, { maxPoolSize: 64 })
  let client = await connect()
  try {
    const people = client.db('bench').collection<Person>('people')
    const written = client.db('bench').collection<{ _id: number; n: number }>('written')
    await people.createIndexes([{ key: { unit: 1, dueOn: -1 } }, { key: { name: 1 }, unique: true }])
    const filling = await timeOf(async () => {
      for (let start = 0; start < DOCUMENTS; start += 1000) {
        await people.insertMany(Array.from({ length: 1000 }, (_, i) => person(start + i)))
      }
    })
    results['insertMany by 1,000 into 2 indexes, documents/s'] = Math.round(DOCUMENTS / (filling / 1000))

    const raw = fdatasyncRate(folder)
    const single = await rateOf(100, 1, (i) => written.insertOne({ _id: i, n: i }))
    results['raw write + fdatasync /s'] = raw
    results['durable insert, one at a time /s'] = single
    results['durable insert against raw fdatasync'] = (single / raw).toFixed(2)
    results['durable insert, 64 at once /s'] = await rateOf(2000, 64, (i) => written.insertOne({ _id: 1e6 + i, n: i }))
    results['update by _id, one at a time /s'] = await rateOf(100, 1, (i) =>
      people.updateOne({ _id: i }, { $inc: { n: 1 } as never }),
    )
    results['transaction of two writes /s'] = await rateOf(50, 1, (i) =>
      client.withSession((session) =>
        session.withTransaction(async () => {
          await written.insertOne({ _id: 2e6 + i, n: i }, { session })
          await people.updateOne({ _id: i }, { $inc: { unit: 0 } }, { session })
        }),
      ),
    )

    results['read by _id, one at a time /s'] = await rateOf(2000, 1, (i) =>
      people.findOne({ _id: (i * 31) % DOCUMENTS }),
    )
    results['read by _id, 16 at once /s'] = await rateOf(4000, 16, (i) => people.findOne({ _id: (i * 31) % DOCUMENTS }))
    const page = (i: number) =>
      people
        .find({ unit: i % 1000 })
        .sort({ dueOn: -1 })
        .limit(20)
        .toArray()
    const pages = await rateOf(500, 1, page)
    results['find + sort + limit 20 by index, ms'] = (1000 / pages).toFixed(2)
    const projected = await rateOf(500, 1, (i) =>
      people
        .find({ unit: i % 1000 }, { projection: { name: 1, dueOn: 1 } })
        .sort({ dueOn: -1 })
        .limit(20)
        .toArray(),
    )
    results['the same, two fields projected, ms'] = (1000 / projected).toFixed(2)
    const scans: number[] = []
    for (let round = 0; round < 3; round++) scans.push(await timeOf(() => people.countDocuments({ body: /nothing/ })))
    results['read all 100,000 without an index, ms'] = Math.round(median(scans))

    await client.close()
    await store.stop()
    const reopenings: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const reopening = await timeOf(async () => {
        store = await startEmbeddedStore({ folder })
        client = await connect()
        await client.db('bench').collection<Person>('people').findOne({ name: 'person 5' })
      })
      reopenings.push(reopening)
      if (round < ROUNDS - 1) {
        await client.close()
        await store.stop()
      }
    }
    results['reopen 100,000 documents until the first answer, ms'] = Math.round(median(reopenings))
    return results
  } finally {
    await client.close()
    await store.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
