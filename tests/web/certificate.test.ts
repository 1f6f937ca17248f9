/// <reference lib="dom" />
import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { addBank, rightAnswerTo } from '../quiz/quizWorld'
import { PHONE_VIEWPORT } from '../support/browser/browserDriver'
import { launchChromium, startBrowser } from '../support/browser/launchChromium'
import { keepIn, sessionOf } from '../support/browser/signedIn'
import { buildWorld } from '../support/factories'
import { readPdf } from '../support/readPdf'
import { startTestService, type TestService } from '../support/service'
import { ensureBuilt } from '../support/ui/ensureBuilt'

/** 证书: whoever has passed opens it from the result; somebody else verifies it, by its address and by typing. */
let service: TestService
let browser: Browser
let attemptId: string
let memberId: string
let otherId: string
let examId: string
let secretaryId: string

beforeAll(async () => {
  service = await startTestService({ pagesFolder: ensureBuilt('h5') })
  const { branches } = await buildWorld(service.deps, { branches: 2 })
  const [branch, elsewhere] = branches
  if (!branch || !elsewhere) throw new Error('no branch')
  ;[secretaryId, memberId = '', otherId = ''] = [branch.secretary, branch.members[5], elsewhere.members[5]]
  const { questionIds } = await addBank(service, branch, 1)
  const { body } = await service.as(secretaryId).post('/quiz/exams', {
    organizationId: branch.id,
    title: '安全月考试',
    audience: { organizationIds: [branch.id] },
    paper: { kind: 'fixed', questions: questionIds.map((questionId) => ({ questionId, points: 10 })) },
    reveal: 'submitted',
    certificate: true,
  })
  examId = body.id
  await service.as(secretaryId).post(`/quiz/exams/${examId}/publish`)
  const member = service.as(memberId)
  const sheet = (await member.post(`/quiz/own-exams/${examId}/attempts`)).body
  attemptId = sheet.id
  const [{ place, asked }] = sheet.questions
  const answers = [{ place, seq: 1, answer: rightAnswerTo(asked), doneAt: sheet.now }]
  await member.post(`/quiz/attempts/${attemptId}/submit`, { answers })
  browser = await startBrowser()
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await service?.stop()
})

async function phoneOf(personId: string): Promise<Page> {
  const { context } = await launchChromium({ viewport: PHONE_VIEWPORT, browser })
  await context.clock.setFixedTime(service.clock.now())
  await keepIn(context, { session: await sessionOf(service, personId) })
  return context.newPage()
}
const shownOn = (page: Page) => page.locator('.taro_page:visible').last()
const says = (page: Page, words: string | RegExp) => shownOn(page).getByText(words).first().waitFor({ timeout: 8_000 })
const tap = (page: Page, words: string) => shownOn(page).getByText(words, { exact: true }).last().click()

test('从成绩打开证书、下载；别人凭地址和编号验证；取消考试以后都说已撤销', async () => {
  const page = await phoneOf(memberId)
  await page.goto(`${service.url}/#/modules/quiz/pages/result/index?id=${attemptId}`)
  await tap(page, '证书')
  await says(page, '给别人核验')
  const [download] = await Promise.all([page.waitForEvent('download'), tap(page, '下载证书')])
  const [certificate] = (await service.as(memberId).get('/quiz/own-certificates')).body.items
  expect(download.suggestedFilename()).toBe(`考试合格证书 ${certificate.code}.pdf`)
  const { text } = readPdf(readFileSync(await download.path()))
  for (const word of [certificate.name, '安全月考试', certificate.code]) expect(text).toContain(word)

  const other = await phoneOf(otherId)
  await other.goto(`${service.url}/#/modules/quiz/pages/verify/index?code=${certificate.code}`)
  await says(other, '证书有效')
  await says(other, certificate.name)
  const write = (code: string) => shownOn(other).locator('input').last().fill(code)
  await write('ABCD EFGH JKM8')
  await tap(other, '验证')
  await says(other, '编号不对，请和证书上的核对一遍')
  await write('abcd efgh jkm7')
  await tap(other, '验证')
  await says(other, '没有这个编号的证书，请和证书上的核对一遍')

  await service.as(secretaryId).post(`/quiz/exams/${examId}/cancel`, { reason: '题目泄露' })
  await write(certificate.code.toLowerCase().replaceAll('-', ''))
  await tap(other, '验证')
  await says(other, '证书已撤销')
  await page.reload()
  await says(page, '这张证书已撤销')
  await says(page, '这次考试已取消')
  expect(await shownOn(page).getByText('下载证书').count()).toBe(0)
}, 60_000)
