import { Totals } from '@cloud/modules/appraisals/collection'
import { People } from '@cloud/modules/people/collection'
import { read, utils } from '@e965/xlsx'
import { walkStore } from './walkStore'
import {
  type AppraisalWorld,
  arrange,
  cast,
  formOf,
  NOW,
  planCase,
  SELF_VALUES,
  startAppraisalWorld,
  step,
} from './world'

let w: AppraisalWorld
let caseId: string
/** What member 3 gave everybody: the choice of that one of the differing forms that counted. */
let counted: number
const member = (i: number): string => w.members[i] ?? ''
const get = (personId: string) => w.as(personId).get(`/appraisals/${caseId}`)
const stranger = (): string => w.world.branches[1]?.secretary ?? ''
const messages = (answer: { body: { error?: { violations?: { message: string }[] } } }) =>
  answer.body.error?.violations?.map((one) => one.message) ?? []

beforeAll(async () => {
  w = await startAppraisalWorld()
})
afterAll(() => w.service.stop())

const duties = async (personId: string): Promise<string[]> => {
  await w.service.drain()
  const { body } = await w.as(personId).get('/today')
  const titles = JSON.stringify(body).match(/"title":"2026年度民主评议：[^"]*"/g) ?? []
  return titles.map((text) => text.slice('"title":"2026年度民主评议：'.length, -1))
}
const yearLine = async () => {
  await w.service.drain()
  const plan = await w.as(w.secretary).get(`/duties/plan?organizationId=${w.branchId}`)
  return plan.body.items.filter((one: { key: string }) => one.key.startsWith('meetings.appraisal:'))
}

test('安排：没登录 401 → 填错 400 → 党员 403 → 外支部 404 → 成功；一年只有一次', async () => {
  const url = `/appraisals/proposal?organizationId=${w.branchId}`
  expect((await w.service.as().get(url)).status).toBe(401)
  expect((await w.as(w.secretary).get('/appraisals/proposal?organizationId=x')).status).toBe(400)
  expect((await w.as(member(5)).get(url)).status).toBe(403)
  expect((await w.as(stranger()).get(url)).status).toBe(404)
  const proposal = await w.as(w.secretary).get(url)
  expect(proposal.body).toMatchObject({
    year: 2026,
    selfDueOn: '2026-11-16',
    peerDueOn: '2026-11-23',
    ratings: ['优秀', '合格', '基本合格', '不合格'],
    due: 9,
    votingDue: 8,
    exempt: 0,
    source: { article: '第18条' },
  })
  expect(await yearLine()).toMatchObject([{ title: '2026年度民主评议党员', action: { label: '去安排' } }])
  caseId = await planCase(w)
  const again = {
    organizationId: w.branchId,
    year: 2026,
    peerScope: 'branch',
    selfDueOn: '2026-11-16',
    peerDueOn: '2026-11-23',
  }
  expect((await w.as(w.secretary).post('/appraisals', again)).status).toBe(409)
  expect((await w.as(member(5)).post('/appraisals', { ...again, year: 2025 })).status).toBe(403)
  expect((await w.as(stranger()).post('/appraisals', { ...again, year: 2025 })).status).toBe(404)
  expect((await w.as(w.secretary).post('/appraisals', { ...again, peerDueOn: '2026-11-01' })).status).toBe(400)
  expect(await yearLine()).toMatchObject([{ action: { label: '去办理' } }])
  expect(await duties(member(5))).toEqual(['写个人自评'])
})

test('个人自评：手机上写一半换台电脑接着写；别人看不到，库里也读不出', async () => {
  const own = w.as(member(5))
  const url = `/appraisals/${caseId}/self`
  expect((await own.put(url, { values: { gaps: SELF_VALUES.gaps, foreign: '多余的' } })).status).toBe(200)
  expect((await own.get(url)).body).toEqual({ values: { gaps: SELF_VALUES.gaps }, open: true })
  const early = await own.post(url, { values: { gaps: SELF_VALUES.gaps } })
  expect(early.status).toBe(422)
  expect(messages(early)).toContain('请填写“改进打算”')
  expect((await own.post(url, { values: SELF_VALUES })).status).toBe(200)
  expect((await own.post(url, { values: SELF_VALUES })).status).toBe(409)
  expect((await own.get(url)).body).toMatchObject({ values: SELF_VALUES, handedInOn: '2026-11-02', open: false })
  for (const other of [w.secretary, member(6), w.world.superior, w.world.administrator]) {
    const seen = [await w.as(other).get(url), await get(other), await w.as(other).get('/appraisals')]
    expect(JSON.stringify(seen.map((one) => one.body))).not.toContain('本人专有')
  }
  expect((await w.as(w.world.superior).get(url)).status).toBe(403)
  expect((await w.as(stranger()).get(url)).status).toBe(404)
  expect(JSON.stringify(await walkStore())).not.toContain('本人专有')
  expect(await duties(member(5))).toEqual([])
})

test('谁交了只给支委看，上级只看进展，党员只看自己', async () => {
  const board = (await get(w.secretary)).body
  expect(board.board).toHaveLength(9)
  expect(board.board.filter((row: { self: boolean }) => row.self)).toHaveLength(1)
  expect(board.next).toMatchObject({ step: 'openPeer', blocked: [{ field: 'reason' }] })
  for (const other of [member(6), w.world.superior]) {
    const seen = (await get(other)).body
    expect(seen).toMatchObject({ state: 'self', progress: { due: 9, selfDone: 1, votingDue: 8 } })
    expect(seen.board ?? seen.sheet ?? seen.meetings[0]).toBeUndefined()
  }
  expect((await get(member(6))).body.mine).toMatchObject({ self: false, selfOpen: true, peerOpen: false })
  expect((await get(w.world.superior)).body.mine).toBeUndefined()
  expect((await get(stranger())).status).toBe(404)
  const list = await w.as(w.world.superior).get(`/appraisals?organizationId=${w.world.committeeId}&year=2026`)
  expect(list.body.items).toMatchObject([{ organizationName: '第1党支部', state: 'self', ratingTotals: [] }])
})

test('开始互评：党员不能；还有人没交要写原因', async () => {
  expect((await w.as(member(5)).post(`/appraisals/${caseId}/step`, { step: 'openPeer' })).status).toBe(403)
  expect((await step(w, caseId, 'openPeer')).status).toBe(422)
  expect((await step(w, caseId, 'openBallot', '跳步')).status).toBe(422)
  expect((await cast(w, caseId, member(5), 'peer')).status).toBe(409)
  expect((await step(w, caseId, 'openPeer', '其余同志会上口头自评')).status).toBe(200)
  expect(await duties(member(8))).toEqual(['写个人自评', '互评'])
})

test('互评：一人评其余八人；缺一个不收；两台设备同时交、反复交，只算一次', async () => {
  const form = await formOf(w, caseId, member(3), 'peer', () => 0)
  expect(form).toHaveLength(8)
  expect(form.map((one) => one.personId)).not.toContain(member(3))
  const url = `/appraisals/${caseId}/ballot`
  const short = await w.as(member(3)).post(url, { round: 'peer', form: form.slice(1) })
  expect(short.status).toBe(422)
  expect(
    (await w.as(member(3)).post(url, { round: 'peer', form: [...form.slice(1), { personId: member(0), choice: 9 }] }))
      .status,
  ).toBe(422)
  expect((await w.as(member(3)).post(url, { round: 'peer', form: [] })).status).toBe(400)
  const choices = [0, 3, 0]
  const twice = await Promise.all(
    choices.map((choice) =>
      w.as(member(3)).post(url, { round: 'peer', form: form.map((one) => ({ ...one, choice })) }),
    ),
  )
  expect(twice.map((one) => one.status)).toEqual([200, 200, 200])
  expect(twice.filter((one) => !one.body.repeated)).toHaveLength(1)
  counted = choices[twice.findIndex((one) => !one.body.repeated)] ?? -1
  const own = [0, 1, 2, 3, 4].map((choice) => (choice === counted ? 1 : 0))
  const first = (await totalsOf('peer')) as Record<string, number[]>
  for (const { personId } of form) expect(first[personId]).toEqual(own)
  expect((await w.as(member(3)).post(url, { round: 'peer', form })).body).toEqual({ ok: true, repeated: true })
  // All the others at once: nothing is lost, nothing counted twice.
  const rest = [0, 1, 2, 4, 5, 6, 8].map(member)
  const all = await Promise.all(rest.map((personId) => cast(w, caseId, personId, 'peer')))
  expect(all.map((one) => one.status)).toEqual(rest.map(() => 200))
  const sum = (counts: number[]) => counts.reduce((a, b) => a + b, 0)
  const totals = (await totalsOf('peer')) as Record<string, number[]>
  for (const personId of w.members) expect(sum(totals[personId] ?? [])).toBe(personId === member(7) ? 8 : 7)
  expect((await get(w.secretary)).body).toMatchObject({ progress: { peerDue: 9, peerDone: 8 } })
  expect((await get(w.secretary)).body.sheet).toBeUndefined()
  expect((await w.as(stranger()).post(url, { round: 'peer', form })).status).toBe(404)
  expect((await w.as(w.world.superior).post(url, { round: 'peer', form })).status).toBe(403)
})

test('民主测评：预备党员不投；中途转走的人不再投，也不再被评', async () => {
  expect((await step(w, caseId, 'openBallot', '一人出差')).status).toBe(200)
  expect((await cast(w, caseId, member(8), 'ballot')).status).toBe(403)
  const opened = await formOf(w, caseId, member(0), 'ballot', () => 1)
  await People.updateOne({ _id: member(7) }, { $set: { organizationId: w.world.branches[1]?.id } })
  const late = await w.as(member(7)).post(`/appraisals/${caseId}/ballot`, { round: 'ballot', form: opened })
  expect(late.status).toBe(403)
  // The form was opened before the other left: it is taken, and nothing is counted for the one who left.
  const answer = await w.as(member(0)).post(`/appraisals/${caseId}/ballot`, { round: 'ballot', form: opened })
  expect(answer.body).toEqual({ ok: true, repeated: false })
  expect((await totalsOf('ballot'))[member(7)]).toEqual([0, 0, 0, 0, 0])
  const before = await step(w, caseId, 'closeBallot')
  expect(messages(before)).toEqual(['还没有选定评议会议', '测评须有 4 名正式党员参加，还差 3 名'])
  for (const i of [1, 2, 3]) expect((await cast(w, caseId, member(i), 'ballot')).status).toBe(200)
  await cast(w, caseId, member(4), 'ballot', () => 4)
})

test('评议会议：可以就是组织生活会；别的支部的会、支委会不行', async () => {
  const life = await arrange(w, 'lifeMeeting', '2026-11-25')
  const committee = await arrange(w, 'committeeMeeting', '2026-11-26')
  const url = `/appraisals/${caseId}/meeting`
  expect((await w.as(member(5)).put(url, { meetingId: life })).status).toBe(403)
  expect((await w.as(w.secretary).put(url, { meetingId: committee })).status).toBe(404)
  expect((await get(w.secretary)).body.meetings.map((one: { id: string }) => one.id)).toEqual([life])
  expect((await w.as(w.secretary).put(url, { meetingId: life })).status).toBe(200)
  expect(messages(await step(w, caseId, 'closeBallot'))).toEqual(['评议会议还没有开'])
  w.service.clock.set('2026-11-27T01:00:00.000Z')
  expect((await w.as(w.secretary).get(`/appraisals/${caseId}/export`)).status).toBe(409)
  expect((await step(w, caseId, 'closeBallot')).status).toBe(200)
  expect((await step(w, caseId, 'cancel', '不评了')).status).toBe(422)
})

test('总数只给支委；上级和党员看不到每个人的；转走的人不显示', async () => {
  const { sheet } = (await get(w.secretary)).body
  expect(sheet).toHaveLength(9)
  const of = (personId: string) => sheet.find((row: { personId: string }) => row.personId === personId)
  expect(of(member(8)).ballot).toEqual([0, 4, 0, 0, 1])
  expect(of(member(8)).peer).toEqual(counted === 0 ? [1, 6, 0, 0, 0] : [0, 6, 0, 1, 0])
  expect(of(member(7))).toMatchObject({ left: true, ratings: [] })
  expect(of(member(7)).peer ?? of(member(7)).ballot).toBeUndefined()
  for (const other of [member(5), w.world.superior, w.world.administrator])
    expect((await get(other)).body.sheet).toBeUndefined()
})

test('评定 → 报上级 → 告知本人 → 签收；更正另起一条，须重新签收', async () => {
  const { decisionId, rows } = await sheetFor()
  const url = `/appraisals/${caseId}/ratings`
  expect((await w.as(w.world.branches[0]?.commissioner ?? '').post(url, { meetingId: decisionId, rows })).status).toBe(
    403,
  )
  expect((await w.as(w.secretary).post(url, { meetingId: decisionId, rows: rows.slice(1) })).status).toBe(422)
  expect((await w.as(w.secretary).post(url, { meetingId: 'f'.repeat(24), rows })).status).toBe(404)
  expect((await yearLine())[0].state).not.toBe('done')
  expect((await w.as(w.secretary).post(url, { meetingId: decisionId, rows })).status).toBe(200)
  expect((await w.as(w.secretary).post(url, { meetingId: decisionId, rows })).status).toBe(422)
  expect((await yearLine())[0]).toMatchObject({ state: 'done', doneOn: '2026-11-27' })
  expect((await get(member(5))).body.mine.rating).toBeUndefined()
  expect((await w.as(member(5)).post(`/appraisals/${caseId}/acknowledge`)).status).toBe(409)
  expect((await step(w, caseId, 'tell')).status).toBe(422)
  expect((await step(w, caseId, 'report')).status).toBe(200)
  await w.service.drain()
  await w.service.runJobs()
  const inbox = await w.as(w.world.superior).get('/inbox')
  expect(JSON.stringify(inbox.body)).toContain('第1党支部2026年度民主评议结果已报告')
  expect((await get(w.world.superior)).body.ratingTotals).toContainEqual({ label: '合格', count: 6 })
  expect((await step(w, caseId, 'tell')).status).toBe(200)
  expect(await duties(member(5))).toEqual(['确认评定结果'])
  expect((await get(member(5))).body.mine).toMatchObject({ rating: { label: '合格' }, acknowledged: false })
  expect((await w.as(member(5)).post(`/appraisals/${caseId}/acknowledge`)).status).toBe(200)
  expect((await w.as(member(5)).post(`/appraisals/${caseId}/acknowledge`)).status).toBe(200)
  expect(await duties(member(5))).toEqual([])
  const correct = { personId: member(5), rating: 3, remark: '复核', reason: '支委会复核后更正' }
  expect((await w.as(member(6)).post(`/appraisals/${caseId}/correct`, correct)).status).toBe(403)
  expect((await w.as(w.secretary).post(`/appraisals/${caseId}/correct`, correct)).status).toBe(200)
  const { mine } = (await get(member(5))).body
  expect(mine).toMatchObject({ rating: { label: '不合格', reason: '支委会复核后更正' }, acknowledged: false })
  // The lowest rating opens the reading of the rule and changes nothing about the person.
  expect(mine.rule).toMatchObject({ source: { article: '第30条' } })
  expect(await People.findById(member(5)).lean()).toMatchObject({ membership: 'full', organizationId: w.branchId })
  const row = (await get(w.secretary)).body.sheet.find((one: { personId: string }) => one.personId === member(5))
  expect(row.ratings.map((one: { label: string }) => one.label)).toEqual(['合格', '不合格'])
  expect(JSON.stringify((await get(w.secretary)).body.steps)).toContain('支委会复核后更正')
  // Whose rating was corrected and why stays inside the branch: not in the steps, not in the audit trail.
  const trail = (await w.as(w.world.superior).get('/audit?module=appraisals')).body
  expect(trail.items[0]).toMatchObject({ action: 'appraisals.correct', summary: '更正一名党员的评定' })
  for (const other of [member(6), w.world.superior]) {
    const { steps } = (await get(other)).body
    expect(JSON.stringify(steps)).not.toContain('支委会复核后更正')
  }
  expect(await duties(member(5))).toEqual(['确认评定结果'])
})

test('导出结果汇总表：支委能，党员和上级不能；转走的人没有数字', async () => {
  for (const other of [member(5), w.world.superior])
    expect((await w.as(other).get(`/appraisals/${caseId}/export`)).status).toBe(403)
  const file = await w.as(w.secretary).get(`/appraisals/${caseId}/export`)
  const sheet = read(file.body).Sheets['2026年度']
  const rows = utils.sheet_to_json<string[]>(sheet ?? {}, { header: 1 })
  expect(rows[0]).toEqual(
    expect.arrayContaining(['姓名', '互评优秀', '测评不合格', '测评弃权', '评定意见', '本人签收']),
  )
  expect(
    rows
      .find((row) => row[2] === '已转出')
      ?.slice(3, 13)
      .join(''),
  ).toBe('')
  expect(rows).toHaveLength(12)
})

test('不在别人手里的编号一律说没有', async () => {
  const none = 'e'.repeat(24)
  for (const url of [
    `/appraisals/${none}`,
    `/appraisals/${none}/self`,
    `/appraisals/${none}/ballot?round=peer`,
    `/appraisals/${none}/export`,
  ])
    expect((await w.as(w.secretary).get(url)).status).toBe(404)
})

test('取消后同一年可以重新安排', async () => {
  w.service.clock.set(NOW)
  const id = await planCase(w, 2025)
  expect((await step(w, id, 'cancel')).status).toBe(400)
  expect((await step(w, id, 'cancel', '年份选错')).status).toBe(200)
  expect(await planCase(w, 2025)).not.toBe(id)
})

async function sheetFor() {
  const { body } = await get(w.secretary)
  const decision = body.meetings.find((one: { title: string }) => one.title.includes('支委会'))
  const rows = body.sheet
    .filter((row: { left: boolean }) => !row.left)
    .map((row: { personId: string }, i: number) =>
      row.personId === member(8)
        ? { personId: row.personId, rating: null, remark: '预备期内' }
        : { personId: row.personId, rating: i === 0 ? 0 : 1, remark: '' },
    )
  return { decisionId: decision.id, rows }
}

async function totalsOf(round: string) {
  return (await Totals.findById(`${caseId}:${round}`).lean())?.counts ?? {}
}
