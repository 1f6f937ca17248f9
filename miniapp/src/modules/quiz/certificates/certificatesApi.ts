import type { CallReply } from '@shared/core/contract'
import { dayOf, monthOf, type PlainDate, yearOf } from '@shared/core/plainDate'
import { certificateEndpoints } from '@shared/modules/quiz/certificates/endpoints'
import { type CertificateState, VERIFY_PAGE as VERIFY } from '@shared/modules/quiz/certificates/model'
import { createClient } from '@/core/api'
import type { Tone } from '@/ui/tone'

export const certificatesApi = createClient({ module: 'quiz', endpoints: certificateEndpoints })

type Replies = typeof certificateEndpoints
export type Verified = CallReply<Replies['verifyCertificate']>

export const CERTIFICATES_PAGE = '/modules/quiz/pages/certificates/index'
export const VERIFY_PAGE = `/${VERIFY}`
export const certificatePage = (certificateId: string): string =>
  `/modules/quiz/pages/certificate/index?id=${certificateId}`

export const CERTIFICATES_CRUMB = { label: '我的证书', url: CERTIFICATES_PAGE }
export const CERTIFICATE_TONES: Record<CertificateState, Tone> = { valid: 'ok', withdrawn: 'bad' }

/** `2026年6月11日`: as it is written on the certificate. */
export const issuedWord = (on: string): string =>
  `${yearOf(on as PlainDate)}年${monthOf(on as PlainDate)}月${dayOf(on as PlainDate)}日`
