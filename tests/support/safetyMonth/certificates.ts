import { good } from '../scenario/arrange'
import { FULL, passes } from './answers'
import { asOfficer, asWorker, type Month } from './month'
import { bestOf, pointsNow } from './scores'

/** 发证 — whoever passes is to have a certificate; said before the exam is published, at no cost of typing. */
export async function askForCertificates(month: Month, examId: string): Promise<void> {
  const officer = asOfficer(month)
  const { title, note, audience, paper, opensAt, closesAt, minutes, attempts, passPercent, partial, reveal } = good(
    await officer.get(`/quiz/exams/${examId}`),
  )
  const { bankTitles: _, ...drawn } = paper
  const rules = { opensAt, closesAt, minutes, attempts, passPercent, partial, reveal }
  const draft = { title, note, audience, paper: drawn, ...rules, certificate: true }
  good(await officer.put(`/quiz/exams/${examId}`, draft))
}

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
