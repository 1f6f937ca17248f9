import { good } from '../scenario/arrange'
import { measure } from '../scenario/costs'
import { visit } from '../scenario/enter'
import { FULL, passes } from './answers'
import { asWorker, holderOf, type Month } from './month'
import { bestOf, pointsNow } from './scores'

/**
 * 证书 — whoever has passed by now has one, with the score that counts; whom the ruling has failed keeps it as withdrawn; its code never
 * changes, and anybody inside can verify it.
 */
export async function expectCertificates(month: Month): Promise<void> {
  const { workers, certified, found } = month
  for (const worker of workers) {
    const best = bestOf(month, worker)
    const points = best ? pointsNow(month, best) : 0
    const isValid = passes(points)
    const { items } = good(await asWorker(month, worker).get('/quiz/own-certificates'))
    const known = certified.get(worker.index)
    const [own] = items
    const expected = {
      examId: found.refIds['exam'],
      state: isValid ? 'valid' : 'withdrawn',
      ...{ score: points * 100, full: FULL * 100 },
      ...(known && { code: known }),
      ...(!isValid && { withdrawnBecause: 'rescored' }),
    }
    expect({ worker: worker.index, items }).toMatchObject({
      worker: worker.index,
      items: isValid || known ? [expected] : [],
    })
    if (!own) continue
    certified.set(worker.index, own.code)
    const somebody = workers[(worker.index + 1) % workers.length] ?? worker
    const told = good(await asWorker(month, somebody).get(`/quiz/certificates/${own.code}`))
    expect(told).toMatchObject({ code: own.code, name: own.name, state: expected.state })
  }
}

/** One opens the certificate from the result and keeps it as a file; somebody else looks whether its code is genuine. */
export async function openCertificate(month: Month): Promise<void> {
  const { stage, given, certified } = month
  const worker = holderOf(month, 'reloads')
  const code = certified.get(worker.index) ?? ''
  const own = given.find((one) => one.worker === worker)
  const { device, name } = await visit(stage, 'reloads', `/modules/quiz/pages/result/index?id=${own?.attemptId}`)
  await measure(stage.costs, '职工打开证书', 0, [device], async () => {
    await device.tap('证书')
    await device.see(code)
    await stage.photograph('reloads', 'month-certificate')
    await device.tap(stage.runtime === 'weapp' ? '打开证书' : '下载证书')
  })
  const file = await device.takeFile()
  expect(file.name).toMatch(/\.pdf$/)
  expect(file.bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-')
  const reviewer = (await visit(stage, 'reviewer', `/modules/quiz/pages/verify/index?code=${code}`)).device
  await reviewer.see('证书有效')
  await reviewer.see(name)
  await stage.photograph('reviewer', 'month-verified')
}
