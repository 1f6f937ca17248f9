import { type Endpoints, file, page, pageQuery } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { isCertificateCode, plainCertificateCode } from './code'
import { CERTIFICATE_STATE_LABELS, WITHDRAWN_BECAUSE_LABELS } from './model'

const certificateParams = v.object({ certificateId: v.id() })
const state = v.picklist(v.keysOf(CERTIFICATE_STATE_LABELS))

/** What a certificate says to whoever may see it. */
const told = {
  code: v.string(),
  name: v.string(),
  examTitle: v.string(),
  organizationName: v.string(),
  issuedOn: v.string(),
  state,
}

const ownCertificate = v.object({
  ...told,
  id: v.string(),
  examId: v.string(),
  /** In hundredths of a point, of the attempt that counts. */
  score: v.number(),
  full: v.number(),
  passPercent: v.number(),
  withdrawnBecause: v.optional(v.picklist(v.keysOf(WITHDRAWN_BECAUSE_LABELS))),
})

/** 考试合格证书 — for whoever has passed, and for whoever wants to know whether one is genuine. */
export const certificateEndpoints = {
  ownCertificates: {
    method: 'GET',
    path: '/quiz/own-certificates',
    access: 'person',
    summary: '我的考试合格证书，最近的在前',
    query: v.object(pageQuery),
    reply: page(ownCertificate),
  },
  ownCertificate: {
    method: 'GET',
    path: '/quiz/own-certificates/:certificateId',
    access: 'person',
    summary: '我的一张证书，带核验二维码',
    params: certificateParams,
    reply: v.object({ ...ownCertificate.entries, rows: v.array(v.string()) }),
  },
  certificatePdf: {
    method: 'GET',
    path: '/quiz/own-certificates/:certificateId/pdf',
    access: 'person',
    summary: '我的一张证书（PDF）；已撤销的不能下载',
    params: certificateParams,
    reply: file,
    download: 'application/pdf',
  },
  verifyCertificate: {
    method: 'GET',
    path: '/quiz/certificates/:code',
    access: 'person',
    summary: '凭编号验证证书：姓名、考试、颁发单位、日期、是否有效',
    params: v.object({
      code: v.pipe(
        v.line(40),
        v.transform(plainCertificateCode),
        v.check(isCertificateCode, '编号不对，请和证书上的核对一遍'),
      ),
    }),
    reply: v.object(told),
  },
} as const satisfies Endpoints
