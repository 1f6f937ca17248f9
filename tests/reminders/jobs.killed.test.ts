import { rmSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { Deliveries, type Delivery } from '@cloud/modules/reminders/collection'
import mongoose from 'mongoose'
import { buildInstance, type LiveInstance, startInstance } from './liveInstance'
import { allChannels, type ReminderWorld, startReminderWorld, TEMPLATES } from './reminderWorld'

/** Two instances on one database; one is killed while messages go out. The days are ahead of the machine's, so that nothing expires. */
const ROUNDS = [
  ['T-7', '2027-06-22'],
  ['T-1', '2027-06-28'],
  ['T', '2027-06-29'],
  ['T+1', '2027-06-30'],
] as const
const BRANCHES = 12
/** Every call to WeChat takes so long, in ms: long enough to be killed in. */
const LATENCY = 60

let w: ReminderWorld
let bundle: string
let env: Record<string, string>
let instances: LiveInstance[] = []
/** How each person is reached: openid and WeCom account. */
const addresses = new Map<string, { openId?: string; userId?: string }>()

const at = (day: string, time: string) => Date.parse(`${day}T${time}:00+08:00`)
const sentTo = ({ openId, userId }: { openId?: string; userId?: string }): number =>
  (openId
    ? w.stub.control.listMessages({ openId }).length + w.stub.control.listEmployeeMessages({ openId }).length
    : 0) + (userId ? w.stub.control.listCards({ userId }).length : 0)
const sentInAll = () => [...addresses.values()].reduce((sum, one) => sum + sentTo(one), 0)
const tell = (now: number) => {
  w.service.clock.set(new Date(now).toISOString())
  for (const instance of instances) instance.tell(now)
}

async function until(what: string, isSo: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = performance.now() + 20_000
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`waited in vain: ${what}`)
    await delay(10)
  }
}

beforeAll(async () => {
  bundle = await buildInstance()
  w = await startReminderWorld('2027-06-21T01:00:00.000Z', BRANCHES, 'rehearsals', allChannels)
  for (const [i, branch] of w.world.branches.entries())
    for (const personId of [branch.secretary, branch.commissioner]) {
      if (i % 3 === 1) {
        const userId = `user${addresses.size}`
        w.stub.control.addWecomUser({ userId })
        await w.service.as(w.world.administrator).put(`/reminders/addresses/${personId}`, { wecomAccount: userId })
        addresses.set(personId, { userId })
        continue
      }
      const openId = await w.bindPhone(personId)
      addresses.set(personId, { openId })
      if (i % 3 === 0) w.stub.control.bindEmployee({ openId, templateIds: [TEMPLATES.dutyReminder.id] })
      else {
        const credit = { openId, templateId: TEMPLATES.dutyReminder.id }
        w.stub.control.grantCredits({ ...credit, count: 20 })
        await w.agree(openId, 6)
      }
    }
  for (const branch of w.world.branches) {
    const item = { organizationId: branch.id, title: '报送上半年总结', why: '党委要求', dueOn: '2027-06-29' }
    expect((await w.service.as(branch.secretary).post('/duties/local', item)).status).toBe(200)
  }
  await w.service.drain()
  w.stub.control.setFaults({ faults: [{ kind: 'latency', ms: LATENCY }] })
  env = { ...w.environment, DATABASE: mongoose.connection.name, PORT: '0' }
  const now = at('2027-06-22', '05:00')
  instances = await Promise.all([startInstance(bundle, env, now), startInstance(bundle, env, now)])
}, 60_000)

afterAll(async () => {
  for (const instance of instances) await instance.kill()
  await w.stop()
  rmSync(bundle, { force: true })
})

const open = () => Deliveries.countDocuments({ state: { $in: ['pending', 'sending'] } })

test('四级提醒，每一级发到一半杀掉一个实例：每人每级正好一条记录、手机上最多一条，没发出的都写明原因', async () => {
  let interrupted = 0
  for (const [round, [rung, day]] of ROUNDS.entries()) {
    const before = new Map([...addresses].map(([personId, one]) => [personId, sentTo(one)]))
    const expected = rung === 'T+1' ? BRANCHES : BRANCHES * 2
    tell(at(day, '06:00'))
    await until(`${rung} in the inboxes`, async () => (await Deliveries.countDocuments({ rung })) === expected)
    expect(sentInAll()).toBe([...before.values()].reduce((sum, one) => sum + one, 0))
    const soFar = sentInAll()
    tell(at(day, '08:00'))
    await until('the first messages', () => sentInAll() >= soFar + 2 + round)
    const victim = instances.shift()
    await victim?.kill()
    // What the killed one held is let go by its age; the survivor, and a new one, finish.
    await until('the survivor to go on', async () => (await Deliveries.countDocuments({ rung, state: 'pending' })) <= 8)
    tell(at(day, '08:05'))
    await until(`all of ${rung} to be settled`, async () => (await open()) === 0)
    instances.push(await startInstance(bundle, env, at(day, '08:20')))
    tell(at(day, '08:20'))
    await delay(300)

    const rows = await Deliveries.find({ rung }).lean<Delivery[]>()
    expect(new Set(rows.map((row) => row.key)).size).toBe(expected)
    expect(rows).toHaveLength(expected)
    for (const row of rows) {
      const address = addresses.get(row.recipientId) ?? {}
      const received = sentTo(address) - (before.get(row.recipientId) ?? 0)
      if (row.state === 'sent') expect(received).toBe(1)
      else {
        expect([row.state, row.reason]).toEqual(['inboxOnly', 'interrupted'])
        expect(row.steps.at(-1)).toMatchObject({ result: 'unknown', reason: 'interrupted' })
        expect(received).toBeLessThanOrEqual(1)
        interrupted += 1
      }
    }
  }
  // Not more at a time than one instance writes to.
  expect(interrupted).toBeLessThanOrEqual(8 * ROUNDS.length)
  process.stdout.write(
    `${ROUNDS.length} 次杀掉，${interrupted} 条停在半路，其余 ${BRANCHES * 7 - interrupted} 条都到了手机\n`,
  )
})
