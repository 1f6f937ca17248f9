import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { recordChange } from '@cloud/core/change'
import { inTransaction } from '@cloud/core/database/connect'
import { defineModule } from '@cloud/core/defineModule'
import type { Notice } from '@cloud/core/notice'
import { modules } from '@cloud/modules'
import { bindIdentity, rememberIdentity } from '@cloud/modules/accounts/index'
import { defineDuties } from '@cloud/modules/duties/index'
import { defineReminders, dispatchPending } from '@cloud/modules/reminders/index'
import { type Obligation, obligationKey, STANDARD_LADDER } from '@shared/core/obligation'
import { plainDate } from '@shared/core/plainDate'
import mongoose from 'mongoose'
import { buildWorld, systemWork, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'
import { startWechatStub, type WechatStub } from '../support/wechat/startWechatStub'
import { stubTemplateIds } from '../support/wechat/templates'

export const TEMPLATES = {
  dutyReminder: {
    id: stubTemplateIds.todoReminder,
    title: '待办提醒',
    fields: { title: 'thing1', dueAt: 'time2', note: 'thing3' },
  },
  meetingNotice: {
    id: stubTemplateIds.meetingNotice,
    title: '会议通知',
    fields: { title: 'thing1', time: 'time2', place: 'thing3', note: 'thing4' },
  },
}

const FIELD_KEY = Buffer.alloc(32, 7).toString('base64')
const APP = {
  appId: 'wx0000000000000001',
  secret: 'test-secret',
  token: 'test-token',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
}

export const WECOM = { corpId: 'ww0000000000000001', secret: 'wecom-secret', agentId: 1000002 }

/** Environment with which the service reaches people by staff messages and by WeCom as well. */
export const allChannels = (stubUrl: string): Record<string, string> => ({
  WECHAT_EMPLOYEE_TEMPLATES: JSON.stringify(TEMPLATES),
  WECOM_CORP_ID: WECOM.corpId,
  WECOM_SECRET: WECOM.secret,
  WECOM_AGENT_ID: String(WECOM.agentId),
  WECOM_API_BASE: stubUrl,
})

/** What the test's own module owes and announces; the duties module reads it like any other module's facts. */
export interface Facts {
  obligations: Obligation[]
  notices: Map<string, Notice>
}

export interface ReminderWorld {
  service: TestService
  /** With which it was started. */
  environment: Record<string, string>
  stub: WechatStub
  world: World
  facts: Facts
  /** Binds a phone to a person. @returns its openid. */
  bindPhone(personId: string): Promise<string>
  /** The person taps “accept” so many times in the popup; WeChat tells the service. */
  agree(openId: string, times?: number, template?: keyof typeof TEMPLATES): Promise<void>
  /** Lets the duties module take in `facts.obligations`. */
  replan(): Promise<void>
  /** Announces `facts.notices`. */
  announce(): Promise<void>
  /** Sends what is waiting. */
  dispatch(): Promise<number>
  /** Forgets all reminders, plans and phones and sets the clock back; people and organisations stay. */
  reset(): Promise<void>
  stop(): Promise<void>
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

export const buildObligation = (
  branchId: string,
  overrides: Partial<Obligation> & { rule?: string; period?: string } = {},
): Obligation => {
  const { rule = 'rehearsals.branchMeeting', period = '2026-Q2', owner } = overrides
  return {
    key: obligationKey(rule, owner?.id ?? branchId, period),
    module: 'rehearsals',
    rule,
    period,
    owner: { kind: 'organization', id: branchId },
    organizationId: branchId,
    title: '召开第二季度支部党员大会',
    why: '支部党员大会一般每季度召开1次',
    opensOn: plainDate('2026-04-01'),
    dueOn: plainDate('2026-06-30'),
    source: { document: '中国共产党支部工作条例（试行）', article: '第11条' },
    action: { page: '/modules/meetings/pages/plan/index?key=k', label: '去安排' },
    ladder: STANDARD_LADDER,
    ...overrides,
  }
}

/**
 * The real service over the real store, with WeChat's stub on the other side of HTTP in both directions.
 * @param work whose duties and notices there are: the test's own, or those of the product's modules.
 * @param channels environment of channels besides subscribe messages.
 */
export async function startReminderWorld(
  now: string,
  branches = 1,
  work: 'rehearsals' | 'product' = 'rehearsals',
  channels: (stubUrl: string) => Record<string, string> = () => ({}),
): Promise<ReminderWorld> {
  const port = await freePort()
  let clock = { now: () => Date.parse(now) }
  const stub = await startWechatStub({
    ...APP,
    wecom: WECOM,
    clock: { now: () => clock.now() },
    callbackUrl: `http://127.0.0.1:${port}/wechat/events`,
  })
  const facts: Facts = { obligations: [], notices: new Map() }
  const rehearsals = defineModule({
    name: 'rehearsals',
    obligations: {
      facts: ['rehearsals.plan'],
      compute: async (_, organizationIds, year) =>
        facts.obligations.filter(
          (one) => organizationIds.includes(one.organizationId) && one.period.startsWith(String(year)),
        ),
    },
    notices: { facts: ['rehearsals.notice'], find: async (_, change) => facts.notices.get(change.factId) },
  })
  const platform = modules.filter((module) => ['accounts', 'organizations', 'people', 'calendar'].includes(module.name))
  const own = [...platform, rehearsals]
  const environment = {
    PORT: String(port),
    FIELD_KEY,
    LOG_LEVEL: 'silent',
    WECHAT_APP_ID: APP.appId,
    WECHAT_SECRET: APP.secret,
    WECHAT_TOKEN: APP.token,
    WECHAT_AES_KEY: APP.encodingAesKey,
    WECHAT_API_BASE: stub.url,
    WECHAT_TEMPLATES: JSON.stringify(TEMPLATES),
    ...channels(stub.url),
  }
  const service = await startTestService({
    now,
    modules: work === 'product' ? modules : [...own, defineDuties(own), defineReminders(own)],
    env: environment,
  })
  clock = service.clock
  const world = await buildWorld(service.deps, { branches })
  const change = async (fact: string, rows: readonly { organizationId: string; factId: string }[]) => {
    await inTransaction(() =>
      recordChange(
        systemWork(service.deps),
        rows.map((row) => ({ ...row, fact })),
      ),
    )
    await service.drain()
  }
  const replan = () =>
    change(
      'rehearsals.plan',
      world.branches.map((branch) => ({ organizationId: branch.id, factId: branch.id })),
    )
  await service.drain()
  return {
    service,
    environment,
    stub,
    world,
    facts,
    async bindPhone(personId) {
      const { openId } = stub.control.addUser({ nickname: personId })
      const identity = await rememberIdentity(service.deps, openId)
      await inTransaction(() => bindIdentity(systemWork(service.deps), identity._id, personId, '测试'))
      return openId
    },
    async agree(openId, times = 1, template = 'dutyReminder') {
      for (let i = 0; i < times; i += 1) {
        stub.control.simulatePopup({ openId, choices: { [TEMPLATES[template].id]: 'accept' } })
        await stub.control.waitForEvents()
        service.clock.advance({ seconds: 1 })
      }
    },
    replan,
    announce: () =>
      change(
        'rehearsals.notice',
        [...facts.notices].map(([factId, notice]) => ({ organizationId: notice.organizationId, factId })),
      ),
    dispatch: () => dispatchPending(service.deps),
    async reset() {
      for (const name of ['deliveries', 'credits', 'sendLocks', 'wechatEvents', 'jobRuns', 'reminderReach', 'absences'])
        await mongoose.connection.collection(name).deleteMany({})
      stub.control.setFaults({ faults: [] })
      stub.control.setFlags({ sendMs: 0 })
      service.clock.set(now)
      facts.obligations = []
      facts.notices.clear()
      await replan()
    },
    async stop() {
      await stub.stop()
      await service.stop()
    },
  }
}
