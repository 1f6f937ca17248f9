import { good } from '../scenario/arrange'
import { measure } from '../scenario/costs'
import { visit } from '../scenario/enter'
import type { Worker } from './cast'
import { CAMPAIGN } from './createCampaign'
import { asOfficer, asWorker, atOnce, goTo, holderOf, type Month, NODES, type NodeName } from './month'
import { expectScores, understoodBy } from './scores'
import { sitByRequest } from './sitExam'
import { knowsAll } from './takePart'

/** Thursday 18 June 2026, 10:00 in Shanghai, and the day after: the last of the exam. */
const A_DAY_BEFORE_THE_END = '2026-06-18T02:00:00.000Z'
const LAST_DAY = '2026-06-19T02:00:00.000Z'
/** Stands last in the tree, and fewer than half of it have taken the exam. */
const BEHIND = '第4班组'
export const UNIT = '大桥项目部'

const did = (month: Month, { index }: Worker): boolean => Object.values(month.did).some((people) => people.has(index))

/** Percent understood of the contest: some knew everything, the others nothing. */
function contestBy(month: Month, workers: readonly Worker[]): number | null {
  const own = workers.filter(({ index }) => month.did.contest.has(index))
  return own.length === 0 ? null : Math.round((100 * own.filter(knowsAll).length) / own.length)
}

/** A row of the board as the ledger of the test has it. */
export function rowOf(month: Month, workers: readonly Worker[]) {
  const understood: Partial<Record<NodeName, number | null>> = {
    exam: understoodBy(month, workers),
    contest: contestBy(month, workers),
  }
  return {
    asked: workers.length,
    reached: workers.filter((worker) => did(month, worker)).length,
    nodes: Object.fromEntries(
      (Object.keys(NODES) as NodeName[]).map((name) => [
        name,
        {
          asked: workers.length,
          done: workers.filter(({ index }) => month.did[name].has(index)).length,
          understanding: understood[name] ?? null,
        },
      ]),
    ),
  }
}

interface ShownRow {
  name: string
  asked: number
  reached: number
  nodes: { nodeId: string; asked: number; done: number; understanding: number | null }[]
}

const plain = ({ found }: Month, { asked, reached, nodes }: ShownRow) => ({
  asked,
  reached,
  nodes: Object.fromEntries(
    (Object.keys(NODES) as NodeName[]).map((name) => {
      const { nodeId: _, ...rest } = nodes.find(({ nodeId }) => nodeId === found.nodeIds[name]) ?? { nodeId: '' }
      return [name, rest]
    }),
  ),
})

/** Unit and teams stand on the board as the test has counted. */
export async function expectBoard(month: Month): Promise<void> {
  const { found, world, workers } = month
  const board = (by: string) => asOfficer(month).get(`/campaigns/${found.campaignId}/board?by=${by}`)
  const { total, items } = good(await board('team'))
  expect(plain(month, total)).toEqual(rowOf(month, workers))
  for (const [team, { id, name }] of world.teams.entries()) {
    const row = items.find(({ groupId }: { groupId: string }) => groupId === id)
    const own = workers.filter((one) => one.team === team)
    expect({ name: row.name, ...plain(month, row) }).toEqual({ name, ...rowOf(month, own) })
  }
  const units = good(await board('unit')).items
  expect(units.map((row: ShownRow) => ({ name: row.name, ...plain(month, row) }))).toEqual([
    { name: UNIT, ...rowOf(month, workers) },
  ])
}

const namesOf = async (month: Month, workers: readonly Worker[]): Promise<string[]> => {
  const names: string[] = []
  for (const worker of workers) names.push(good(await asWorker(month, worker).get('/me')).name)
  return names
}

/** 进度 — the officer sees numbers and whom to help, and no names; one tap asks the leaders. */
export async function lookAtBoard(month: Month): Promise<void> {
  const { stage, found, workers } = month
  goTo(month, A_DAY_BEFORE_THE_END)
  await expectBoard(month)
  const { device } = await visit(stage, 'officer', `/modules/campaigns/pages/campaign/index?id=${found.campaignId}`)
  const { reached, asked } = rowOf(month, workers)
  const last = rowOf(
    month,
    workers.filter(({ team }) => team === 3),
  )
  await measure(stage.costs, '看进度，请组长帮忙', 0, [device], async () => {
    await device.tap('看进度')
    await device.see('人，至少一次')
    await device.see(BEHIND)
    await device.see(`${last.reached} / ${last.asked} 人`)
    await stage.photograph('officer', 'month-board')
    const shown = (await device.texts()).join('\n')
    for (const name of await namesOf(month, workers)) expect(shown).not.toContain(name)
    await device.tap('按单位')
    await device.see(UNIT)
    await device.see(`${reached} / ${asked} 人`)
    await device.tap('按班组')
    await device.tap({ label: '提醒一下', within: BEHIND })
    await device.see('已请 2 位组长帮忙')
  })
  await stage.settle()
}

/** 本组名单 — the group leader is asked for help and told by name who has not been reached; nobody above is. */
export async function readNames(month: Month): Promise<void> {
  const { stage, found, world, workers } = month
  const team = workers.filter((one) => one.team === 3)
  const missing = team.filter((worker) => !did(month, worker))
  const { device } = await visit(stage, 'groupLeader', '/modules/reminders/pages/inbox/index')
  await measure(stage.costs, '组长看本组名单', 0, [device], async () => {
    await device.see(`请帮一把：${CAMPAIGN}`)
    await device.tap(`看名单：请帮一把：${CAMPAIGN}`)
    await device.see('还没参加')
    await device.see(`${missing.length} 人`)
    for (const name of await namesOf(month, missing)) await device.see(name)
  })
  await stage.photograph('groupLeader', 'month-names')
  const lines = await device.texts()
  const after = lines.slice(
    0,
    lines.findIndex((line) => line.startsWith('参加过')),
  )
  const named = (await namesOf(month, team)).filter((name) => after.includes(name))
  expect(named).toEqual(await namesOf(month, missing))
  const path = `/campaigns/${found.campaignId}/groups/${world.teams[3]?.id}`
  const people = good(await stage.service.as(holderOf(month, 'groupLeader').personId).get(path)).people
  const names = people.flatMap(({ name, done }: { name: string; done: string[] }) => (done.length === 0 ? [name] : []))
  expect(names.sort()).toEqual((await namesOf(month, missing)).sort())
  for (const who of [world.officer, world.chair, world.teams[0]?.groupLeader])
    expect((await stage.service.as(who).get(path)).status).toBe(404)
}

/** Two more take the exam on its last day; they are asked the question as it was put right. */
export async function comeLate(month: Month): Promise<void> {
  goTo(month, LAST_DAY)
  await atOnce(
    month.workers.filter(({ plan }) => plan.lastMinute !== undefined),
    async (worker) => {
      const { lastMinute } = worker.plan
      if (lastMinute) await sitByRequest(month, worker, lastMinute)
    },
  )
  await month.stage.settle()
  await expectScores(month)
  await expectBoard(month)
}
