import { drainChanges } from '@cloud/core/change'
import { FileChunks, Files } from '@cloud/modules/files/collection'
import { holdFiles, listFiles, presentFile } from '@cloud/modules/files/index'
import { buildWorld, systemWork, type World } from '../support/factories'
import { startTestService, type TestService } from '../support/service'
import { officeFile, pngOf } from './buildFiles'

let service: TestService
let world: World

beforeAll(async () => {
  service = await startTestService({ now: '2026-06-11T01:00:00.000Z' })
  world = await buildWorld(service.deps)
})
afterAll(() => service.stop())

const branch = () => world.branches[0] as World['branches'][number]
const upload = (who: string | undefined, name: string, bytes: Uint8Array) =>
  service.as(who).post(`/files?fileName=${encodeURIComponent(name)}`, bytes)
const open = (url: string, headers: Record<string, string> = {}) => fetch(service.url + url, { headers })

test('没有登录、没有写题写课的职务，传不上来', async () => {
  expect((await upload(undefined, '图.png', pngOf(4, 3))).status).toBe(401)
  expect((await upload(branch().members[5], '图.png', pngOf(4, 3))).status).toBe(403)
})

test.each<[string, string, Uint8Array, number, RegExp]>([
  ['空文件', '图.png', new Uint8Array(), 400, /空的/],
  ['改了名的网页', '图.png', Buffer.from('<svg onload="alert(1)">'), 400, /只收图片/],
  ['别的压缩包', '包.docx', officeFile('docx', ['x'], { '[Content_Types].xml': '<Types/>' }), 400, /只收图片/],
  ['带宏的文档', '表.docx', officeFile('docx', ['x'], { 'word/vbaProject.bin': 'x' }), 400, /带宏/],
  ['传坏的文档', '表.docx', officeFile('docx', ['长'.repeat(500)]).subarray(0, 200), 400, /打不开/],
  ['太大的图片', '图.png', pngOf(4, 3, 2 * 1024 * 1024), 413, /最大/],
  ['边长过大的图片', '图.png', pngOf(7_000, 3), 400, /边长/],
  ['名字带密级', '（秘密）会议.pdf', Buffer.from('%PDF-1.7'), 422, /密级标志/],
  ['文档里带密级，标志拆在两段里', '通知.docx', officeFile('docx', ['机密', '★', '一年']), 422, /密级标志/],
  ['表格里带密级', '表.xlsx', officeFile('xlsx', ['绝密★']), 422, /密级标志/],
  ['PDF 标题带密级', '通知.pdf', Buffer.from('%PDF-1.7 /Title (秘密★)'), 422, /密级标志/],
])('%s：说清楚，什么也不留下', async (_, name, bytes, status, message) => {
  const answer = await upload(branch().secretary, name, bytes)
  expect([answer.status, answer.body.error.message]).toEqual([status, expect.stringMatching(message)])
  expect(await Files.countDocuments({})).toBe(0)
  expect(await FileChunks.countDocuments({})).toBe(0)
})

test('传上来、按地址打开：内容一样，图片可在页面里显示，文件只能另存；地址改一个字或过期就打不开', async () => {
  const picture = pngOf(4, 3, 700_000)
  const answer = await upload(branch().secretary, '脚手架.png', picture)
  expect(answer.status).toBe(200)
  expect(answer.body).toMatchObject({ name: '脚手架.png', type: 'png', bytes: picture.length, width: 4, height: 3 })
  const { url } = answer.body
  const shown = await open(url)
  expect(shown.headers.get('content-type')).toBe('image/png')
  expect(shown.headers.get('content-disposition')).toMatch(/^inline/)
  expect(shown.headers.get('cache-control')).toContain('private')
  expect(Buffer.from(await shown.arrayBuffer()).equals(picture)).toBe(true)
  expect((await open(url, { 'If-None-Match': shown.headers.get('etag') ?? '' })).status).toBe(304)
  const paper = await upload(branch().secretary, '讲义.docx', officeFile('docx', ['高处作业']))
  expect((await open(paper.body.url)).headers.get('content-disposition')).toMatch(/^attachment/)
  expect((await open(url.replace('2026-06-13', '2026-06-14'))).status).toBe(404)
  expect((await open(`${url.slice(0, -1)}${url.endsWith('A') ? 'B' : 'A'}`)).status).toBe(404)
  service.clock.set('2026-06-14T01:00:00.000Z')
  expect((await open(url)).status).toBe(404)
  service.clock.set('2026-06-11T01:00:00.000Z')
})

test('用上的一直留着；几天没用上的、传了一半的，夜里清掉', async () => {
  const work = systemWork(service.deps)
  const kept = (await upload(branch().secretary, '留.png', pngOf(5, 5))).body.id
  const dropped = (await upload(branch().secretary, '弃.png', pngOf(6, 6))).body.id
  await holdFiles(work, 'learning.course:a', [kept, dropped])
  await holdFiles(work, 'learning.course:b', [kept])
  await holdFiles(work, 'learning.course:a', [])
  const brokenOff = (await upload(branch().secretary, '断.png', pngOf(7, 7))).body
  await Files.updateOne({ _id: brokenOff.id }, { $unset: { whole: 1 } })
  expect((await open(brokenOff.url)).status).toBe(404)
  service.clock.set('2026-06-19T01:00:00.000Z')
  await service.runJobs()
  await drainChanges(service.deps)
  const left = await listFiles([kept, dropped])
  expect(left.map(({ _id }) => _id)).toEqual([kept])
  expect(await FileChunks.distinct('fileId', {})).toEqual([kept])
  const [record] = left
  if (!record) throw new Error('no file')
  expect((await open(presentFile(systemWork(service.deps), record).url)).status).toBe(200)
})
