import type { Handlers } from '@cloud/core/http/route'
import type { certificateEndpoints } from '@shared/modules/quiz/certificates/endpoints'
import { writeOwnCertificate } from './pdf/writeOwnCertificate'
import { listOwnCertificates, readOwnCertificate, verifyCertificate } from './views'

/** 考试合格证书 — shown to whoever has passed, verified by anybody who is signed in. */
export const certificateHandlers: Handlers<typeof certificateEndpoints> = {
  ownCertificates: (call) => listOwnCertificates(call, call.query),
  ownCertificate: (call) => readOwnCertificate(call, call.params.certificateId),
  certificatePdf: (call) => writeOwnCertificate(call, call.params.certificateId),
  verifyCertificate: (call) => verifyCertificate(call, call.params.code),
}
