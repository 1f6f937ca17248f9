import { climbLadders } from '@cloud/modules/reminders/climbLadders'
import { Deliveries, type Delivery } from '@cloud/modules/reminders/collection'
import {
  addDays,
  clockTimeOf,
  type PlainDate,
  plainDate,
  plainDateOf,
  plainDateOfInstant,
} from '@shared/core/plainDate'
import fc from 'fast-check'
import mongoose from 'mongoose'
import { buildObligation, type ReminderWorld, startReminderWorld } from './reminderWorld'

/** 08:31 on Tuesday 23 June 2026. */
const START = '2026-06-23T00:31:00.000Z'
const RULES = ['alpha', 'beta'] as const
type Rule = (typeof RULES)[number]

/** A duty as the model knows it, and when it stopped asking for anything. */
interface Known {
  title: string
  dueOn: PlainDate
  isPlanned: boolean
  isDone: boolean
  isWaived: boolean
}

let w: ReminderWorld
let branchId: string
let secretary: string
let discipline: string
let phones: string[]
const duties = new Map<Rule, Known>()
/** From when to when each duty asked for nothing, by title. */
let silences: { title: string; from: string; to: string }[] = []
let urgentCount = 0

const isOpen = ({ isPlanned, isDone, isWaived }: Known) => isPlanned && !isDone && !isWaived
const nowIso = () => new Date(w.service.clock.now()).toISOString()
const keyOf = (rule: Rule) => `rehearsals.${rule}:${branchId}:2026-Q2`

async function replan(): Promise<void> {
  w.facts.obligations = RULES.flatMap((rule) => {
    const known = duties.get(rule)
    if (!known?.isPlanned) return []
    const { title, dueOn, isDone } = known
    const doneBy = { module: 'rehearsals', id: 'm', on: plainDateOf(w.service.clock.now()) }
    const opensOn = plainDate('2026-06-01')
    return [buildObligation(branchId, { rule: `rehearsals.${rule}`, title, dueOn, opensOn, ...(isDone && { doneBy }) })]
  })
  await w.replan()
}

/** Changes a duty and notes since when, or until when, it asks for nothing. */
async function change(rule: Rule, edit: Partial<Known>, act?: () => Promise<unknown>): Promise<void> {
  const before = duties.get(rule)
  if (!before) return
  const after = { ...before, ...edit }
  duties.set(rule, after)
  await (act ? act() : replan())
  await w.service.drain()
  const silence = silences.find((one) => one.title === after.title && one.to === '')
  if (!isOpen(after) && !silence) silences.push({ title: after.title, from: nowIso(), to: '' })
  if (isOpen(after) && silence) silence.to = nowIso()
}

const asSecretary = () => w.service.as(secretary)
const work = async () => {
  await climbLadders(w.service.deps, plainDateOf(w.service.clock.now()))
  await w.dispatch()
}

const rule = fc.constantFrom(...RULES)
const command = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 40 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('move' as const), rule, days: fc.integer({ min: -9, max: 9 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('cancel', 'plan', 'fact', 'correction', 'waive', 'restore', 'answer'),
      rule,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('leave', 'return', 'urgent'), days: fc.integer({ min: 0, max: 4 }) }),
  },
)
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never

async function answerFirst(one: Rule): Promise<void> {
  const { items } = (await asSecretary().get('/reminders/standing')).body
  const item = items.find((found: { dutyKey: string; answeredAt?: string }) => found.dutyKey === keyOf(one))
  if (item && !item.answeredAt) await asSecretary().post(`/inbox/${item.itemId}/answer`, {})
}

async function announceUrgent(): Promise<void> {
  urgentCount += 1
  const { path } = w.world.branches[0] ?? { path: '' }
  const today = plainDateOf(w.service.clock.now())
  const text = { title: `紧急${urgentCount}`, why: '改期', note: '改期', dueOn: today, page: '/p', label: '看' }
  const notice = { subject: `s:${urgentCount}`, revision: '1:x', organizationId: branchId, path, urgent: true, text }
  w.facts.notices.set(`u${urgentCount}`, { ...notice, recipients: [secretary] })
  await w.announce()
}

async function run(one: Command): Promise<void> {
  switch (one.kind) {
    case 'wait':
      w.service.clock.advance({ hours: one.hours })
      return
    case 'move': {
      const known = duties.get(one.rule)
      return known && change(one.rule, { dueOn: addDays(known.dueOn, one.days) })
    }
    case 'cancel':
      return change(one.rule, { isPlanned: false })
    case 'plan':
      return change(one.rule, { isPlanned: true })
    case 'fact':
      return change(one.rule, { isDone: true })
    case 'correction':
      return change(one.rule, { isDone: false })
    case 'waive':
    case 'restore': {
      const isWaived = one.kind === 'waive'
      const body = isWaived ? { key: keyOf(one.rule), reason: '与检修错开' } : { key: keyOf(one.rule) }
      const answer = await asSecretary().post(`/duties/${one.kind}`, body)
      if (answer.status === 200) await change(one.rule, { isWaived }, async () => undefined)
      return
    }
    case 'answer':
      return answerFirst(one.rule)
    case 'leave': {
      const from = plainDateOf(w.service.clock.now())
      await asSecretary().post('/reminders/absences', { from, to: addDays(from, one.days), deputyId: discipline })
      return
    }
    case 'return': {
      const [absence] = (await asSecretary().get('/reminders/settings')).body.absences
      if (absence) await asSecretary().post(`/reminders/absences/${absence.id}/end`)
      return
    }
    case 'urgent':
      return announceUrgent()
  }
}

/** What must hold of every ledger and every phone, whatever happened before. */
async function check(): Promise<void> {
  const rows = await Deliveries.find({ kind: 'duty' }).lean<Delivery[]>()
  const rungs = rows.map((row) => `${row.subject} ${row.text.dueOn} ${row.rung} ${row.recipientId}`)
  expect(new Set(rungs).size).toBe(rungs.length)
  for (const { audience, text, at } of rows)
    if (audience === 'superior') expect(plainDateOfInstant(at.toISOString()) > (text.dueOn ?? '')).toBe(true)
  for (const row of rows)
    for (const { title, from, to } of silences)
      if (row.text.title === title) {
        const at = row.at.toISOString()
        expect(at < from || (to !== '' && at >= to)).toBe(true)
      }
  for (const openId of phones) {
    const digests: string[] = []
    for (const { at, fields } of w.stub.control.listMessages({ openId }).filter((one) => one.at >= START)) {
      const title = fields[0]?.value ?? ''
      if (title.startsWith('紧急')) continue
      expect(clockTimeOf(at) >= '08:00' && clockTimeOf(at) < '21:00').toBe(true)
      digests.push(plainDateOfInstant(at))
      for (const one of silences)
        if (title === one.title) expect(at < one.from || (one.to !== '' && at >= one.to)).toBe(true)
    }
    expect(new Set(digests).size).toBe(digests.length)
  }
}

beforeAll(async () => {
  w = await startReminderWorld(START, 1)
  const [branch] = w.world.branches
  if (!branch) throw new Error('no branch')
  branchId = branch.id
  secretary = branch.secretary
  discipline = branch.members[2] ?? ''
})
afterAll(() => w.stop())

let round = 0
async function begin(): Promise<void> {
  round += 1
  await w.reset()
  for (const name of ['dutyAdjustments', 'duties', 'boards']) await mongoose.connection.collection(name).deleteMany({})
  duties.clear()
  for (const [i, one] of RULES.entries()) {
    const title = `事项${i}第${round}轮`
    duties.set(one, { title, dueOn: plainDate(`2026-06-${26 + i}`), isPlanned: true, isDone: false, isWaived: false })
  }
  silences = []
  phones = []
  for (const personId of [secretary, discipline, w.world.superior]) phones.push(await w.bindPhone(personId))
  for (const openId of phones) await w.agree(openId, 9)
  w.service.clock.set(START)
  await replan()
}

test('任意穿插：移动、取消、免办、重排、事实、更正、换日、答复、外出——每级每人一次，办结后不再说，夜里不响，没到日子不报上级', async () => {
  const until = performance.now() + 9_000
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 6, maxLength: 22 }), async (commands) => {
      if (performance.now() > until) return
      await begin()
      for (const one of commands) {
        w.service.clock.advance({ seconds: 1 })
        await run(one)
        await work()
      }
      await check()
    }),
    { numRuns: 20, endOnFailure: true },
  )
}, 40_000)
