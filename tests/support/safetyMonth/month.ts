import { dispatchPending } from '@cloud/modules/reminders/index'
import { installProduct } from '../../learning/learningWorld'
import { good } from '../scenario/arrange'
import { enterAs } from '../scenario/enter'
import { type Stage, startStage } from '../scenario/stage'
import type { UiRuntime } from '../ui/driver'
import { buildUnionWorld, type UnionWorld } from '../unionWorld'
import type { Chosen, Sitting } from './answers'
import { castWorkers, type MonthPart, PER_TEAM, PHONES, TEAMS, type Worker } from './cast'

/** One attempt at the exam, as the test knows it. */
export interface Given {
  worker: Worker
  number: number
  attemptId: string
  how: Sitting['how']
  chosen: readonly Chosen[]
  /** Graded with the key put right from the start. */
  afterRuling?: boolean
}

export const NODES = {
  opening: '活动开始了',
  course: '岗位安全五分钟',
  exam: '安全知识小答题',
  event: '安全宣传咨询日',
  contest: '班组安全竞赛',
  closing: '活动快结束了',
} as const
export type NodeName = keyof typeof NODES

/** The stage of the safety month, and a ledger of what everybody really did, kept by the test itself. */
export interface Month {
  stage: Stage
  world: UnionWorld
  workers: readonly Worker[]
  found: { campaignId: string; bankId: string; nodeIds: Record<string, string>; refIds: Record<string, string> }
  did: Record<NodeName, Set<number>>
  given: Given[]
  /** The key has been put right. */
  ruled: boolean
  /** Codes of the certificates seen so far, by worker. */
  certified: Map<number, string>
  /** Gaps of questions that workers have filled in by hand. */
  typedAnswers: number
}

export async function startMonth(runtime: UiRuntime): Promise<Month> {
  const stage = await startStage(runtime)
  const world = await buildUnionWorld(stage.service.deps, { teams: TEAMS, workers: PER_TEAM })
  await installProduct(stage.service.deps)
  const nobody = () => new Set<number>()
  return {
    stage,
    world,
    workers: castWorkers(world),
    found: { campaignId: '', bankId: '', nodeIds: {}, refIds: {} },
    did: {
      opening: nobody(),
      course: nobody(),
      exam: nobody(),
      event: nobody(),
      contest: nobody(),
      closing: nobody(),
    },
    given: [],
    ruled: false,
    certified: new Map(),
    typedAnswers: 0,
  }
}

export const asWorker = ({ stage }: Month, { personId }: Worker) => stage.service.as(personId)
export const asOfficer = ({ stage, world }: Month) => stage.service.as(world.officer)

/** The worker behind a phone. */
export function holderOf({ workers }: Month, part: MonthPart): Worker {
  const found = workers.find((one) => one.part === part)
  if (!found) throw new Error(`${part} is no worker`)
  return found
}

/** Time goes on; whoever has not been here for days signs in anew. */
export function goTo({ stage }: Month, instant: string): void {
  stage.service.clock.set(instant)
  stage.service.forgetTokens()
}

/** What the service does by itself at this hour. */
export async function letTimeWork({ stage }: Month): Promise<void> {
  await stage.service.runJobs()
  await stage.settle()
  await dispatchPending(stage.service.deps)
}

/** Does something for many people, some at a time as they happen to come. */
export async function atOnce<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items]
  const next = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await act(item)
  }
  await Promise.all(Array.from({ length: 8 }, next))
}

/** Everybody with a device comes in: two of the union at a desk, the others on their phones. */
export async function enterEverybody(month: Month): Promise<void> {
  const { stage, world } = month
  const { service } = stage
  stage.players.set('administrator', {
    name: '单位管理员',
    personId: world.administrator,
    device: stage.hand(true),
  })
  const nameOf = async (personId: string): Promise<string> => good(await service.as(personId).get('/me')).name
  const enter = async (part: MonthPart, personId: string, isDesk: boolean) => {
    await enterAs(stage, part, {
      name: await nameOf(personId),
      personId,
      username: `month-${part}`.toLowerCase(),
      isDesk,
    })
  }
  await enter('officer', world.officer, true)
  await enter('reviewer', world.chair, true)
  for (const part of Object.keys(PHONES) as (keyof typeof PHONES)[])
    await enter(part, holderOf(month, part).personId, false)
}
