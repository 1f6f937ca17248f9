/** 证书状态 — never stored: it follows from the exam and the attempt that counts. */
export const CERTIFICATE_STATE_LABELS = { valid: '有效', withdrawn: '已撤销' } as const
export type CertificateState = keyof typeof CERTIFICATE_STATE_LABELS

/** Why a certificate counts no more. */
export const WITHDRAWN_BECAUSE_LABELS = {
  rescored: '题目改判，重新算分后没有达到及格线',
  cancelled: '这次考试已取消',
} as const
export type WithdrawnBecause = keyof typeof WITHDRAWN_BECAUSE_LABELS

/** What decides about a certificate at this moment. */
export interface CertificateFacts {
  /** The exam has been called off. */
  cancelled: boolean
  /** The attempt that counts has passed. */
  passed: boolean
}

/** Why a certificate that was issued is withdrawn; undefined while it is valid. */
export function withdrawnBecause({ cancelled, passed }: CertificateFacts): WithdrawnBecause | undefined {
  if (cancelled) return 'cancelled'
  return passed ? undefined : 'rescored'
}

/** Opens the page that verifies, with `?code=`. */
export const VERIFY_PAGE = 'modules/quiz/pages/verify/index'
