import mongoose from 'mongoose'
import { startEmbeddedStore } from '../../cloud/embedded/start'

/** Writes until it is acknowledged: a driver gives up after the second lost connection. */
const writeLine = async (line: string): Promise<void> => {
  for (;;) {
    try {
      await mongoose.connection.collection('lines').updateOne({ line }, { $set: { line } }, { upsert: true })
      return
    } catch {
      await new Promise((done) => setTimeout(done, 50))
    }
  }
}

/**
 * A service in a process of its own, for tests that kill it: `serviceProcess <folder>` starts or joins the store, writes
 * one document per line it reads, and tells the store's process id.
 */
const main = async (): Promise<void> => {
  const store = await startEmbeddedStore({ folder: process.argv[2] ?? '' })
  await mongoose.connect(store.uri, { dbName: 'service' })
  process.stdout.write(`${JSON.stringify({ uri: store.uri, pid: store.pid ?? 0 })}\n`)
  process.stdin.on('data', async (line: Buffer) => {
    await writeLine(line.toString().trim())
    process.stdout.write(`${JSON.stringify({ written: true, pid: store.pid ?? 0 })}\n`)
  })
}

void main()
