import { readConfig } from '@cloud/config'
import { startDraining } from '@cloud/core/change'
import { startJobs } from '@cloud/core/jobs/runJobs'
import { accounts } from '@cloud/modules/accounts/index'
import { calendar } from '@cloud/modules/calendar/index'
import { defineDuties } from '@cloud/modules/duties/index'
import { organizations } from '@cloud/modules/organizations/index'
import { people } from '@cloud/modules/people/index'
import { startDispatching } from '@cloud/modules/reminders/dispatch/startDispatching'
import { defineReminders } from '@cloud/modules/reminders/index'
import { startService } from '@cloud/service'

/**
 * One instance of the service as a process of its own, to be killed. Everything it runs is the product's; only its clock is told by
 * the test, and it looks for work more often than in production.
 */
const own = [accounts, organizations, people, calendar]
const modules = [...own, defineDuties(own), defineReminders(own)]
let told = Date.now()
let toldAt = performance.now()
const clock = { now: () => told + (performance.now() - toldAt) }

process.on('message', (now: number) => {
  told = now
  toldAt = performance.now()
})

async function main(): Promise<void> {
  const config = readConfig(process.env)
  await new Promise((resolve) => process.once('message', resolve))
  const { deps } = await startService({ config, clock, modules, uri: config.mongodbUri ?? '', background: false })
  startDraining(deps, 100)
  startJobs(
    deps,
    modules.flatMap((module) => module.jobs ?? []),
    100,
  )
  startDispatching(deps, 50)
  process.send?.('ready')
}

void main()
