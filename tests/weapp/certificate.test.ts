import { publishPictured } from '../quiz/picturedExam'
import { addBank, rightAnswerTo } from '../quiz/quizWorld'
import { sessionOf } from '../support/browser/signedIn'
import { buildWorld, type World } from '../support/factories'
import { readPdf } from '../support/readPdf'
import { startTestService, type TestService } from '../support/service'
import { ensureBuilt } from '../support/ui/ensureBuilt'
import { createWeappDriver } from '../support/weapp/weappDriver'
import type { DeviceFiles } from '../support/weapp/wx/files'

/** 证书, and what is kept on the phone, in WeChat: opened as a document, verified by what the camera has read, there without signal. */
let service: TestService
let dist: string
let memberId: string
let otherId: string
let branch: World['branches'][number]

beforeAll(async () => {
  dist = ensureBuilt('weapp')
  service = await startTestService()
  const { branches } = await buildWorld(service.deps, { branches: 2 })
  const [first, elsewhere] = branches
  if (!first || !elsewhere) throw new Error('no branch')
  branch = first
  ;[memberId = '', otherId = ''] = [branch.members[5], elsewhere.members[5]]
  const [secretary, member] = [service.as(branch.secretary), service.as(memberId)]
  const { questionIds } = await addBank(service, branch, 1)
  const { body } = await secretary.post('/quiz/exams', {
    organizationId: branch.id,
    title: '安全月考试',
    audience: { organizationIds: [branch.id] },
    paper: { kind: 'fixed', questions: questionIds.map((questionId) => ({ questionId, points: 10 })) },
    certificate: true,
  })
  await secretary.post(`/quiz/exams/${body.id}/publish`)
  const sheet = (await member.post(`/quiz/own-exams/${body.id}/attempts`)).body
  const [{ place, asked }] = sheet.questions
  const answers = [{ place, seq: 1, answer: rightAnswerTo(asked), doneAt: sheet.now }]
  await member.post(`/quiz/attempts/${sheet.id}/submit`, { answers })
}, 180_000)
afterAll(() => service.stop())

const phoneOf = async (personId: string, files: DeviceFiles = new Map()) =>
  createWeappDriver({
    dist,
    baseUrl: service.url,
    files,
    storage: new Map([['session', JSON.stringify(await sessionOf(service, personId))]]),
  })

test('打开证书；别人扫一扫、微信扫码进来、输入编号，都能验证', async () => {
  const phone = await phoneOf(memberId)
  await phone.launch('/modules/quiz/pages/certificates/index')
  await phone.tap('安全月考试')
  await phone.see('给别人核验')
  await phone.tap('打开证书')
  const { name, bytes } = await phone.takeFile()
  const [certificate] = (await service.as(memberId).get('/quiz/own-certificates')).body.items
  expect(name).toBe(`考试合格证书 ${certificate.code}.pdf`)
  expect(readPdf(bytes).text).toContain(certificate.name)

  const address = `${service.url}/#/modules/quiz/pages/verify/index?code=${certificate.code}`
  const other = await phoneOf(otherId)
  await other.launch('/modules/quiz/pages/verify/index')
  await other.scan('https://example.org/?code=123', '扫一扫')
  await other.see('扫到的不是证书上的二维码')
  await other.scan(address, '扫一扫')
  await other.see('证书有效')
  await other.see(certificate.name)
  await other.restart(`/modules/quiz/pages/verify/index?q=${encodeURIComponent(address)}`)
  await other.see('证书有效')
  await other.type('证书编号', 'abcd efgh jkm7')
  await other.tap('验证')
  await other.see('没有这个编号的证书，请和证书上的核对一遍')
  expect(phone.problems()).toEqual([])
  await Promise.all([phone.close(), other.close()])
}, 60_000)

test('没有信号考试：题里的图存在手机里，关了再开也在；交卷后删去', async () => {
  const { examId, pictureIds } = await publishPictured(service, branch)
  const files: DeviceFiles = new Map()
  const phone = await phoneOf(memberId, files)
  const here = (ids: readonly string[]) => ids.map((id) => `wxfile://usr/file-${id}`)
  await phone.launch(`/modules/quiz/pages/exam/index?id=${examId}`)
  await phone.tap('开始答题')
  await phone.see('第 1 题，共 2 题')
  expect([...files.keys()]).toEqual(here(pictureIds))
  await phone.setOnline(false)
  await phone.restart()
  const attempt = (await service.as(memberId).get(`/quiz/own-exams/${examId}`)).body.mine[0]
  await phone.open(`/modules/quiz/pages/attempt/index?id=${attempt.id}`)
  await phone.see('洞口的图里缺了什么？')
  expect(phone.pictures()).toEqual(here(pictureIds.slice(0, 2)))
  await phone.tap('护栏')
  await phone.tap('下一题')
  expect(phone.pictures()).toEqual(here(pictureIds.slice(2)))
  await phone.tap('交卷')
  await phone.tap('不答了，交卷')
  await phone.see('已交卷，存在本机')
  expect([...files.keys()]).toEqual([])
  expect(phone.problems()).toEqual([])
  await phone.close()
}, 60_000)

test('存到本机的课程：文件没有信号也由微信打开，名字还是原来的', async () => {
  const secretary = service.as(branch.secretary)
  const paper = Buffer.from('%PDF-1.7\n应急处置卡\n%%EOF')
  const fileId = (await secretary.post(`/files?fileName=${encodeURIComponent('应急 处置卡.pdf')}`, paper)).body.id
  const { id } = (await secretary.post('/learning/courses', { organizationId: branch.id, title: '洞口贴的纸' })).body
  const path = `/learning/courses/${id}`
  const material = { kind: 'file', fileId }
  const { revision } = (await secretary.get(`${path}/draft`)).body
  await secretary.post(`${path}/draft/lessons`, { revision, title: '处置卡', minutes: 2, material, checks: [] })
  const audience = { organizationIds: [branch.id] }
  const { body } = await secretary.get(`${path}/draft`)
  await secretary.post(`${path}/publish`, { revision: body.revision, audience, secrecyReviewed: true })

  const files: DeviceFiles = new Map()
  const phone = await phoneOf(memberId, files)
  await phone.launch(`/modules/learning/pages/course/index?id=${id}`)
  await phone.tap('存')
  await phone.see('已存在本机')
  await phone.setOnline(false)
  await phone.restart('/modules/learning/pages/downloads/index')
  await phone.tap('打开：洞口贴的纸')
  await phone.tap('1. 处置卡')
  await phone.tap('打开文件')
  expect(await phone.takeFile()).toEqual({ name: `应急 处置卡 ${fileId}.pdf`, bytes: paper })
  await phone.open('/modules/learning/pages/downloads/index')
  await phone.tap('删除：洞口贴的纸')
  await phone.tap('删除')
  await phone.see('还没有存课程')
  expect([...files.keys()]).toEqual([])
  expect(phone.problems()).toEqual([])
  await phone.close()
}, 60_000)
