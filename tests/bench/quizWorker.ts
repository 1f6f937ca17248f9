// The service of the exam bench in a process of its own: prepares people and exam, says where it is, and answers until it is told to end.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { systemClock } from '@cloud/core/clock'
import { newId } from '@cloud/core/database/id'
import { openSession } from '@cloud/modules/accounts/index'
import { Attempts, Exams } from '@cloud/modules/quiz/exams/collection'
import { makePaper } from '@cloud/modules/quiz/exams/paper'
import Koa from 'koa'
import mongoose from 'mongoose'
import { addBank } from '../quiz/quizWorld'
import { createClient } from '../support/service'
import { buildQuestionSheet } from './buildQuestionSheet'
import { fillBranches } from './fillBranches'
import { median } from './measure'
import { type OpenBench, openBench } from './openBench'

const [, , folder = '', people = '0'] = process.argv
const BRANCHES = 20
const BANK = 10_000
const QUESTIONS = 50
const DRAWS = 501
const IMPORTED = 10_000

/** What nobody can be faster than: one durable update of one document through the same driver. */
async function startBare(): Promise<string> {
  const rows = mongoose.connection.collection<{ _id: string; answer: string }>('benchAnswers')
  const ids = Array.from({ length: 100 }, () => newId())
  await rows.insertMany(ids.map((_id) => ({ _id, answer: '' })))
  const app = new Koa()
  let n = 0
  app.use(async (ctx) => {
    n += 1
    const { modifiedCount } = await rows.updateOne({ _id: ids[n % 100] ?? '' }, { $set: { answer: String(n) } })
    if (modifiedCount !== 1) throw new Error('the floor wrote nothing')
    ctx.body = { state: 'open', refused: [], newer: [] }
  })
  const server = createServer(app.callback())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

async function prepare({ service }: OpenBench) {
  const { deps, url } = service
  const { committeeId, superior, branches } = await fillBranches(deps, BRANCHES, Number(people) / BRANCHES)
  const path = branches[0]?.path.split('/').slice(0, -2).join('/') ?? ''
  const { bankId } = await addBank(service, { id: committeeId, path: `${path}/` }, BANK)
  const token = await openSession(deps, { personId: superior }, 'wechat', 'bench')
  const client = createClient(url, async () => token)
  const { body } = await client.post('/quiz/exams', {
    organizationId: committeeId,
    title: '安全月考试',
    audience: { organizationIds: [committeeId] },
    paper: { kind: 'drawn', bankIds: [bankId], rows: [{ count: QUESTIONS, points: 2 }] },
    minutes: 120,
  })
  const published = await client.post(`/quiz/exams/${body.id}/publish`)
  if (published.status !== 200) throw new Error(JSON.stringify([body, published.body]))
  const tokens = await Promise.all(
    branches.flatMap(({ members }) => members).map((personId) => openSession(deps, { personId }, 'wechat', 'bench')),
  )
  return { url, examId: String(body.id), tokens, bare: await startBare(), client, committeeId }
}

/** Median ms of drawing one paper out of the bank, each for another person. */
async function draw(examId: string): Promise<number> {
  const exam = await Exams.findById(examId).lean()
  if (!exam) throw new Error('no exam')
  const times: number[] = []
  for (let i = 0; i < DRAWS; i += 1) {
    const started = performance.now()
    const items = await makePaper(exam, newId())
    times.push(performance.now() - started)
    if (items.length !== QUESTIONS) throw new Error(`only ${items.length} questions`)
  }
  return median(times)
}

/** Seconds from the upload of a sheet of questions to their being in a new bank. */
async function importBank({ client, committeeId }: Awaited<ReturnType<typeof prepare>>): Promise<number> {
  const file = buildQuestionSheet(IMPORTED)
  const query = new URLSearchParams({ fileName: 'bench.xlsx', organizationId: committeeId, title: '导入的题库' })
  const started = performance.now()
  const { body } = await client.post(`/imports/questions?${query}`, file, { key: null })
  const settle = async (wanted: string) => {
    for (;;) {
      const batch = (await client.get(`/imports/${body.id}`)).body
      if (batch.state === wanted) return batch
      if (batch.state === 'failed' || batch.message) throw new Error(`import ended: ${JSON.stringify(batch)}`)
      await delay(50)
    }
  }
  await settle('review')
  await client.post(`/imports/${body.id}/commit`, undefined, { key: null })
  const { written } = await settle('done')
  if (written.questions !== IMPORTED) throw new Error(`only ${written.questions} questions were imported`)
  return (performance.now() - started) / 1_000
}

/** How many attempts there are of how many people, how many are handed in, and the memory of service and store. */
async function count(examId: string, storePid: number | undefined) {
  const rows = await Attempts.find({ examId }, { personId: 1, state: 1, answers: 1 }).lean()
  const own = (pid: number) => Number(/RssAnon:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  return {
    attempts: rows.length,
    people: new Set(rows.map(({ personId }) => personId)).size,
    submitted: rows.filter(({ state }) => state === 'submitted').length,
    whole: rows.filter(({ answers }) => Object.keys(answers).length === QUESTIONS).length,
    memoryMb: (own(process.pid) + (storePid === undefined ? 0 : own(storePid))) / 1_024,
  }
}

async function main(): Promise<void> {
  const bench = await openBench(folder, systemClock)
  const ready = await prepare(bench)
  const { url, examId, tokens, bare } = ready
  const answer = (value: unknown) => console.log(JSON.stringify(value))
  answer({ url, examId, tokens, bare })
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'draw') answer(await draw(examId))
    else if (line === 'count') answer(await count(examId, bench.store.pid))
    else if (line === 'import') answer(await importBank(ready))
    else break
  }
  await bench.close()
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
