import mongoose from 'mongoose'
import { startEmbeddedStore } from '../../cloud/embedded/start'

/**
 * A service in a process of its own, for tests that kill it: `serviceProcess <folder>` starts or joins the store, writes
 * one document per line it reads, and tells the store's process id.
 */
const main = async (): Promise<void> => {
  const store = await startEmbeddedStore({ folder: process.argv[2] ?? '' })
  await mongoose.connect(store.uri, { dbName: 'service' })
  process.stdout.write(`${JSON.stringify({ uri: store.uri, pid: store.pid ?? 0 })}\n`)
  process.stdin.on('data', async (line: Buffer) => {
    await mongoose.connection.collection('lines').insertOne({ line: line.toString().trim() })
    process.stdout.write(`${JSON.stringify({ written: true, pid: store.pid ?? 0 })}\n`)
  })
}

void main()
