import { addBank, rightAnswerTo } from '../quiz/quizWorld'
import { sessionOf } from '../support/browser/signedIn'
import { buildWorld } from '../support/factories'
import { readPdf } from '../support/readPdf'
import { startTestService, type TestService } from '../support/service'
import { ensureBuilt } from '../support/ui/ensureBuilt'
import { createWeappDriver } from '../support/weapp/weappDriver'

/** 证书 in WeChat: opened as a document, and verified by what the camera or WeChat itself has read. */
let service: TestService
let dist: string
let memberId: string
let otherId: string

beforeAll(async () => {
  dist = ensureBuilt('weapp')
  service = await startTestService()
  const { branches } = await buildWorld(service.deps, { branches: 2 })
  const [branch, elsewhere] = branches
  if (!branch || !elsewhere) throw new Error('no branch')
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

const phoneOf = async (personId: string) =>
  createWeappDriver({
    dist,
    baseUrl: service.url,
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
