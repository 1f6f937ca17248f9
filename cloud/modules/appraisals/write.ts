import { recordAudit } from '@cloud/core/audit'
import { recordChange } from '@cloud/core/change'
import type { Work } from '@cloud/core/deps'
import { AppError, ruleBroken } from '@shared/core/errors'
import type { Entry } from '@shared/core/workflow'
import type { StepId } from '@shared/modules/appraisals/model'
import { stateOf, stepViolations } from '@shared/modules/appraisals/steps'
import { type AppraisalRecord, Appraisals } from './collection'
import { caseOf, type LoadedCase } from './queries'

export const FACT = 'appraisals.case'

type Place = Pick<AppraisalRecord, '_id' | 'organizationId' | 'path'>

/** Audit entry and change row of something that happened in a case. The sentence never says what anybody wrote or chose. */
export async function noteCase(
  work: Work,
  { _id, organizationId, path }: Place,
  action: StepId | 'linkMeeting' | 'handInSelf' | 'takePart' | 'acknowledge',
  summary: string,
): Promise<void> {
  await recordAudit(work, {
    action: `appraisals.${action}`,
    subject: { kind: 'appraisal', id: _id },
    place: { organizationId, path },
    summary,
  })
  await recordChange(work, [{ organizationId, fact: FACT, factId: _id }])
}

/** @throws AppError rule_broken with every reason why this step may not be done today. */
export function mustBeOpen(work: Work, loaded: LoadedCase, step: StepId, reason?: string): void {
  const found = stepViolations(caseOf(loaded, reason), step, work.today)
  if (found.length > 0) throw ruleBroken(found)
}

/**
 * Writes one step: entry, state, values, audit entry and change row. Call it inside the request's transaction.
 * @throws AppError conflict when somebody else has written meanwhile.
 */
export async function writeStep(
  work: Work,
  { record }: Pick<LoadedCase, 'record'>,
  step: StepId,
  summary: string,
  { reason, set }: { reason?: string | undefined; set?: Partial<AppraisalRecord> } = {},
): Promise<void> {
  const entry: Entry<StepId> = {
    step,
    by: work.actor.personId,
    at: work.now,
    on: work.today,
    ...(reason && { reason }),
  }
  const entries = [...record.entries, entry]
  const updated = await Appraisals.updateOne(
    { _id: record._id, revision: record.revision },
    {
      $set: { ...set, entries, state: stateOf(entries), ...(step === 'cancel' && { standingYear: 0 }) },
      $inc: { revision: 1 },
    },
  )
  if (updated.modifiedCount !== 1) throw new AppError('conflict', '刚刚有人改过这次评议，请刷新后再看')
  await noteCase(work, record, step, summary)
}
