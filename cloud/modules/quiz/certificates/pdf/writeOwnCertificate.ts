import type { Work } from '@cloud/core/deps'
import { qrRows } from '@cloud/core/qrRows'
import { AppError } from '@shared/core/errors'
import { WITHDRAWN_BECAUSE_LABELS } from '@shared/modules/quiz/certificates/model'
import { getOwnCertificate, verifyUrl } from '../views'
import { drawCertificate } from './drawCertificate'

/** 我的一张证书 as a file. @throws AppError not_found for anybody else's, conflict for one that is withdrawn. */
export async function writeOwnCertificate(work: Work, certificateId: string) {
  const certificate = await getOwnCertificate(work, certificateId)
  const { code, withdrawnBecause: because } = certificate
  if (because) throw new AppError('conflict', `证书已撤销，不能下载：${WITHDRAWN_BECAUSE_LABELS[because]}`)
  // Printed on paper, which gets dirty and creased: more redundancy than a screen needs.
  const rows = qrRows(verifyUrl(work.deps, code), 'M')
  return { fileName: `考试合格证书 ${code}.pdf`, bytes: await drawCertificate({ ...certificate, rows }) }
}
