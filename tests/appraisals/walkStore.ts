import mongoose from 'mongoose'

/** Every document of every collection, by collection. */
export async function walkStore(): Promise<Record<string, Record<string, unknown>[]>> {
  const { db } = mongoose.connection
  const found: Record<string, Record<string, unknown>[]> = {}
  for (const { name } of (await db?.listCollections().toArray()) ?? [])
    found[name] = (await db?.collection(name).find().toArray()) ?? []
  return found
}
