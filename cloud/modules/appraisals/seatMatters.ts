import type { OpenMatterSource } from '@cloud/core/openMatter'
import { ORGANISER_ROLES } from '@shared/core/roles'
import { boardPage } from '@shared/modules/appraisals/duties'
import { APPRAISAL_STATE_LABELS } from '@shared/modules/appraisals/model'
import { type AppraisalRecord, Appraisals } from './collection'

/** A running appraisal of the branch belongs to whoever takes over a seat of those who run it. */
export const appraisalMatters: OpenMatterSource = async (_, { organizationId, role }) => {
  if (!ORGANISER_ROLES.some((one) => one === role)) return []
  const rows = await Appraisals.find({ organizationId, standingYear: { $gt: 0 } })
    .sort({ year: -1 })
    .limit(20)
    .lean<AppraisalRecord[]>()
  return rows
    .filter((row) => row.state !== 'told')
    .map((row) => ({
      key: `appraisals.case-${row._id}`,
      title: `${row.year}年度民主评议`,
      why: `现在是“${APPRAISAL_STATE_LABELS[row.state]}”`,
      page: boardPage(row._id),
    }))
}
