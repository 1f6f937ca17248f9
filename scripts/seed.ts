// `npm run seed`: loads the demo organisation into the empty database MONGODB_URI names (the embedded store is offered it by npm start).
import { readConfig } from '@cloud/config'
import { registerConsumers } from '@cloud/core/change'
import { systemClock } from '@cloud/core/clock'
import { connectDatabase, disconnectDatabase, ensureIndexes } from '@cloud/core/database/connect'
import { modules } from '@cloud/modules'
import { seedWhenEmpty, seedYearOnce } from '@cloud/seeds/seedWhenEmpty'
import { createDeps } from '@cloud/service'

async function seed(): Promise<void> {
  const config = readConfig(process.env)
  if (!config.mongodbUri) throw new Error('请用 MONGODB_URI 指明数据库；内嵌存储由 npm start 载入示范数据')
  await connectDatabase(config.mongodbUri, config.database)
  await ensureIndexes()
  registerConsumers(modules.flatMap((module) => module.consumers ?? []))
  const deps = createDeps(config, systemClock)
  const demo = process.argv[2] !== 'administrator'
  await seedWhenEmpty(deps, demo, console.log)
  if (demo) await seedYearOnce(deps, console.log)
  await disconnectDatabase()
}

seed().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
