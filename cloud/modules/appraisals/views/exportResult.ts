import type { Work } from '@cloud/core/deps'
import { workbook } from '@cloud/core/table/tableFile'
import { getOrganization } from '@cloud/modules/organizations/index'
import { AppError } from '@shared/core/errors'
import type { Counts } from '@shared/modules/appraisals/model'
import { LEAST_SHOWN } from '@shared/modules/appraisals/norms'
import { choicesOf } from '@shared/modules/appraisals/rules'
import { stateOf } from '@shared/modules/appraisals/steps'
import { sheetOf } from '../present'
import { getCaseFor } from '../queries'

/** 民主评议结果汇总表 — totals and ratings per person. @throws AppError conflict before the ballot is closed. */
export async function exportResult(work: Work, caseId: string) {
  const loaded = await getCaseFor(work.actor, caseId, 'export')
  const { appraisal, meeting, decision } = loaded
  if (['self', 'peer', 'ballot', 'cancelled'].includes(stateOf(appraisal.entries)))
    throw new AppError('conflict', '测评结束后才能导出结果')
  const branch = await getOrganization(appraisal.organizationId)
  const choices = choicesOf(appraisal)
  const numbers = (counts: Counts | undefined): string[] =>
    counts ? counts.map(String) : choices.map(() => `不足${LEAST_SHOWN}票`)
  const rows = (await sheetOf(loaded, () => '')).map((row, i) => {
    const last = row.ratings[row.ratings.length - 1]
    const rest = [last?.label ?? '', last?.remark ?? '', row.acknowledged ? '已签收' : '']
    const counted = row.left ? choices.map(() => '') : undefined
    return [
      String(i + 1),
      row.name,
      row.left ? '已转出' : row.note,
      ...(counted ?? numbers(row.peer)),
      ...(counted ?? numbers(row.ballot)),
      ...rest,
    ]
  })
  const head = ['序号', '姓名', '说明', ...choices.map((one) => `互评${one}`), ...choices.map((one) => `测评${one}`)]
  const lines = [
    [...head, '评定意见', '备注', '本人签收'],
    ...rows,
    ['', `评议会议：${meeting ? `${meeting.on} ${meeting.title}` : ''}`],
    ['', `提出评定意见：${decision ? `${decision.on} ${decision.title}` : ''}`],
  ]
  return {
    fileName: `${branch.name}${appraisal.year}年度民主评议结果汇总表.xlsx`,
    bytes: await workbook(`${appraisal.year}年度`, lines),
  }
}
