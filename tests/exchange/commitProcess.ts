// A service in a process of its own that a test can kill: uploads, waits for the review, begins to commit and says so.
import { readFileSync } from 'node:fs'
import { createClient, startTestService } from '../support/service'
import { upload } from './importFlow'

async function main([file = '', organizationId = '', administrator = '', database = '']: string[]): Promise<void> {
  const service = await startTestService({ now: new Date().toISOString(), env: { DATABASE: database } })
  const client = createClient(service.url, () => service.tokenOf(administrator))
  const batch = await upload(client, readFileSync(file), { organizationId })
  await client.post(`/imports/${batch.id}/commit`, undefined, { key: null })
  process.stdout.write(`${batch.id}\n`)
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`)
  process.exit(1)
})
