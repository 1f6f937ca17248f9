// `npm run migrate`: brings a database's collections and indexes up to date, then runs migrations that have not run yet.
import { readConfig } from '@cloud/config'
import { connectDatabase, disconnectDatabase, ensureIndexes } from '@cloud/core/database/connect'
import { runMigrations } from '@cloud/core/database/migrations'
import { migrations } from '@cloud/migrations/index'
import '@cloud/modules'

async function migrate(): Promise<void> {
  const config = readConfig(process.env, Buffer.alloc(32).toString('base64'))
  if (!config.mongodbUri) {
    console.log('没有给 MONGODB_URI：内嵌存储在 npm start 时自己迁移，不用单独运行。')
    return
  }
  await connectDatabase(config.mongodbUri, config.database)
  await ensureIndexes()
  const done = await runMigrations(migrations)
  console.log(done.length > 0 ? `已迁移：${done.join('、')}` : '数据库已是最新')
  await disconnectDatabase()
}

migrate().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
