import { setPassword } from '@cloud/modules/accounts/index'
import { dispatchPending } from '@cloud/modules/reminders/index'
import { startTestService, type TestService } from '../service'
import type { UiDriver, UiRuntime } from '../ui/driver'
import { ensureBuilt } from '../ui/ensureBuilt'
import { createWeappDriver } from '../weapp/weappDriver'
import type { WechatStub } from '../wechat/startWechatStub'
import type { Player, Who } from './cast'
import type { Cost } from './costs'
import { type Devices, openDevices } from './devices'
import { startWechatSide } from './wechatSide'

/** Monday 25 May 2026, 09:00 in Shanghai: early enough for the theme day of June to be owed. */
export const FIRST_MORNING = '2026-05-25T01:00:00.000Z'

/** Everything the acts share: the real service, WeChat's stub, who is there with which device, and what has come to be. */
export interface Stage {
  runtime: UiRuntime
  service: TestService
  stub: WechatStub
  devices: Devices
  costs: Cost[]
  players: Map<Who, Player>
  /** What one act leaves for the next. */
  found: { topId: string; branchId: string; meetingId: string; members: Map<string, string> }
  player(part: Who): Player
  /** A new device for a person; what is granted in its WeChat reaches the stub. */
  hand(isDesk: boolean, openId?: string): UiDriver
  /** A phone in WeChat, whatever the others hold. */
  handPhone(): UiDriver
  /** Lets the service do what it does by itself in production: derive, send, hear from WeChat. */
  settle(): Promise<void>
  photograph(part: Who, name: string): Promise<void>
  close(): Promise<void>
}

export async function startStage(runtime: UiRuntime): Promise<Stage> {
  const pages = ensureBuilt(runtime)
  let now = (): number => Date.parse(FIRST_MORNING)
  const clock = { now: () => now() }
  const { stub, env } = await startWechatSide(clock)
  const service = await startTestService({
    now: FIRST_MORNING,
    env,
    ...(runtime === 'h5' && { pagesFolder: pages }),
  })
  now = () => service.clock.now()
  const devices = await openDevices(runtime, { pages, baseUrl: service.url, clock })
  const players: Stage['players'] = new Map()
  const phones: UiDriver[] = []
  const player = (part: Who): Player => {
    const found = players.get(part)
    if (!found) throw new Error(`${part} has not entered yet`)
    return found
  }
  return {
    runtime,
    service,
    stub,
    devices,
    costs: [],
    players,
    found: { topId: '', branchId: '', meetingId: '', members: new Map() },
    player,
    hand: (isDesk, openId) =>
      devices.create({
        isDesk,
        onSubscribe(templateIds, decision) {
          if (!openId) return
          const choices = Object.fromEntries(templateIds.map((id) => [id, decision]))
          stub.control.simulatePopup({ openId, choices })
        },
      }),
    handPhone() {
      const dist = ensureBuilt('weapp')
      const phone = createWeappDriver({ dist, baseUrl: service.url, clock })
      phones.push(phone)
      return phone
    },
    async settle() {
      await stub.control.waitForEvents()
      await service.drain()
      await dispatchPending(service.deps)
    },
    photograph: (part, name) => devices.photograph(player(part).device, name),
    async close() {
      for (const phone of phones) await phone.close()
      await devices.close()
      await stub.stop()
      await service.stop()
    },
  }
}

/** Opens an account whose first password has been changed already. */
export async function openAccountFor(personId: string, username: string): Promise<Player['account']> {
  const password = 'Hetang-Yuese-26'
  await setPassword(personId, username, password, false)
  return { username, password }
}
