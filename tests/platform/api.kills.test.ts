import { addDays, plainDate } from '@shared/core/plainDate'
import { findTwins, received } from '../support/kills/checkMessages'
import type { OpenedStore } from '../support/kills/openStore'
import { type Play, withPhones } from '../support/kills/play'
import { playRound } from '../support/kills/playRound'
import { factsOf } from '../support/kills/readFacts'
import { startStage } from '../support/kills/startStage'
import { ensureBuilt } from '../support/ui/ensureBuilt'

/** ROUNDS=50 for a long run, SEED=… to see one again. */
const ROUNDS = Number(process.env['ROUNDS'] ?? 2)
const SEED = process.env['SEED'] ?? String(Date.now() % 1_000_000)
const KILLS_PER_ROUND = 4
/** Rounds on one store, a week each, in a summer without holidays. */
const SEASON = 10
const FIRST_MONDAY = plainDate('2027-06-21')

const seasons = Array.from({ length: Math.ceil(ROUNDS / SEASON) }, (_, i) => ({
  season: i + 1,
  rounds: Array.from({ length: Math.min(SEASON, ROUNDS - i * SEASON) }, (_, j) => i * SEASON + j + 1),
}))

// Another build may be under way.
beforeAll(() => void ensureBuilt('cloud'), 300_000)

describe.each(seasons)(`全剧本随时杀进程，第 $season 季（SEED=${SEED}）`, ({ rounds }) => {
  let stage: Awaited<ReturnType<typeof startStage>>
  const plays: Play[] = []
  let store: OpenedStore

  beforeAll(
    async () => {
      stage = await startStage(FIRST_MONDAY)
      const kills = { store: 0, service: 0, both: 0, starting: 0 }
      for (const [week, round] of rounds.entries()) {
        const monday = addDays(FIRST_MONDAY, 7 * week)
        plays.push(await playRound(stage, { seed: SEED, round, monday, kills: KILLS_PER_ROUND }))
        for (const [victim, times] of Object.entries(stage.killer.kills)) kills[victim as keyof typeof kills] += times
      }
      await stage.stub.control.waitForEvents()
      const { requests, acknowledged } = stage.caller.tally
      const counts = `${requests} 个请求，${acknowledged.length} 件写入得到确认，${received(stage.stub).length} 条消息`
      process.stdout.write(`SEED=${SEED} 第 ${rounds.join('、')} 轮：${counts}；杀掉 ${JSON.stringify(kills)}\n`)
    },
    120_000 + rounds.length * 120_000,
  )
  afterAll(async () => {
    await store?.stop()
    await stage.stop()
  })

  test('一次也没有出错；正常停止，退出码 0', async () => {
    expect(stage.caller.tally.broken).toEqual([])
    expect(await stage.live.stop()).toBe(0)
  })

  describe('停下来之后看库里', () => {
    beforeAll(async () => {
      jest.resetModules()
      const { openStore } = await import('../support/kills/openStore')
      store = await openStore(stage.live.folder, stage.clock)
    }, 60_000)

    test('每一件确认过的事都在，正好一次', async () => {
      for (const play of plays) expect(await store.readFacts(play)).toEqual(factsOf(play))
    })

    test('每件事正好一条操作记录，记录链完整', async () => {
      const { audited } = stage.caller.tally
      expect(await store.countAudited(Object.keys(audited))).toEqual(audited)
      expect(await store.findAuditBreak()).toBeNull()
    })

    test('手机上没有一条是第二遍；记作发出的都到了，说不清的最多到一次', async () => {
      const { rows, keys } = await store.countDeliveries()
      expect(rows).toBe(keys)
      expect(findTwins(stage.stub)).toEqual([])
      let interrupted = 0
      for (const person of [stage.superior, stage.administrator, ...plays.flatMap(withPhones)]) {
        const { name, sent, unknown, received: there, strangers } = await store.reckon(stage.stub, person)
        interrupted += unknown
        expect([name, strangers]).toEqual([name, []])
        expect([name, there >= sent, there <= sent + unknown]).toEqual([name, true, true])
      }
      process.stdout.write(`停在半路、不知到没到的 ${interrupted} 条\n`)
      expect(received(stage.stub).length).toBeGreaterThan(plays.length * 10)
    })

    test('派生出来的与从事实重建的完全相同', async () => {
      const { kept, rebuilt } = await store.compareViews()
      expect(kept.duties.length).toBeGreaterThan(plays.length * 5)
      expect(kept.participations.length).toBeGreaterThanOrEqual(plays.length * 7)
      expect(rebuilt).toEqual(kept)
    }, 60_000)
  })
})
