import { Attempts } from '@cloud/modules/quiz/exams/collection'
import { good } from '../scenario/arrange'
import { measure } from '../scenario/costs'
import { comeBack, visit } from '../scenario/enter'
import type { UiDriver } from '../ui/driver'
import { type Chosen, chooseAnswers, placesOf, type Shown, type Sitting } from './answers'
import type { PhonePart, Worker } from './cast'
import { asWorker, atOnce, goTo, holderOf, letTimeWork, type Month, NODES } from './month'

/** Wednesday 10 June 2026, 12:00 in Shanghai, and when the night shift comes back to a signal. */
const NOON = '2026-06-10T04:00:00.000Z'
const HOURS_LATER = '2026-06-10T10:30:00.000Z'
const COUNT = 10

const examOf = (month: Month): string => month.found.refIds['exam'] ?? ''
const attemptPage = (id: string) => `/modules/quiz/pages/attempt/index?id=${id}`
const resultPage = (id: string) => `/modules/quiz/pages/result/index?id=${id}`

interface Sheet {
  id: string
  number: number
  questions: Shown[]
}

const doneAt = ({ stage }: Month): string => new Date(stage.service.clock.now()).toISOString()

function noteGiven(month: Month, worker: Worker, sheet: Sheet, how: Sitting['how'], chosen: readonly Chosen[]): void {
  const { id: attemptId, number } = sheet
  month.given.push({ worker, attemptId, number, how, chosen, ...(month.ruled && { afterRuling: true }) })
  month.did.exam.add(worker.index)
}

/** An attempt as a phone takes it: begin, answers one by one or at the end, hand in. @returns what is still to be sent. */
export async function sitByRequest(month: Month, worker: Worker, sitting: Sitting): Promise<(() => Promise<void>)[]> {
  const client = asWorker(month, worker)
  const sheet: Sheet = good(await client.post(`/quiz/own-exams/${examOf(month)}/attempts`))
  expect(sheet.questions).toHaveLength(COUNT)
  const chosen = chooseAnswers(sheet.questions, sitting)
  noteGiven(month, worker, sheet, sitting.how, chosen)
  const answers = chosen.map(({ place, texts }) => {
    const shown = sheet.questions.find((one) => one.place === place)
    return { place, seq: 1, answer: shown ? placesOf(shown, texts) : null, doneAt: doneAt(month) }
  })
  const handIn = async () => {
    good(await asWorker(month, worker).post(`/quiz/attempts/${sheet.id}/submit`, { answers }))
  }
  if (sitting.how === 'late') return [handIn]
  if (sitting.how === 'bits')
    for (const answer of answers) good(await client.put(`/quiz/attempts/${sheet.id}/answers`, { answers: [answer] }))
  await handIn()
  return []
}

/** Begins the exam on somebody's phone, from the study tab. */
async function begin(month: Month, part: PhonePart): Promise<{ device: UiDriver; worker: Worker; sheet: Sheet }> {
  const worker = holderOf(month, part)
  const { device } = await visit(month.stage, part, '/pages/study/index')
  await device.tap(NODES.exam)
  await device.see('没有信号怎么办')
  await device.tap('开始答题')
  await device.see(`第 1 题，共 ${COUNT} 题`)
  const open = await Attempts.findOne({ examId: examOf(month), personId: worker.personId, state: 'open' }).lean()
  const sheet: Sheet = good(await asWorker(month, worker).get(`/quiz/attempts/${open?._id}`))
  return { device, worker, sheet }
}

/** Decides what this person will say, and writes it down. */
function decide(month: Month, worker: Worker, sheet: Sheet): Chosen[] {
  const [sitting] = worker.plan.sittings
  if (!sitting) throw new Error('nothing planned')
  const chosen = chooseAnswers(sheet.questions, sitting)
  noteGiven(month, worker, sheet, sitting.how, chosen)
  return chosen
}

/** Taps the answers to some of the questions, one page after the other. */
async function answerByHand(device: UiDriver, chosen: readonly Chosen[]): Promise<void> {
  for (const { place, stem, texts } of chosen) {
    await device.see(`第 ${place + 1} 题，共 ${COUNT} 题`)
    await device.see(stem)
    for (const text of texts) await device.tap(text)
    if (place < COUNT - 1) await device.tap('下一题')
  }
}

async function handIn(device: UiDriver): Promise<void> {
  await device.tap('交卷')
  await device.see('都答完了，交卷吗？')
}

/** 洞里没有信号 — answered and handed in without signal, app closed in between; hours later it is sent by itself. */
async function sitOffline(month: Month): Promise<() => Promise<void>> {
  const { stage } = month
  const { device, worker, sheet } = await begin(month, 'offline')
  const chosen = decide(month, worker, sheet)
  await device.setOnline(false)
  await answerByHand(device, chosen.slice(0, 4))
  await device.see(`第 5 题，共 ${COUNT} 题`)
  // A browser cannot start without signal: the page is left and entered again.
  if (stage.runtime === 'weapp') await device.restart()
  else await device.open('/pages/today/index')
  await device.see('已保存在本机，有信号后自动发送')
  await device.open(attemptPage(sheet.id))
  await answerByHand(device, chosen.slice(4))
  await device.see('已存在本机，有信号后自动送到')
  await stage.photograph('offline', 'month-no-signal')
  await handIn(device)
  await device.tap({ label: '交卷', within: '交卷以后不能再改' })
  await device.see('已交卷，存在本机')
  expect((await Attempts.findById(sheet.id).lean())?.answers).toEqual({})
  return async () => {
    await device.setOnline(true)
    // In a browser the session has ended meanwhile: what is kept waits for the sign-in.
    await comeBack(stage, 'offline')
    await device.open(resultPage(sheet.id))
    await device.see('按时答、晚些送到，已经算进来')
    await stage.photograph('offline', 'month-sent-later')
  }
}

/** The page is loaded anew in the middle: answers, place and time are where they were. */
async function sitReloading(month: Month): Promise<void> {
  const { device, worker, sheet } = await begin(month, 'reloads')
  const chosen = decide(month, worker, sheet)
  await answerByHand(device, chosen.slice(0, 6))
  await device.restart('/modules/quiz/pages/exams/index')
  await device.tap('接着答')
  await device.tap('答题卡')
  await device.see('已答 6 题，未答 4 题')
  await device.tap('第 7 题，未答')
  await answerByHand(device, chosen.slice(6))
  await device.see('已保存')
  await handIn(device)
  await device.tap({ label: '交卷', within: '交卷以后不能再改' })
  await device.see('成绩')
  await month.stage.photograph('reloads', 'month-result')
}

/** 交两次 — tapped twice in impatience, and sent again because no reply came: handed in once, as it was the first time. */
async function sitTwice(month: Month): Promise<void> {
  const { device, worker, sheet } = await begin(month, 'twice')
  const chosen = decide(month, worker, sheet)
  await answerByHand(device, chosen)
  await handIn(device)
  const button = { label: '交卷', within: '交卷以后不能再改' }
  await Promise.all([device.tap(button), device.tap(button, { timeout: 50 }).catch(() => undefined)])
  await device.see('总分的 60% 及格')
  const read = () => Attempts.find({ examId: examOf(month), personId: worker.personId }).lean()
  const before = await read()
  expect(before).toMatchObject([{ state: 'submitted', submittedBy: 'person', counts: true, changes: [] }])
  const first = sheet.questions[0]
  const other = { place: first?.place ?? 0, seq: 99, answer: [0], doneAt: doneAt(month) }
  for (const key of ['the-same-hand-in', 'the-same-hand-in', 'another-hand-in']) {
    const body = { answers: [other] }
    const { refused } = good(
      await asWorker(month, worker).post(`/quiz/attempts/${sheet.id}/submit`, body, { key: `${key}-${sheet.id}` }),
    )
    expect(refused).toEqual([{ place: other.place, problem: 'submitted' }])
  }
  expect((await read()).map(({ late: _, ...rest }) => rest)).toEqual(before.map(({ late: _, ...rest }) => rest))
}

async function sitAppealing(month: Month): Promise<void> {
  const { device, worker, sheet } = await begin(month, 'appeals')
  await answerByHand(device, decide(month, worker, sheet))
  await handIn(device)
  await device.tap({ label: '交卷', within: '交卷以后不能再改' })
  await device.see('没有合格')
}

/** 安全知识小答题 — four by hand, each with a trouble of its own, the others as their phones would; the night shift sends later. */
export async function sitExam(month: Month): Promise<void> {
  const { stage, workers } = month
  goTo(month, NOON)
  const later: (() => Promise<void>)[] = []
  const play = async (job: string, part: PhonePart, act: () => Promise<void>) => {
    await comeBack(stage, part)
    await measure(stage.costs, job, 0, [stage.player(part).device], act)
  }
  await play('职工考试：没有信号', 'offline', async () => void later.push(await sitOffline(month)))
  await play('职工考试：中途重新打开', 'reloads', () => sitReloading(month))
  await play('职工考试：交两次', 'twice', () => sitTwice(month))
  await play('职工考试：随后提异议', 'appeals', () => sitAppealing(month))
  await atOnce(
    workers.filter(({ part }) => part === undefined || part === 'groupLeader'),
    async (worker) => {
      for (const sitting of worker.plan.sittings) later.push(...(await sitByRequest(month, worker, sitting)))
    },
  )
  goTo(month, HOURS_LATER)
  await letTimeWork(month)
  const collected = await Attempts.find({ examId: examOf(month), submittedBy: 'time' }).lean()
  expect(collected).toHaveLength(later.length)
  expect(collected.every(({ score }) => score === 0)).toBe(true)
  for (const send of later) await send()
  await stage.settle()
}
