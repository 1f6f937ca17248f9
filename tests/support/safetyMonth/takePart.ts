import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { currentCode } from '@cloud/core/checkIn/rollingCode'
import { good } from '../scenario/arrange'
import { measure } from '../scenario/costs'
import { visit } from '../scenario/enter'
import { placesOf, type Shown } from './answers'
import type { Worker } from './cast'
import { courseHoursByFile } from './learn'
import { asOfficer, asWorker, atOnce, goTo, type Month, NODES } from './month'

/** Tuesday 16 June 2026, 08:50 in Shanghai; Monday 22 June, 12:00. */
const BEFORE_THE_EVENT = '2026-06-16T00:50:00.000Z'
const CONTEST_NOON = '2026-06-22T04:00:00.000Z'
/** From nine to eleven. */
const EVENT_HOURS = 2

const codeNow = ({ stage, found }: Month): string =>
  currentCode(stage.service.deps, found.nodeIds['event'] ?? '', stage.service.clock.now())

/** 咨询日 — one types the six digits on the phone, by taps; the others as their phones would, some of them twice. */
export async function comeToEvent(month: Month): Promise<void> {
  const { stage, workers, found, did } = month
  goTo(month, BEFORE_THE_EVENT)
  const { device } = await visit(stage, 'appeals', '/pages/study/index')
  await measure(stage.costs, '职工活动签到', 0, [device], async () => {
    await device.tap(NODES.event)
    await device.see('输完自动签到')
    for (const digit of codeNow(month)) await device.tap({ label: digit, within: '输入现场屏幕上的 6 位数' })
    await device.see('签到成功')
  })
  const nodeId = found.nodeIds['event']
  await atOnce(
    workers.filter(({ plan }) => plan.comes),
    async (worker) => {
      const isByHand = worker.part === 'appeals'
      const body = { nodeId, code: codeNow(month) }
      const times = isByHand || worker.place === 2 ? 2 : 1
      for (let i = isByHand ? 1 : 0; i < times; i += 1)
        good(await asWorker(month, worker).post('/campaigns/check-in', body))
      did.event.add(worker.index)
    },
  )
  await stage.settle()
  const { present } = good(await asOfficer(month).get(`/campaigns/${found.campaignId}/nodes/${nodeId}/screen`))
  expect(present).toBe(did.event.size)
}

/** Texts of the right options by question, as the files of the product say. */
function readKeys(): Map<string, string[]> {
  const keys = new Map<string, string[]>()
  for (const bank of ['safetyLaw', 'siteWork'])
    for (const name of readdirSync(path.join('cloud/seeds/banks', bank))) {
      const { questions } = JSON.parse(readFileSync(path.join('cloud/seeds/banks', bank, name), 'utf8'))
      for (const { kind, stem, options, answer } of questions)
        if (kind === 'judgement') keys.set(stem, [answer ? '正确' : '错误'])
        else if (options)
          keys.set(
            stem,
            [...answer].map((letter: string) => options['ABCDEFGH'.indexOf(letter)]),
          )
    }
  return keys
}

/** 班组竞赛 — some know everything, some hand in nothing. */
export async function contend(month: Month): Promise<void> {
  const { stage, workers, found, did } = month
  goTo(month, CONTEST_NOON)
  const keys = readKeys()
  const sit = async (worker: Worker) => {
    const client = asWorker(month, worker)
    const sheet = good(await client.post(`/quiz/own-exams/${found.refIds['contest']}/attempts`))
    const doneAt = new Date(stage.service.clock.now()).toISOString()
    const answers = sheet.questions.map((one: Shown) => {
      const answer = placesOf(one, keys.get(one.asked.stem) ?? [])
      return { place: one.place, seq: 1, answer, doneAt }
    })
    good(await client.post(`/quiz/attempts/${sheet.id}/submit`, { answers: knowsAll(worker) ? answers : [] }))
    did.contest.add(worker.index)
  }
  await atOnce(
    workers.filter(({ plan }) => plan.contest),
    sit,
  )
  await stage.settle()
}

export const knowsAll = ({ place }: Worker): boolean => place < 2

const inTenths = (hours: number): number => Math.round(hours * 10) / 10

/** 学时 — one total per person: the course by its minutes, the event by its two hours; nothing else gives any. */
export async function expectHours(month: Month): Promise<void> {
  const course = courseHoursByFile()
  for (const worker of month.workers) {
    const learnt = month.did.course.has(worker.index) ? course : 0
    const came = month.did.event.has(worker.index) ? EVENT_HOURS : 0
    const sources = [
      ...(came > 0 ? [{ source: 'event', hours: came, times: 1 }] : []),
      ...(learnt > 0 ? [{ source: 'course', hours: learnt, times: 1 }] : []),
    ]
    const { safety } = good(await asWorker(month, worker).get('/meetings/archive'))
    expect({ worker: worker.index, hours: safety.hours, sources: safety.sources }).toEqual({
      worker: worker.index,
      hours: inTenths(learnt + came),
      sources,
    })
  }
  const { device } = await visit(month.stage, 'reloads', '/pages/study/index')
  await device.see('安全培训')
  await device.see(`${course} / 20 学时`)
  await month.stage.photograph('reloads', 'month-hours')
}
