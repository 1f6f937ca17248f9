import { randomBytes } from 'node:crypto'
import { SYSTEM } from '@cloud/core/actor'
import { wakeConsumers } from '@cloud/core/change'
import { inTransaction } from '@cloud/core/database/connect'
import { newId } from '@cloud/core/database/id'
import { runMigrations } from '@cloud/core/database/migrations'
import type { Deps } from '@cloud/core/deps'
import { plainDateOf } from '@shared/core/plainDate'
import { setPassword } from '../modules/accounts/index'
import { insertAppointments, insertOrganizations, listOrganizations } from '../modules/organizations/index'
import { insertPeople } from '../modules/people/index'
import { DEMO_ACCOUNTS, DEMO_PASSWORD, seedDemo } from './demo'
import { seedDemoAppraisal } from './demoAppraisal'
import { seedDemoCampaign } from './demoCampaign'
import { seedDemoExam } from './demoExam'
import { seedDemoLearning } from './demoLearning'
import { seedDemoLife } from './demoLife'
import { seedDemoPeople } from './demoPeople'
import { seedDemoReminders } from './demoReminders'
import { seedDemoYear } from './demoYear'

/** The first organisation and the first administrator of a real installation. @returns the initial password, shown once. */
async function seedFirstAdministrator(deps: Deps): Promise<string> {
  const now = deps.clock.now()
  const today = plainDateOf(now)
  const work = { deps, actor: SYSTEM, now: new Date(now).toISOString(), today, requestId: 'seed' }
  const password = `Zx-${randomBytes(9).toString('base64url')}-1`
  await inTransaction(async () => {
    const id = newId()
    const [top] = await insertOrganizations(work, [{ id, name: '本单位党委', kind: 'partyCommittee', parentId: null }])
    const place = { organizationId: id, path: top?.path ?? '' }
    const [personId = ''] = await insertPeople(work, [{ ...place, fields: { name: '系统管理员', membership: 'none' } }])
    await insertAppointments(work, [{ ...place, personId, role: 'administrator', from: today }])
    await setPassword(personId, 'admin', password, true)
  })
  return password
}

/** Makes an empty store usable: the demo organisation when wanted, otherwise one organisation and one administrator. */
export async function seedWhenEmpty(deps: Deps, demo: boolean, say: (line: string) => void): Promise<void> {
  const tops = [
    ...(await listOrganizations({ kind: 'partyCommittee' })),
    ...(await listOrganizations({ kind: 'unit' })),
  ]
  const empty = tops.length === 0
  if (empty && demo) await seedDemo(deps)
  if (empty && !demo) {
    const password = await seedFirstAdministrator(deps)
    say(`\n已建立第一个管理员：账号 admin，初始密码 ${password}（只显示这一次，首次登录须修改）`)
  }
  if (empty) wakeConsumers()
  if (demo) {
    say(`\n示范账号（密码都是 ${DEMO_PASSWORD}）：`)
    for (const { username, label } of DEMO_ACCOUNTS) say(`  ${username.padEnd(10)} ${label}`)
  }
}

/** Fills the demo year once; an interrupted run goes on at the next start. */
export async function seedYearOnce(deps: Deps, say: (line: string) => void): Promise<void> {
  const run = async (): Promise<void> => {
    say('正在补齐这一年的示范记录，需要十几秒，页面可以先用')
    await seedDemoYear(deps)
    say('示范记录已补齐')
  }
  await runMigrations([
    { name: 'demo-year', run },
    { name: 'demo-people', run: () => seedDemoPeople(deps) },
    { name: 'demo-year-appraisal', run: () => seedDemoAppraisal(deps) },
    { name: 'demo-life', run: () => seedDemoLife(deps) },
    { name: 'demo-safety-month', run: () => seedDemoCampaign(deps) },
    { name: 'demo-learning', run: () => seedDemoLearning(deps) },
    { name: 'demo-exam', run: () => seedDemoExam(deps) },
    { name: 'demo-reminders', run: () => seedDemoReminders(deps) },
  ])
}
