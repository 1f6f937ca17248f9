import { defineCollection, text, when } from '@cloud/core/database/collection'

/** 考试合格证书 — that one was issued, and under which code. Everything else it says follows from the exam and the attempt that counts. */
export interface CertificateRecord {
  _id: string
  examId: string
  personId: string
  /** As it is stored: without hyphens. It never changes. */
  code: string
  issuedAt: Date
}

export const Certificates = defineCollection<CertificateRecord>(
  'quizCertificates',
  { examId: text, personId: text, code: text, issuedAt: when },
  [
    { keys: { examId: 1, personId: 1 }, unique: true },
    { keys: { code: 1 }, unique: true },
    { keys: { personId: 1, issuedAt: -1, _id: -1 } },
  ],
)
