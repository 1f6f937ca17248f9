import { SELF_TEMPLATE } from '@shared/modules/appraisals/forms'
import { walkStore } from '../../appraisals/walkStore'
import { arrangeMeeting, good, holdMeeting } from './arrange'
import { nameOf } from './cast'
import { measure } from './costs'
import { comeBack, visit } from './enter'
import type { Stage } from './stage'

/** Monday 6 July 2026, 10:00 in Shanghai. */
const A_QUIET_MORNING = '2026-07-06T02:00:00.000Z'
const MEETING_DAY = '2026-07-06'
const GAPS = '下班组少，夜班的意见听得不够。'
const PLAN = '每月跟一个夜班，把意见带回支部。'
/** Everybody's forms stand behind these pages. */
const PATIENCE = { timeout: 15_000 }
type Round = 'peer' | 'ballot'

const page = (name: string, caseId: string, more = '') => `/modules/appraisals/pages/${name}/index?id=${caseId}${more}`
const readCase = async (stage: Stage, personId: string, caseId: string) =>
  good(await stage.service.as(personId).get(`/appraisals/${caseId}`))

async function planCase(stage: Stage): Promise<string> {
  const { device, personId } = await visit(stage, 'secretary', '/modules/appraisals/pages/list/index')
  await measure(stage.costs, '安排民主评议', 0, [device], async () => {
    await device.tap('安排评议')
    await device.see('评定等次')
    await stage.photograph('secretary', 'appraisal-plan')
    await device.tap('安排并开始自评')
    await device.see('评议流程', PATIENCE)
  })
  await stage.settle()
  const { items } = good(await stage.service.as(personId).get('/appraisals'))
  return items[0].id
}

/** Those of the branch who act through the API: everybody but the one whose phone we watch. */
const others = (stage: Stage): string[] =>
  [...stage.found.members.values()].filter((id) => id !== stage.player('scans').personId)

async function writeSelf(stage: Stage, caseId: string): Promise<void> {
  const { device } = await visit(stage, 'scans', '/pages/today/index')
  await measure(stage.costs, '写个人自评', 2, [device], async () => {
    await device.tap('年度民主评议：写个人自评')
    await device.see('只有你自己看得到')
    for (const { label } of SELF_TEMPLATE.sections[0]?.fields ?? []) await device.choose(label, '做得好')
    await device.type('主要差距', GAPS)
    await device.type('改进打算', PLAN)
    await stage.photograph('scans', 'self-appraisal')
    await device.tap('提交自评')
    await device.gone('提交自评')
  })
  const values = {
    belief: 'good',
    study: 'good',
    work: 'fair',
    service: 'fair',
    conduct: 'good',
    gaps: '少',
    plan: '多',
  }
  for (const personId of others(stage))
    good(await stage.service.as(personId).post(`/appraisals/${caseId}/self`, { values }))
}

/** The one red button of the board; the line of its step is ticked off. */
async function step(stage: Stage, caseId: string, verb: string): Promise<void> {
  const { device } = await visit(stage, 'secretary', page('board', caseId))
  await device.see('评议流程', PATIENCE)
  await device.tap(verb)
  await device.see(`${verb}，已完成`, PATIENCE)
  await stage.settle()
}

/** One form on the phone: everybody is 合格, but one is 优秀 and one 基本合格. */
async function fillForm(stage: Stage, caseId: string, round: Round): Promise<void> {
  const { device, personId } = await visit(stage, 'scans', page('board', caseId))
  await device.tap(round === 'peer' ? '去互评' : '去测评')
  await device.see('只存总数，不存谁评了谁')
  for (const [name, id] of stage.found.members) if (id !== personId) await device.tap(`${name}：${choiceFor(name)}`)
  await stage.photograph('scans', `form-${round}`)
  await device.tap('交表')
  await device.see('交了就不能改')
  await device.tap({ label: '交表', within: '交了就不能改' })
  await device.gone('只存总数，不存谁评了谁')
}

const choiceFor = (name: string): string =>
  name === nameOf('types') ? '优秀' : name === nameOf('onLeave') ? '基本合格' : '合格'

/** The same of everybody else: all 合格. */
async function castOthers(stage: Stage, caseId: string, round: Round): Promise<void> {
  for (const personId of others(stage)) {
    const own = stage.service.as(personId)
    const sheet = await own.get(`/appraisals/${caseId}/ballot?round=${round}`)
    if (sheet.status === 403) continue
    if (!good(sheet).open) continue
    const form = sheet.body.people.map((one: { personId: string }) => ({ personId: one.personId, choice: 1 }))
    good(await own.post(`/appraisals/${caseId}/ballot`, { round, form }))
  }
}

/** What is stored beside the person who chose: that he took part, and nothing about anybody else. */
async function expectSecrecy(stage: Stage, caseId: string): Promise<void> {
  const judge = stage.player('scans').personId
  const judged = [stage.player('types').personId, stage.player('onLeave').personId]
  const store = await walkStore()
  const beside = Object.entries(store).flatMap(([collection, rows]) =>
    rows
      .map((row) => JSON.stringify(row))
      .filter((row) => row.includes(caseId) && row.includes(judge) && judged.some((id) => row.includes(id)))
      .map(() => collection),
  )
  // Totals name everybody who is judged and nobody who judged; forms stand nowhere.
  expect([...new Set(beside)].sort()).toEqual(['appraisalTotals'])
  const seen = await readCase(stage, stage.player('secretary').personId, caseId)
  const row = seen.sheet.find((one: { name: string }) => one.name === nameOf('onLeave'))
  expect(row.ballot.slice(0, 4)).toEqual([0, row.ballot[1], 1, 0])
  expect((await readCase(stage, stage.player('commissioner').personId, caseId)).sheet).toBeDefined()
  expect((await readCase(stage, judge, caseId)).sheet).toBeUndefined()
  const again = good(await stage.service.as(judge).get(`/appraisals/${caseId}/ballot?round=ballot`))
  expect([again.done, JSON.stringify(again).includes('"choice"')]).toEqual([true, false])
}

async function rate(stage: Stage, caseId: string, decision: string): Promise<void> {
  const { device } = await visit(stage, 'secretary', page('board', caseId))
  await measure(stage.costs, '提出评定意见', 0, [device], async () => {
    await device.tap('提出评定意见')
    await device.choose('哪次会议提出的', decision)
    for (const name of stage.found.members.keys()) await device.tap(`${name}：${choiceFor(name)}`)
    await stage.photograph('secretary', 'ratings')
    await device.tap('提出评定意见')
    await device.see('报告上级')
  })
  await stage.settle()
}

async function tell(stage: Stage, caseId: string): Promise<void> {
  await step(stage, caseId, '报告上级')
  await step(stage, caseId, '告知本人')
  const { device } = await visit(stage, 'scans', page('board', caseId))
  await device.see('评定意见：合格')
  await device.tap('签收')
  await device.see('已签收')
  await stage.photograph('scans', 'told')
}

/** 民主评议 — from the plan to the receipt; who chose what is nowhere. */
export async function appraise(stage: Stage): Promise<void> {
  stage.service.clock.set(A_QUIET_MORNING)
  const caseId = await planCase(stage)
  await writeSelf(stage, caseId)
  await step(stage, caseId, '开始互评')
  const member = (await comeBack(stage, 'scans')).device
  await measure(stage.costs, '互评', 0, [member], () => fillForm(stage, caseId, 'peer'))
  await castOthers(stage, caseId, 'peer')
  await step(stage, caseId, '开始测评')
  await comeBack(stage, 'scans')
  await measure(stage.costs, '民主测评', 0, [member], () => fillForm(stage, caseId, 'ballot'))
  await castOthers(stage, caseId, 'ballot')

  const secretary = stage.player('secretary').personId
  await arrangeMeeting(stage, { kind: 'appraisal', on: MEETING_DAY, secretary })
  const { device } = await visit(stage, 'secretary', page('board', caseId))
  await device.choose('选一次会议', '民主评议')
  await device.gone('选一次会议')
  await stage.photograph('secretary', 'appraisal-board')
  await step(stage, caseId, '结束测评')
  await expectSecrecy(stage, caseId)
  await holdMeeting(stage, {
    kind: 'committeeMeeting',
    on: MEETING_DAY,
    startTime: '08:00',
    endTime: '09:00',
    secretary,
  })
  await rate(stage, caseId, '支委会')
  await tell(stage, caseId)
}
