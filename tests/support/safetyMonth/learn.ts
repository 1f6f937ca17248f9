import { readFileSync } from 'node:fs'
import { answerOf } from '../../learning/learningWorld'
import { good } from '../scenario/arrange'
import { measure } from '../scenario/costs'
import { visit } from '../scenario/enter'
import type { UiDriver } from '../ui/driver'
import type { Worker } from './cast'
import { asWorker, atOnce, goTo, holderOf, type Month, NODES } from './month'

/** Tuesday 2 June 2026, 12:00 in Shanghai. */
const NOON = '2026-06-02T04:00:00.000Z'

interface Check {
  questionId: string
  version: number
  tries: number
  passed: boolean
  asked: { kind: string; stem: string; options: { text: string }[]; gaps: number }
}

const courseOf = (month: Month): string => month.found.refIds['course'] ?? ''
const lessonsOf = async (month: Month, worker: Worker): Promise<{ id: string; title: string }[]> =>
  good(await asWorker(month, worker).get(`/learning/courses/${courseOf(month)}`)).lessons
const lessonPath = (month: Month, lessonId: string) => `/learning/courses/${courseOf(month)}/lessons/${lessonId}`
const checksOf = async (month: Month, worker: Worker, lessonId: string): Promise<Check[]> =>
  good(await asWorker(month, worker).get(lessonPath(month, lessonId))).checks

/** What the course is worth: its file says how long it takes, the unit counts an hour for 60 minutes, in tenths. */
export function courseHoursByFile(): number {
  const { lessons } = JSON.parse(readFileSync('cloud/seeds/courses/height.json', 'utf8'))
  const minutes = lessons.reduce((sum: number, lesson: { minutes: number }) => sum + lesson.minutes, 0)
  return Math.floor(minutes / 6) / 10
}

/** The course as the phone would send it: every question right at once. */
async function learnByRequest(month: Month, worker: Worker): Promise<void> {
  for (const { id } of await lessonsOf(month, worker))
    for (const check of await checksOf(month, worker, id)) {
      const { questionId, version, tries } = check
      const body = { questionId, version, tries, answer: await answerOf(check, true), doneAt: NOON }
      good(await asWorker(month, worker).post(`${lessonPath(month, id)}/answers`, body))
    }
}

/** One question by hand; a gap is filled in, everything else tapped. */
async function answerByHand(device: UiDriver, check: Check): Promise<void> {
  const answer = await answerOf(check, true)
  for (const [i, one] of answer.entries())
    if (typeof one === 'number') await device.tap(check.asked.options[one]?.text ?? '')
    else await device.type(check.asked.gaps > 1 ? `第 ${i + 1} 空` : '填空', String(one))
  await device.tap('交这一题')
  await device.see('答对了')
}

/** All lessons on the phone: from the study tab to the end of the course. */
async function learnByHand(month: Month): Promise<void> {
  const worker = holderOf(month, 'reloads')
  const lessons = await lessonsOf(month, worker)
  const checks: Check[][] = []
  for (const { id } of lessons) checks.push(await checksOf(month, worker, id))
  const gaps = checks.flat().reduce((sum, { asked }) => sum + asked.gaps, 0)
  const { device } = await visit(month.stage, 'reloads', '/pages/study/index')
  await measure(month.stage.costs, `职工学完一门课（填空题 ${gaps} 个空）`, gaps, [device], async () => {
    await device.tap(NODES.course)
    await device.tap('开始学')
    for (const [i, own] of checks.entries()) {
      await device.see(lessons[i]?.title ?? '')
      await device.tap(`做 ${own.length} 道题，看看懂没懂`)
      for (const [place, check] of own.entries()) {
        await answerByHand(device, check)
        await device.tap(place < own.length - 1 ? '下一题' : '看结果')
      }
      if (i < checks.length - 1) await device.tap(`下一节：${lessons[i + 1]?.title}`)
    }
    await device.see('这门课学完了')
  })
  month.typedAnswers += gaps
  await month.stage.photograph('reloads', 'month-course')
}

/** 看推送、学课程 — one by hand, the others as their phones would. */
export async function readAndLearn(month: Month): Promise<void> {
  const { found, did, workers, stage } = month
  goTo(month, NOON)
  await learnByHand(month)
  const { device } = await visit(stage, 'reloads', `/modules/campaigns/pages/campaign/index?id=${found.campaignId}`)
  await device.tap({ label: '看过了', within: NODES.opening })
  await device.gone('看过了')
  await atOnce(workers, async (worker) => {
    const { plan, part } = worker
    const isByHand = part === 'reloads'
    if (plan.learns && !isByHand) await learnByRequest(month, worker)
    if (plan.learns) did.course.add(worker.index)
    const read = `/campaigns/${found.campaignId}/nodes/${found.nodeIds['opening']}/read`
    if (plan.reads && !isByHand) good(await asWorker(month, worker).post(read))
    if (plan.reads || isByHand) did.opening.add(worker.index)
  })
  await stage.settle()
}
