import { AuditEntries } from '@cloud/core/audit'
import { Participants, Totals } from '@cloud/modules/appraisals/collection'
import { walkStore } from './walkStore'
import { type AppraisalWorld, cast, planCase, startAppraisalWorld, step } from './world'

/**
 * The same branch appraises twice: the second time two members have exchanged their ballots. Whatever the store holds afterwards must be
 * the same both times, apart from ids and instants. Then nothing in it tells whose ballot was whose.
 */
let w: AppraisalWorld
beforeAll(async () => {
  w = await startAppraisalWorld()
})
afterAll(() => w.service.stop())

/** Forms as members 3 and 4 give them; everybody else chooses 合格. About each other and about the rest they differ. */
const harsh = () => 3
const mild = () => 0

async function run(year: number, third: () => number, fourth: () => number): Promise<string> {
  const id = await planCase(w, year)
  await step(w, id, 'openPeer', '试')
  for (const round of ['peer', 'ballot'] as const) {
    if (round === 'ballot') await step(w, id, 'openBallot', '试')
    const picks = new Map([
      [w.members[3], third],
      [w.members[4], fourth],
    ])
    for (const personId of w.members.slice(0, 8)) await cast(w, id, personId, round, picks.get(personId) ?? (() => 1))
  }
  return id
}

/** All that is stored about a case, ids and instants blackened. Of the two who exchanged, the choices about each other differ by nature. */
async function traceOf(caseId: string, year: number): Promise<string> {
  const store = await walkStore()
  const trace: unknown[] = []
  for (const [name, rows] of Object.entries(store)) {
    if (name === 'sessions' || name === 'jobRuns' || name === 'appraisalTotals') continue
    const own = rows.filter(
      (row) => JSON.stringify(row).includes(caseId) || JSON.stringify(row).includes(`${year}年度`),
    )
    trace.push([name, own])
  }
  const text = JSON.stringify(trace)
    .replaceAll(caseId, 'case')
    .replace(/"\d{4}-\d\d-\d\dT[^"]*"/g, '"instant"')
    .replace(/"\d{4}-\d\d-\d\d"/g, '"day"')
    .replaceAll(String(year), 'year')
    .replace(/"_id":"[0-9a-f]{24}(:[0-9a-f-]{36})?"/g, '"_id"')
    .replace(/"(requestId|request|hash|previousHash)":"[^"]*"/g, '"$1"')
    .replace(/"sequence":\d+/g, '"sequence"')
  return text
}

test('两个人换着投，库里除了总数没有一处不同：从存下来的东西认不出谁投了什么', async () => {
  const first = await run(2026, harsh, mild)
  const second = await run(2025, mild, harsh)
  const [one, other] = [await traceOf(first, 2026), await traceOf(second, 2025)]
  expect(one.length).toBeGreaterThan(5_000)
  expect(one === other).toBe(true)
  for (const round of ['peer', 'ballot']) {
    const [a, b] = [
      await Totals.findById(`${first}:${round}`).lean(),
      await Totals.findById(`${second}:${round}`).lean(),
    ]
    for (const personId of w.members) {
      if (personId === w.members[3] || personId === w.members[4]) continue
      expect(a?.counts[personId]).toEqual(b?.counts[personId])
    }
    expect(Object.keys(a ?? {}).sort()).toEqual(['_id', 'counts'])
  }
})

test('总数之外没有一份文件提到任何选择；参加的记号没有时间', async () => {
  const store = await walkStore()
  for (const row of store['appraisalParticipants'] ?? []) {
    expect(row).toMatchObject({ peerDone: expect.any(Boolean), ballotDone: expect.any(Boolean), ratings: [] })
    const fields = Object.keys(row).filter(
      (name) => !['groupId', 'sealedSelf', 'selfOn', 'acknowledged'].includes(name),
    )
    expect(fields.sort()).toEqual(
      [
        '_id',
        'ballotDone',
        'caseId',
        'exempt',
        'membership',
        'name',
        'organizationId',
        'peerDone',
        'personId',
        'ratings',
      ].sort(),
    )
  }
  // No document but the totals holds a pair of two members: no row says who was judged by whom.
  for (const [name, rows] of Object.entries(store)) {
    if (name === 'appraisalTotals' || name === 'meetings' || name === 'duties' || name === 'boards') continue
    for (const row of rows) {
      const named = w.members.filter((personId) => JSON.stringify(row).includes(personId))
      if (/apprais/i.test(JSON.stringify(row)))
        expect({ name, named: named.length }).toEqual({ name, named: Math.min(1, named.length) })
    }
  }
})

test('操作记录只说参加了哪一轮，不带内容；没有一条幂等记录属于交表', async () => {
  const entries = await AuditEntries.find({ action: 'appraisals.takePart' }).lean()
  expect(entries).toHaveLength(32)
  expect([...new Set(entries.map((one) => one.summary))].sort()).toEqual(['参加党员互评', '参加民主测评'])
  for (const one of entries) expect(one.details).toBeUndefined()
  const answers = (await walkStore())['answers'] ?? []
  expect(answers.length).toBeGreaterThan(0)
  expect(JSON.stringify(answers)).not.toContain('repeated')
  expect(await Participants.countDocuments({ ballotDone: true })).toBe(16)
})
