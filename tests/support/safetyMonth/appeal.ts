import { Deliveries } from '@cloud/modules/reminders/collection'
import { good } from '../scenario/arrange'
import { measure } from '../scenario/costs'
import { visit } from '../scenario/enter'
import { passes, pointsOf } from './answers'
import { DISPUTED_STEM, knownAs } from './bankFile'
import { asWorker, goTo, holderOf, type Month } from './month'
import { changedByRuling, expectScores } from './scores'

/** Thursday 11 June 2026, 09:00 in Shanghai. */
const NEXT_MORNING = '2026-06-11T01:00:00.000Z'
const WHY = '下颏带要系紧，题库里的答案写错了'

/** 这道题有问题 — one tap below the question, nothing to write. */
export async function appeal(month: Month): Promise<void> {
  const { stage, given } = month
  goTo(month, NEXT_MORNING)
  const own = given.find(({ worker }) => worker.part === 'appeals')
  const { device } = await visit(stage, 'appeals', `/modules/quiz/pages/result/index?id=${own?.attemptId}`)
  await measure(stage.costs, '职工提异议', 0, [device], async () => {
    await device.tap({ label: '这道题有问题', within: DISPUTED_STEM })
    await device.see('你说过这道题有问题：待处理')
  })
  await stage.photograph('appeals', 'month-appeal')
}

/** 采纳 — the reviewer sees what was answered, taps the right option and says why. */
export async function accept(month: Month): Promise<void> {
  const { stage } = month
  await expectScores(month)
  const { device } = await visit(stage, 'reviewer', '/modules/quiz/pages/appeals/index')
  await measure(stage.costs, '采纳异议，重新算分', 1, [device], async () => {
    await device.tap(`处理 ${DISPUTED_STEM}`)
    await device.see('大家怎么答的')
    await stage.photograph('reviewer', 'month-appeal-shown')
    await device.tap('采纳')
    await device.see('考过这道题的全部重新算分')
    await device.tap(knownAs(DISPUTED_STEM).truth?.[0] ?? '')
    await device.type('理由', WHY)
    await stage.photograph('reviewer', 'month-ruling')
    await device.tap('采纳并重新算分')
    await device.see('处理结果')
  })
  month.ruled = true
  await stage.settle()
  await stage.settle()
}

/** All attempts are graded anew, each with the trail of what it was, and everybody concerned is told once. */
export async function expectRescored(month: Month): Promise<void> {
  await expectScores(month)
  const changed = changedByRuling(month)
  expect(changed.length).toBeGreaterThan(20)
  for (const one of month.given) {
    const { changes } = good(await asWorker(month, one.worker).get(`/quiz/attempts/${one.attemptId}/review`))
    const [before, after] = [pointsOf(one.chosen, 'file') * 100, pointsOf(one.chosen, 'truth') * 100]
    expect({ worker: one.worker.index, changes: changes.map(({ at: _, ...rest }: { at: string }) => rest) }).toEqual({
      worker: one.worker.index,
      changes: [
        ...(one.how === 'late' ? [{ why: 'late', from: 0, to: before }] : []),
        ...(before !== after ? [{ why: 'appeal', from: before, to: after }] : []),
      ],
    })
  }
  const told = await Deliveries.find({ subject: /quiz\.rescored/ }).lean()
  const concerned = [...changed.map(({ worker }) => worker), holderOf(month, 'appeals')].map(({ personId }) => personId)
  expect(told.map(({ recipientId }) => recipientId).sort()).toEqual([...new Set(concerned)].sort())
  expect(told.every(({ text }) => text.why.includes(WHY))).toBe(true)
  await expectFigures(month)
}

/** What the reviewer reads of it: how many results have changed, in both directions. */
async function expectFigures(month: Month): Promise<void> {
  const reviewer = month.stage.service.as(month.world.chair)
  const [row] = good(await reviewer.get('/quiz/appeals?state=accepted')).items
  const { decision } = good(await reviewer.get(`/quiz/appeals/${row.id}`))
  const changed = changedByRuling(month)
  const count = (was: boolean, is: boolean) =>
    changed.filter(({ chosen }) => passes(pointsOf(chosen, 'file')) === was && passes(pointsOf(chosen, 'truth')) === is)
      .length
  expect(decision).toMatchObject({
    changed: changed.length,
    nowPassed: count(false, true),
    nowFailed: count(true, false),
    why: WHY,
  })
  expect(Math.min(count(false, true), count(true, false))).toBeGreaterThan(0)
}

/** Who had said so reads it in the inbox, and finds the mark put right. */
export async function readRuling(month: Month): Promise<void> {
  const { stage, given } = month
  const own = given.find(({ worker }) => worker.part === 'appeals')
  const points = pointsOf(own?.chosen ?? [], 'truth')
  const { device } = await visit(stage, 'appeals', '/modules/reminders/pages/inbox/index')
  await device.see('有一道题改判：更正答案')
  await device.tap('看成绩：')
  await device.see(`${points} / 20 分，合格`)
  await device.tap('第 1 次')
  await device.see('题目经复核改判')
  await device.see(`${points - 2} → ${points} 分`)
  await stage.photograph('appeals', 'month-rescored')
}
