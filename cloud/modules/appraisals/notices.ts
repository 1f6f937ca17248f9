import type { Notice, NoticeSource } from '@cloud/core/notice'
import { getOrganization, listAppointments } from '@cloud/modules/organizations/index'
import { plainDateOfInstant } from '@shared/core/plainDate'
import { boardPage } from '@shared/modules/appraisals/duties'
import { APPROVER_ROLES } from '@shared/modules/meetings/policy'
import { type AppraisalRecord, Appraisals } from './collection'
import { FACT } from './write'

/** 报告上级 — tells those who lead the organisation above that a branch has proposed its ratings. Members are asked by their duties. */
export const appraisalNotices: NoticeSource = {
  facts: [FACT],
  async find(_, change): Promise<Notice | undefined> {
    const record = await Appraisals.findById(change.factId).lean<AppraisalRecord>()
    const report = record?.entries.find((entry) => entry.step === 'report')
    if (!record || !report) return undefined
    const branch = await getOrganization(record.organizationId)
    if (!branch.parentId) return undefined
    const offices = await listAppointments([branch.parentId], plainDateOfInstant(report.at))
    const corrections = record.entries.filter((entry) => entry.step === 'correct' && entry.at > report.at).length
    return {
      subject: `${FACT}:${record._id}`,
      revision: `${corrections}:report`,
      organizationId: record.organizationId,
      path: record.path,
      recipients: offices.filter((one) => APPROVER_ROLES.some((role) => role === one.role)).map((one) => one.personId),
      text: {
        title: `${branch.name}${record.year}年度民主评议结果${corrections > 0 ? '有更正' : '已报告'}`,
        why: '下级党支部报告，请了解评定总数',
        note: `${record.year}年度民主评议`,
        dueOn: report.on,
        dueTime: '',
        place: '',
        page: boardPage(record._id),
        label: '查看',
      },
    }
  },
}
