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

/** 证书变动 — what a question that was put right has done to somebody's certificate, as the notice of the new result says it. */
export const CERTIFICATE_CHANGE_WORDS = {
  issued: { why: '改判后合格，证书已发，在“我的证书”里', note: '成绩重新算过，证书已发' },
  restored: { why: '改判后又合格，原来的证书恢复有效', note: '成绩重新算过，证书恢复有效' },
  withdrawn: { why: '改判后没有达到及格线，证书已撤销', note: '成绩重新算过，证书已撤销' },
} as const
export type CertificateChange = keyof typeof CERTIFICATE_CHANGE_WORDS

/**
 * What becomes of a certificate when its holder had or had not passed, and has or has not passed now; undefined when it stays.
 * @param isNew it was issued because of it
 */
export function certificateChange(facts: {
  isNew: boolean
  before: boolean
  after: boolean
}): CertificateChange | undefined {
  if (facts.before === facts.after) return undefined
  if (!facts.after) return 'withdrawn'
  return facts.isNew ? 'issued' : 'restored'
}

/** Opens the page that verifies, with `?code=`. */
export const VERIFY_PAGE = 'modules/quiz/pages/verify/index'
