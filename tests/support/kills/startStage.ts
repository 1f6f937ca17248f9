import { randomUUID } from 'node:crypto'
import type { PlainDate } from '@shared/core/plainDate'
import { createLiveService } from '../liveService'
import { startWechatSide } from '../scenario/wechatSide'
import { enter, takeStaffMessages } from './acts/enter'
import { createCaller, type Person } from './caller'
import type { Killer } from './killer'
import { createMovableClock } from './movableClock'
import type { Stage } from './play'

/** Long enough to be killed in. */
const LATENCY_MS = 40
const NOBODY: Killer = {
  point: () => undefined,
  settle: async () => undefined,
  kills: { store: 0, service: 0, both: 0, starting: 0 },
}

/** The built service on an empty store, WeChat's stub at its side, an administrator and a superior with phones. */
export async function startStage(monday: PlainDate): Promise<Stage & { stop(): Promise<void> }> {
  const clock = createMovableClock()
  await clock.set(monday, '07:00')
  const wechat = await startWechatSide(clock)
  const { stub } = wechat
  const live = await createLiveService({
    ...wechat.env,
    ...clock.env,
    WECHAT_EMPLOYEE_TEMPLATES: wechat.env['WECHAT_TEMPLATES'] ?? '',
    SECOND_FACTOR: 'off',
  })
  const caller = createCaller(live.url, stub, () => stage.killer.point())
  const administrator: Person = { id: '', name: '系统管理员' }
  const superior: Person = { id: '', name: '上级书记' }
  const stage: Stage = { live, stub, clock, caller, killer: NOBODY, topId: '', administrator, superior }
  await live.start()
  const oldPassword = /初始密码 (\S+?)（/.exec(live.log())?.[1] ?? ''
  const signedIn = await caller.attempt('/auth/password', { username: 'admin', password: oldPassword })
  administrator.token = signedIn.body.token
  const change = { oldPassword, newPassword: `Kills-${randomUUID()}` }
  await caller.send({ method: 'PUT', path: '/me/password', by: administrator, body: change })
  const me = await caller.read(administrator, '/me')
  administrator.id = me.personId
  stage.topId = me.organizationId
  const desk = { ...administrator }
  await enter(stage, administrator, desk)
  const place = `/organizations/${stage.topId}`
  const fields = { name: superior.name, membership: 'full' }
  superior.id = (await caller.write(administrator, 'POST', `${place}/people`, fields, 'people.create')).id
  const seat = { personId: superior.id, role: 'secretary', from: monday }
  await caller.write(administrator, 'POST', `${place}/appointments`, seat, 'organizations.appoint')
  await enter(stage, superior, administrator)
  takeStaffMessages(stage, superior)
  stub.control.setFaults({
    faults: [
      { kind: 'latency', ms: LATENCY_MS },
      { kind: 'reset', path: '/cgi-bin/message/subscribe/send', every: 29 },
    ],
  })
  return Object.assign(stage, {
    async stop() {
      await live.remove()
      await stub.stop()
      clock.remove()
    },
  })
}
