/// <reference lib="dom" />
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { Questions } from '@cloud/modules/quiz/banks/collection'
import { Attempts, Exams } from '@cloud/modules/quiz/exams/collection'
import type { Browser, Page } from 'playwright-core'
import { PICTURE_EDGE, publishPictured } from '../quiz/picturedExam'
import { addBank } from '../quiz/quizWorld'
import { DESKTOP_VIEWPORT, PHONE_VIEWPORT } from '../support/browser/browserDriver'
import { launchChromium, startBrowser } from '../support/browser/launchChromium'
import { pickInBrowser } from '../support/browser/pickInBrowser'
import { keepIn, sessionOf } from '../support/browser/signedIn'
import { buildWorld, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'
import { ensureBuilt } from '../support/ui/ensureBuilt'

/** 考试, on a phone that loses its signal and is closed in between. SHOTS names a folder for pictures. */
let service: TestService
let browser: Browser
let secretaryId: string
let page: Page
let examId: string
let branch: World['branches'][number]
const { SHOTS } = process.env

beforeAll(async () => {
  service = await startTestService({ pagesFolder: ensureBuilt('h5') })
  const { branches } = await buildWorld(service.deps, { branches: 1 })
  if (!branches[0]) throw new Error('no branch')
  ;[branch] = branches
  const { questionIds } = await addBank(service, branch, 10)
  const secretary = service.as(branch.secretary)
  const { body } = await secretary.post('/quiz/exams', {
    organizationId: branch.id,
    title: '安全月考试',
    audience: { organizationIds: [branch.id] },
    paper: { kind: 'fixed', questions: questionIds.slice(0, 9).map((questionId) => ({ questionId, points: 10 })) },
    minutes: 30,
    reveal: 'submitted',
  })
  examId = body.id
  await secretary.post(`/quiz/exams/${examId}/publish`)
  secretaryId = branch.secretary
  browser = await startBrowser()
  await takePhone(branch.members[5] ?? '')
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await service?.stop()
})

async function takePhone(personId: string): Promise<void> {
  const phone = await launchChromium({ viewport: PHONE_VIEWPORT, browser })
  await phone.context.clock.setFixedTime(service.clock.now())
  await keepIn(phone.context, { session: await sessionOf(service, personId) })
  page = await phone.context.newPage()
}
const shown = () => page.locator('.taro_page:visible').last()
const says = (words: string | RegExp) => shown().getByText(words).first().waitFor({ timeout: 8_000 })
const tap = (words: string) => shown().getByText(words, { exact: true }).last().click()
const pick = async (label: string, option: string) => {
  const list = await shown().locator(`select[aria-label="${label}"]`).last().elementHandle()
  if (!list) throw new Error(`no list ${label}`)
  await pickInBrowser(list, option)
}
const write = (label: string, text: string) =>
  shown().locator(`input[aria-label="${label}"], [aria-label="${label}"] input`).last().fill(text)
const options = () => shown().locator('.opt')
const ASKED = /\/(api|files)\//
const setSignal = (there: boolean) =>
  there ? page.unroute(ASKED) : page.route(ASKED, (route) => route.abort('internetdisconnected'))
const photograph = async (name: string) => {
  if (SHOTS) await page.screenshot({ path: join(SHOTS, `exam-${name}.png`) })
}
const stored = () => Attempts.findOne({ examId }).lean()

test('开始、答题；断了信号、关了再开都接着答；来信号后送到，交卷看成绩', async () => {
  await page.goto(`${service.url}/#/modules/quiz/pages/exams/index`)
  await says('安全月考试')
  await tap('去考')
  await says('没有信号怎么办')
  await photograph('说明')
  await tap('开始答题')
  await says('第 1 题，共 9 题')
  await says('还剩 30:00')
  await options().first().click()
  await says('已保存')
  await photograph('答题')
  expect(Object.keys((await stored())?.answers ?? {})).toEqual(['0'])

  await setSignal(false)
  await tap('下一题')
  await says('第 2 题，共 9 题')
  await options().nth(1).click()
  await says('已存在本机，有信号后自动送到')
  await tap('回头再看')
  await photograph('无信号')
  await tap('下一题')
  await options().nth(2).click()

  // The app is closed and opened again without signal; only the pages themselves are there.
  await page.reload()
  await says('第 3 题，共 9 题')
  await says('已存在本机，有信号后自动送到')
  await tap('答题卡')
  await says('已答 3 题，未答 6 题')
  await photograph('答题卡')
  await shown().getByLabel('第 2 题，已答，回头再看').click()
  await says('第 2 题，共 9 题')
  expect(Object.keys((await stored())?.answers ?? {})).toEqual(['0'])

  await setSignal(true)
  await tap('已存在本机，有信号后自动送到')
  await says('已保存')
  expect(Object.keys((await stored())?.answers ?? {})).toEqual(['0', '1', '2'])

  await setSignal(false)
  await tap('答题卡')
  await tap('交卷')
  await says('还有 6 题没答')
  await says('没答：第 4、5、6、7、8、9 题')
  await photograph('交卷')
  await tap('不答了，交卷')
  await says('已交卷，存在本机')
  await photograph('交卷无信号')
  expect((await stored())?.state).toBe('open')
  await setSignal(true)
  await tap('现在送')
  await tap('看成绩')
  await says('成绩')
  await says(/及格；答对 \d 题，共 9 题/)
  await photograph('成绩')
  expect(await stored()).toMatchObject({ state: 'submitted', submittedBy: 'person' })
  expect(Object.keys((await stored())?.answers ?? {})).toEqual(['0', '1', '2'])
}, 90_000)

test('说题目有问题，一点就行；书记新建、发布考试，采纳异议后重新算分', async () => {
  await tap('这道题有问题')
  await says('你说过这道题有问题：待处理')
  await tap('答案不对')
  await photograph('异议')
  const office = await launchChromium({ viewport: DESKTOP_VIEWPORT, browser })
  await office.context.clock.setFixedTime(service.clock.now())
  await keepIn(office.context, { session: await sessionOf(service, secretaryId) })
  page = await office.context.newPage()

  await page.goto(`${service.url}/#/modules/quiz/pages/examList/index`)
  await says('安全月考试')
  await tap('题目异议')
  await shown()
    .getByLabel(/^处理 /)
    .click()
  await says('哪里有问题')
  await says('人数太少，不统计')
  await tap('采纳')
  await says('正确答案')
  await pick('怎么改', '人人算对')
  await write('理由', '题目没说清')
  await photograph('采纳')
  await tap('采纳并重新算分')
  await says('处理结果')
  await service.drain()
  expect((await stored())?.changes).toMatchObject([{ why: 'appeal' }])

  await page.goto(`${service.url}/#/modules/quiz/pages/examEdit/index`)
  await says('从哪些题库抽')
  await pick('题库', '安全知识题库')
  await says(/要 20 道，题库里能用的只有 9 道/)
  await write('抽几题', '8')
  await says('一共 8 题，40 分，题库够用')
  await photograph('新建')
  await tap('建好草稿')
  await says('看样卷')
  await tap('发布')
  await page.locator('.taro__modal').getByText('发布', { exact: true }).click()
  await says('已交卷')
  await photograph('管理')
}, 90_000)

test('选题：从题库里一道一道挑，离开再回来还在，调顺序、改分数，存成草稿', async () => {
  const press = (label: string) => shown().getByLabel(label, { exact: true }).first().click()
  // One of them waits for review since the appeal.
  const usable = await Questions.find({ state: 'active', kind: 'single' }).sort({ order: 1 }).limit(3).lean()
  const [one, two, three] = usable.map(({ _id, title }) => ({ id: _id, title }))
  if (!one || !two || !three) throw new Error('too few questions')
  await page.goto(`${service.url}/#/modules/quiz/pages/examEdit/index`)
  await says('从哪些题库抽')
  await tap('选题，所有人一样')
  await says('还没有选题')
  await tap('去选题')
  await says('已选 0 道，最多 200 道')
  await press(`加入 ${three.title}`)
  await press(`加入 ${one.title}`)
  await press(`加入 ${two.title}`)
  await press(`去掉 ${two.title}`)
  await says('已选 2 道，最多 200 道')
  await photograph('选题')
  await page.goto(`${service.url}/#/modules/quiz/pages/examList/index`)
  await says('管理考试')
  await page.reload()
  await page.goto(`${service.url}/#/modules/quiz/pages/examEdit/index`)
  await says('上次的改动还没有存，接着写')
  await says('选好的题（2）')
  await says(`1. ${three.title}`)
  // What has the focus is what a screen reader names, and a key turns it.
  const ordered = shown().getByRole('switch', { name: '按这个顺序出题', exact: true })
  await ordered.focus()
  await page.keyboard.press('Space')
  expect(await ordered.isChecked()).toBe(true)
  await press('第 1 题下移')
  await says(`1. ${one.title}`)
  await write('第 2 题分数', '8')
  await says('一共 2 题，13 分')
  await photograph('选好的题')
  await tap('建好草稿')
  await says('看样卷')
  const stored = await Exams.findOne({ title: '6月考试', 'paper.kind': 'fixed' }).lean()
  expect(stored?.paper).toMatchObject({
    ordered: true,
    questions: [
      { questionId: one.id, points: 5 },
      { questionId: three.id, points: 8 },
    ],
  })
  await page.goto(`${service.url}/#/modules/quiz/pages/examEdit/index`)
  await says('从哪些题库抽')
}, 90_000)

const pictureSizes = () =>
  shown()
    .locator('img.quiz-picture')
    .evaluateAll((all) =>
      Promise.all(
        all.map((one) => (one as HTMLImageElement).decode().then(() => (one as HTMLImageElement).naturalWidth)),
      ),
    )
/** Waits until what is read is this; what it was last is told. */
async function until<T>(read: () => Promise<T>, wanted: T): Promise<void> {
  let last: T | undefined
  for (const end = Date.now() + 8_000; Date.now() < end; await page.waitForTimeout(50)) {
    last = await read().catch(() => undefined)
    if (isDeepStrictEqual(last, wanted)) return
  }
  expect(last).toEqual(wanted)
}
const filesHere = () =>
  page.evaluate(async () => (await (await caches.open('zhixing-kept')).keys()).map(({ url }) => new URL(url).pathname))

test('题和选项里的图跟着答卷存在本机：断了信号、重开都看得到，没取到的说明白；交卷后一张不留', async () => {
  const { examId: picturedExamId, bankId } = await publishPictured(service, branch)
  await takePhone(branch.members[6] ?? '')
  // One picture does not come: the exam goes on all the same.
  let refused = ''
  await page.route('**/files/**', (route) => {
    refused ||= route.request().url()
    return route.request().url() === refused ? route.abort('connectionreset') : route.continue()
  })
  await page.goto(`${service.url}/#/modules/quiz/pages/exam/index?id=${picturedExamId}`)
  await tap('开始答题')
  await says('第 1 题，共 2 题')
  await until(async () => (await filesHere()).length, 2)
  await setSignal(false)
  await page.reload()
  await says('第 1 题，共 2 题')
  await says('题目的图没有取到，有信号后再看')
  await until(pictureSizes, [PICTURE_EDGE])
  await photograph('图没有取到')
  await page.unroute('**/files/**')

  // The next look with a signal fetches what is missing.
  await setSignal(true)
  await page.reload()
  await until(async () => (await filesHere()).length, 3)
  await setSignal(false)
  await page.reload()
  await until(pictureSizes, [PICTURE_EDGE, PICTURE_EDGE])
  await photograph('题图无信号')
  await options().first().click()
  await tap('下一题')
  await says('第 2 题，共 2 题')
  await until(pictureSizes, [PICTURE_EDGE])
  await tap('交卷')
  await tap('不答了，交卷')
  await says('已交卷，存在本机')
  await until(filesHere, [])
  await setSignal(true)
  await tap('现在送')
  await says('已交卷')

  // A round of practice keeps its pictures by the same means; whoever signs out leaves none behind.
  await page.goto(`${service.url}/#/modules/quiz/pages/round/index?mode=free&bankId=${bankId}`)
  await says('自由练习 1 / 2')
  await until(async () => (await filesHere()).length, 3)
  await setSignal(false)
  await tap('不会')
  await says('批改结果和解析随后送到，先做下一题')
  await tap('下一题')
  await says('自由练习 2 / 2')
  await until(async () => (await pictureSizes())[0], PICTURE_EDGE)
  await setSignal(true)
  await page.goto(`${service.url}/#/pages/me/index`)
  await tap('退出登录')
  await page.locator('.taro__modal').getByText('退出', { exact: true }).click()
  await until(filesHere, [])
}, 90_000)

test('另一台设备后来答了同一题：回来信号就改成后来的，并且说出来；再改的算', async () => {
  const { examId: otherId } = await publishPictured(service, branch)
  const personId = branch.members[7] ?? ''
  await takePhone(personId)
  await page.goto(`${service.url}/#/modules/quiz/pages/exam/index?id=${otherId}`)
  await tap('开始答题')
  await says('第 1 题，共 2 题')
  await setSignal(false)
  await options().nth(0).click()
  await says('已存在本机，有信号后自动送到')
  const attempt = await Attempts.findOne({ examId: otherId }).lean()
  const answers = async () => Object.values((await Attempts.findById(attempt?._id).lean())?.answers ?? {})
  const later = { place: 0, seq: 1, answer: [1], doneAt: new Date(service.clock.now() + 2_000).toISOString() }
  await service.as(personId).put(`/quiz/attempts/${attempt?._id}/answers`, { answers: [later] })

  await setSignal(true)
  await tap('已存在本机，有信号后自动送到')
  await says('第 1 题在另一台设备上后来答过')
  await photograph('另一台设备')
  expect(await options().nth(1).getAttribute('aria-pressed')).toBe('true')
  expect(await answers()).toMatchObject([{ seq: 1, answer: [1] }])
  await tap('知道了')
  await options().nth(0).click()
  await says('已保存')
  expect(await answers()).toMatchObject([{ seq: 2, answer: [0] }])
  expect(await shown().getByText('在另一台设备上后来答过').count()).toBe(0)
}, 60_000)
