import fc from 'fast-check'
import { ApiError } from '@/core/apiError'
import {
  createWriteQueue,
  MOST_WRITES,
  type NewWrite,
  pauseAfter,
  type QueuedWrite,
  type QueueState,
} from '@/core/writeQueue'

/** The service: a fact is known by its id, whoever sends it and however often. */
function createModelService() {
  const facts: QueuedWrite[] = []
  return {
    facts,
    take(write: QueuedWrite, signedIn: string): void {
      expect(write.by).toBe(signedIn)
      if (facts.some(({ key }) => key === write.key)) return
      if (write.label.includes('不合规定')) throw new ApiError('rule_broken', '会议已经取消')
      facts.push(write)
    },
  }
}

type Weather =
  | 'good'
  | 'slow'
  | 'requestLost'
  | 'replyLost'
  | 'comesLater'
  | 'twice'
  | 'down'
  | 'busy'
  | 'expired'
  | 'owes'
  | 'dies'
  | 'diesAfter'

const turns = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i += 1) await new Promise((done) => setImmediate(done))
}
/** Longer than anybody waits for `slow`: what else is done meanwhile is done beside it. */
const SLOW_TURNS = 5
const PATIENT_TURNS = 2

/**
 * A phone whose storage outlives the app; every start of the app makes a new queue from what the phone holds. A browser may have the
 * app open in two tabs, each of which may be closed at any time.
 */
function createPhone(service: ReturnType<typeof createModelService>) {
  let storage = ''
  let now = Date.parse('2026-06-11T06:00:00.000Z')
  let person: string | undefined = 'member-1'
  let keys = 0
  const lives = [0, 0]
  const weather: Weather[] = []
  const onTheWay: { write: QueuedWrite; from: string }[] = []

  const start = (tab: number) => {
    const own = lives[tab]
    return createWriteQueue({
      kept: {
        read: () => (storage ? (JSON.parse(storage) as QueueState) : undefined),
        write: (state) => {
          if (own === lives[tab]) storage = JSON.stringify(state)
          return true
        },
      },
      isShared: true,
      now: () => now,
      newKey: () => `key-${keys++}`,
      person: () => person,
      async send(write) {
        const from = person ?? ''
        const today = weather.shift() ?? 'good'
        if (today === 'requestLost') throw new ApiError('offline', '没有信号')
        if (today === 'down') throw new ApiError('internal', '服务出错')
        if (today === 'busy') throw new ApiError('rate_limited', '太忙')
        if (today === 'owes') throw new ApiError('step_owed', '还差第二步验证')
        if (today === 'expired') {
          person = undefined
          throw new ApiError('unauthenticated', '请重新登录')
        }
        if (today === 'comesLater') {
          onTheWay.push({ write, from })
          throw new ApiError('timeout', '等得太久')
        }
        if (today === 'slow') {
          await turns(SLOW_TURNS)
          // A closed app hears nothing any more, the service does.
          if (own !== lives[tab]) {
            onTheWay.push({ write, from })
            return new Promise(() => undefined)
          }
        }
        if (today !== 'dies') service.take(write, from)
        if (today === 'twice') service.take(write, from)
        if (today === 'dies' || today === 'diesAfter') {
          lives[tab] = (lives[tab] ?? 0) + 1
          return new Promise(() => undefined)
        }
        if (today === 'replyLost') throw new ApiError('timeout', '等得太久')
        return { ok: true }
      },
    })
  }
  const open = (tab: number) => ({ queue: start(tab), born: lives[tab] })
  const tabs = [open(0), open(1)] as const
  const tabOf = (tab: number) => (tab === 0 ? tabs[0] : tabs[1])
  const restart = (tab: number): void => {
    lives[tab] = (lives[tab] ?? 0) + 1
    Object.assign(tabOf(tab), open(tab))
  }
  return {
    weather,
    queue(tab = 0) {
      // Closed meanwhile: opened again before it is used.
      if (lives[tab] !== tabOf(tab).born) Object.assign(tabOf(tab), open(tab))
      return tabOf(tab).queue
    },
    state: () => (storage ? (JSON.parse(storage) as QueueState) : { writes: [], sent: [] }),
    restart,
    /** Waits for a tab, but not for ever: it may be dead, or slow and go on beside the other. */
    async settle(work: Promise<unknown>): Promise<void> {
      await Promise.race([work.catch(() => undefined), turns(PATIENT_TURNS)])
    },
    deliverLate(): void {
      for (const { write, from } of onTheWay.splice(0).reverse())
        try {
          service.take(write, from)
        } catch {
          // refused; the phone hears of it at its next try
        }
    },
    signIn: (who: string | undefined) => {
      person = who
    },
    wait: (ms: number) => {
      now += ms
    },
  }
}

const write = (label: string, lane: string, more: Partial<NewWrite> = {}): NewWrite => ({
  label,
  lane,
  method: 'POST',
  path: `/meetings/${lane}/check-in`,
  json: { label },
  ...more,
})

const lane = fc.constantFrom('meeting-a', 'meeting-b', 'meeting-c')
const tab = fc.constantFrom(0, 0, 1)
const act = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('write' as const), lane, refused: fc.boolean(), tab }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('flush' as const), atOnce: fc.boolean(), tab }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('restart' as const), tab }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('late' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('person' as const), id: fc.constantFrom('member-1', 'member-2') }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 900_000 }) }) },
)
const weathers = fc.array(
  fc.constantFrom<Weather>(
    'good',
    'good',
    'slow',
    'requestLost',
    'replyLost',
    'comesLater',
    'twice',
    'down',
    'busy',
    'expired',
    'owes',
    'dies',
    'diesAfter',
  ),
  { maxLength: 40, size: 'max' },
)

describe('离线队列', () => {
  test('两个页面，丢失、乱序、重复、随时重启：每件事恰好到一次，同一次会议按先后', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 40, size: 'max' }), weathers, async (acts, weather) => {
        const service = createModelService()
        const phone = createPhone(service)
        phone.weather.push(...weather)
        const made: { label: string; lane: string; by: string }[] = []
        let by = 'member-1'
        for (const [i, step] of acts.entries()) {
          if (step.kind === 'restart') phone.restart(step.tab)
          else if (step.kind === 'late') phone.deliverLate()
          else if (step.kind === 'wait') phone.wait(step.ms)
          else if (step.kind === 'person') {
            by = step.id
            phone.signIn(by)
          } else if (step.kind === 'flush') await phone.settle(phone.queue(step.tab).flush(step.atOnce))
          else {
            phone.signIn(by)
            const label = `${step.refused ? '不合规定' : '签到'} ${i}`
            made.push({ label, lane: step.lane, by })
            await phone.settle(phone.queue(step.tab).submit(write(label, step.lane)))
          }
        }
        // The signal is good again: everybody signs in once more, and the app has been closed in between.
        phone.weather.length = 0
        for (const who of ['member-1', 'member-2']) {
          phone.signIn(who)
          for (const one of [0, 1]) phone.restart(one)
          await Promise.all([phone.queue(0).flush(true), phone.queue(1).flush(true)])
        }
        phone.deliverLate()
        await turns(SLOW_TURNS + 1)

        const good = made.filter(({ label }) => !label.includes('不合规定'))
        expect(service.facts.map(({ label }) => label).sort()).toEqual(good.map(({ label }) => label).sort())
        for (const who of ['member-1', 'member-2'])
          for (const one of ['meeting-a', 'meeting-b', 'meeting-c']) {
            const own = <T extends { by: string; lane: string }>(list: readonly T[]) =>
              list.filter((fact) => fact.by === who && fact.lane === one)
            expect(own(service.facts).map(({ label }) => label)).toEqual(own(good).map(({ label }) => label))
          }
        for (const left of phone.state().writes) expect(left.refused).toBe('会议已经取消')
      }),
      { numRuns: 600 },
    )
  })

  test('被退回的留在原处，写明原因，不挡后面的；可以再试，也可以删', async () => {
    const service = createModelService()
    const phone = createPhone(service)
    phone.weather.push('requestLost', 'requestLost')
    await phone.queue().submit(write('不合规定的请假', 'meeting-a'))
    await phone.queue().submit(write('签到', 'meeting-a'))
    await phone.queue().flush(true)
    const [left] = phone.state().writes
    expect([left?.label, left?.refused]).toEqual(['不合规定的请假', '会议已经取消'])
    expect(service.facts.map(({ label }) => label)).toEqual(['签到'])
    expect(phone.state().sent.map(({ label }) => label)).toEqual(['签到'])
    await phone.queue().retry(left?.key ?? '')
    expect(phone.state().writes).toHaveLength(1)
    phone.queue().discard(left?.key ?? '')
    expect(phone.state().writes).toEqual([])
  })

  test('本人正等着的时候被退回，当场说原因，不留在队列里', async () => {
    const phone = createPhone(createModelService())
    await expect(phone.queue().submit(write('不合规定', 'meeting-a'))).rejects.toThrow('会议已经取消')
    expect(phone.state().writes).toEqual([])
  })

  test('服务出错只拖住那一次会议，别的照发；过一会儿自己再试', async () => {
    const service = createModelService()
    const phone = createPhone(service)
    phone.weather.push('requestLost', 'requestLost', 'requestLost', 'down')
    for (const [label, one] of [
      ['一', 'meeting-a'],
      ['二', 'meeting-a'],
      ['三', 'meeting-b'],
    ] as const)
      await phone.queue().submit(write(label, one))
    await phone.queue().flush(true)
    expect(service.facts.map(({ label }) => label)).toEqual(['三'])
    await phone.queue().flush()
    expect(service.facts).toHaveLength(1)
    phone.wait(pauseAfter(4) + 1)
    await phone.queue().flush()
    expect(service.facts.map(({ label }) => label)).toEqual(['三', '一', '二'])
  })

  test('没有信号时越等越久，最多十分钟；有人点重试马上就发', async () => {
    const service = createModelService()
    const phone = createPhone(service)
    phone.weather.push('requestLost')
    await phone.queue().submit(write('签到', 'meeting-a'))
    await phone.queue().flush()
    expect(service.facts).toEqual([])
    expect(phone.queue().nextAt()).toBe(Date.parse('2026-06-11T06:00:05.000Z'))
    await phone.queue().flush(true)
    expect(service.facts).toHaveLength(1)
    expect([1, 2, 3, 30].map(pauseAfter)).toEqual([5_000, 10_000, 20_000, 600_000])
  })

  test('登录过期就等登录，别人登录不替他发', async () => {
    const service = createModelService()
    const phone = createPhone(service)
    phone.weather.push('expired')
    expect(await phone.queue().submit(write('签到', 'meeting-a'))).toMatchObject({ sent: false })
    phone.signIn('member-2')
    await phone.queue().flush(true)
    expect(service.facts).toEqual([])
    phone.signIn('member-1')
    await phone.queue().flush(true)
    expect(service.facts).toHaveLength(1)
  })

  test('还差第二步验证就等着，不算退回；补上了就发', async () => {
    const service = createModelService()
    const phone = createPhone(service)
    phone.weather.push('owes', 'owes', 'owes')
    expect(await phone.queue().submit(write('签到', 'meeting-a'))).toMatchObject({ sent: false })
    expect(await phone.queue().submit(write('请假', 'meeting-b'))).toMatchObject({ sent: false })
    expect(phone.state().writes.map(({ refused }) => refused)).toEqual([undefined, undefined])
    // It does not knock at the door every second.
    expect(phone.queue().nextAt()).toBeGreaterThan(Date.parse('2026-06-11T06:00:04.000Z'))
    phone.weather.length = 0
    await phone.queue().flush(true)
    expect(service.facts.map(({ label }) => label)).toEqual(['签到', '请假'])
    expect(phone.state().writes).toEqual([])
  })

  test('草稿只留最新一份', async () => {
    const service = createModelService()
    const phone = createPhone(service)
    phone.weather.push('requestLost', 'requestLost')
    await phone.queue().submit(write('草稿一', 'meeting-a', { slot: 'draft' }))
    await phone.queue().submit(write('草稿二', 'meeting-a', { slot: 'draft' }))
    await phone.queue().flush(true)
    expect(service.facts.map(({ label }) => label)).toEqual(['草稿二'])
  })

  test('同一个浏览器开着两个页面：各自存的都在，一边删掉的另一边不再发', async () => {
    const service = createModelService()
    const phone = createPhone(service)
    const [one, two] = [phone.queue(0), phone.queue(1)]
    phone.weather.push(...Array<Weather>(3).fill('requestLost'))
    const discarded = await one.submit(write('不要了', 'meeting-a'))
    await two.submit(write('请假', 'meeting-b'))
    await one.submit(write('签到', 'meeting-c'))
    expect(phone.state().writes.map(({ label }) => label)).toEqual(['不要了', '请假', '签到'])
    one.discard(discarded.sent ? '' : discarded.key)
    await two.flush(true)
    expect(service.facts.map(({ label }) => label)).toEqual(['请假', '签到'])
    expect(phone.state().writes).toEqual([])
  })

  test('存满了说清楚；有信号还是能发', async () => {
    const service = createModelService()
    const phone = createPhone(service)
    phone.weather.push(...Array<Weather>(MOST_WRITES + 1).fill('requestLost'))
    for (let i = 0; i < MOST_WRITES; i += 1) await phone.queue().submit(write(`签到 ${i}`, `meeting-${i}`))
    await expect(phone.queue().submit(write('多的', 'meeting-x'))).rejects.toThrow('已经存满')
    expect(await phone.queue().flush(true)).toBeUndefined()
    expect(service.facts).toHaveLength(MOST_WRITES)
  })

  test('存了 45 天还没发出去的不再发，留着给人看', async () => {
    const service = createModelService()
    const phone = createPhone(service)
    phone.weather.push('requestLost')
    await phone.queue().submit(write('签到', 'meeting-a'))
    phone.wait(46 * 86_400_000)
    await phone.queue().flush(true)
    expect(service.facts).toEqual([])
    expect(phone.state().writes[0]?.refused).toContain('45 天')
  })
})
