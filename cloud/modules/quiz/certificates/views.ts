import { found } from '@cloud/core/authorize'
import { findPage, type PageRequest } from '@cloud/core/database/paging'
import type { Deps, Work } from '@cloud/core/deps'
import { createSharedLimit } from '@cloud/core/http/rateLimit'
import { qrRows } from '@cloud/core/qrRows'
import { organizationNames } from '@cloud/modules/organizations/index'
import { namesOf } from '@cloud/modules/people/index'
import { AppError } from '@shared/core/errors'
import { plainDateOf } from '@shared/core/plainDate'
import { spacedCertificateCode } from '@shared/modules/quiz/certificates/code'
import { VERIFY_PAGE, withdrawnBecause } from '@shared/modules/quiz/certificates/model'
import { type AttemptRecord, Attempts, type ExamRecord, Exams } from '../exams/collection'
import { type CertificateRecord, Certificates } from './collection'

/** More than anybody checks by hand; far too few to find a code by trying. */
const guessing = createSharedLimit('certificateCode', 60, 300, '试的次数太多了，请 5 分钟后再试')

type ShownExam = Pick<ExamRecord, '_id' | 'title' | 'state' | 'organizationId' | 'passPercent'>
const SHOWN_EXAM = { title: 1, state: 1, organizationId: 1, passPercent: 1 } as const
type ShownAttempt = Pick<AttemptRecord, '_id' | 'examId' | 'personId' | 'score' | 'full' | 'passed'>
const SHOWN_ATTEMPT = { examId: 1, personId: 1, score: 1, full: 1, passed: 1 } as const

/** Certificates with everything they say, in the order given. */
async function present(records: readonly CertificateRecord[]) {
  const examIds = [...new Set(records.map(({ examId }) => examId))]
  const personIds = [...new Set(records.map(({ personId }) => personId))]
  const exams = await Exams.find({ _id: { $in: examIds } }, SHOWN_EXAM).lean<ShownExam[]>()
  const attempts = await Attempts.find(
    { examId: { $in: examIds }, personId: { $in: personIds }, counts: true },
    SHOWN_ATTEMPT,
  ).lean<ShownAttempt[]>()
  const placeNames = await organizationNames(exams.map(({ organizationId }) => organizationId))
  const examOf = new Map(exams.map((exam) => [exam._id, exam]))
  const attemptOf = new Map(attempts.map((attempt) => [`${attempt.examId}:${attempt.personId}`, attempt]))
  const names = await namesOf(personIds)
  return records.map(({ _id, examId, personId, code, issuedAt }) => {
    const exam = found(examOf.get(examId), '次考试')
    const { score = 0, full = 0, passed = false } = attemptOf.get(`${examId}:${personId}`) ?? {}
    const because = withdrawnBecause({ cancelled: exam.state === 'cancelled', passed })
    return {
      ...{ id: _id, examId, score, full },
      code: spacedCertificateCode(code),
      name: names.get(personId) ?? '',
      examTitle: exam.title,
      passPercent: exam.passPercent,
      organizationName: placeNames.get(exam.organizationId) ?? '',
      issuedOn: plainDateOf(issuedAt.getTime()),
      state: because ? ('withdrawn' as const) : ('valid' as const),
      ...(because && { withdrawnBecause: because }),
    }
  })
}

export type ShownCertificate = Awaited<ReturnType<typeof present>>[number]

/** 我的证书, the latest first. */
export async function listOwnCertificates({ actor }: Work, request: PageRequest) {
  const where = { personId: actor.personId }
  const { items, next } = await findPage<CertificateRecord>(Certificates, where, { issuedAt: -1 }, request)
  return { items: await present(items), next }
}

/** @throws AppError not_found for anybody else's certificate, as for one that does not exist. */
export async function getOwnCertificate({ actor }: Work, certificateId: string): Promise<ShownCertificate> {
  const own = { _id: certificateId, personId: actor.personId }
  const record = found(await Certificates.findOne(own).lean<CertificateRecord>(), '张证书')
  return found((await present([record]))[0], '张证书')
}

/** Address behind the code on a certificate: it opens the page that verifies, in WeChat as well as in a browser. */
export const verifyUrl = ({ config }: Deps, code: string): string => `${config.publicUrl}/#/${VERIFY_PAGE}?code=${code}`

/** An own certificate with the code that leads to its verification. */
export async function readOwnCertificate(work: Work, certificateId: string) {
  const certificate = await getOwnCertificate(work, certificateId)
  return { ...certificate, rows: qrRows(verifyUrl(work.deps, certificate.code)) }
}

/** 验证证书 — what anybody who is signed in is told about a code. @throws AppError not_found, rate_limited. */
export async function verifyCertificate({ actor }: Work, code: string) {
  await guessing.take(actor.personId)
  const record = await Certificates.findOne({ code }).lean<CertificateRecord>()
  if (!record) throw new AppError('not_found', '没有这个编号的证书，请和证书上的核对一遍')
  return found((await present([record]))[0], '张证书')
}
