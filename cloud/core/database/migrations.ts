import { defineCollection, when } from './collection'

/** 迁移 — one change of stored data; it may be interrupted, run again, and run by two instances at once. */
export interface Migration {
  /** `0001-short-name`; runs in this order. */
  name: string
  run(): Promise<void>
}

const Migrations = defineCollection<{ _id: string; at: Date }>('migrations', { at: when })

/** Runs what has not run in this database yet, in order. @returns the names of those run. */
export async function runMigrations(list: readonly Migration[]): Promise<string[]> {
  const done = new Set((await Migrations.find().limit(1_000).lean<{ _id: string }[]>()).map((row) => row._id))
  const fresh = [...list].sort((a, b) => (a.name < b.name ? -1 : 1)).filter((migration) => !done.has(migration.name))
  for (const migration of fresh) {
    await migration.run()
    // Another instance that was started at the same moment may have run it as well.
    await Migrations.updateOne({ _id: migration.name }, { $setOnInsert: { at: new Date() } }, { upsert: true })
  }
  return fresh.map((migration) => migration.name)
}
