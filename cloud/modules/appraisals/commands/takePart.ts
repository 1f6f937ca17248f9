import { inTransaction } from '@cloud/core/database/connect'
import { repeatWhenCutOff } from '@cloud/core/database/repeatWhenCutOff'
import type { Work } from '@cloud/core/deps'
import { AppError, ruleBroken } from '@shared/core/errors'
import { checkForm, fieldsOf } from '@shared/core/form'
import { SELF_TEMPLATE } from '@shared/modules/appraisals/forms'
import { ROUND_LABELS, type Round } from '@shared/modules/appraisals/model'
import {
  addBallot,
  ballotFaults,
  type Choice,
  choicesOf,
  mayTakePart,
  subjectsFor,
} from '@shared/modules/appraisals/rules'
import { isSelfOpen, stateOf } from '@shared/modules/appraisals/steps'
import { Participants, Totals, type TotalsRecord, totalsId } from '../collection'
import { getOwn } from '../queries'
import { noteCase } from '../write'

type Written = Readonly<Record<string, string>>

const ownFields = (values: Written): Written => {
  const known = fieldsOf(SELF_TEMPLATE).flatMap(({ id }) => {
    const value = values[id]?.trim()
    return value ? [[id, value] as const] : []
  })
  return Object.fromEntries(known)
}

/** Keeps a draft; handing in checks it whole. Both are sealed: only the person reads them. */
export async function writeSelf(work: Work, caseId: string, values: Written, handIn: boolean): Promise<void> {
  const { loaded, own } = await getOwn(work.actor, caseId)
  if (!isSelfOpen(stateOf(loaded.appraisal.entries))) throw new AppError('conflict', '自评已经截止')
  if (own.selfOn) throw new AppError('conflict', '自评已经提交，不用再交')
  const kept = ownFields(values)
  if (handIn) {
    const faults = checkForm(SELF_TEMPLATE, kept)
    if (faults.length > 0) throw ruleBroken(faults)
  }
  const sealedSelf = work.deps.cipher.seal(JSON.stringify(kept))
  const updated = await Participants.updateOne(
    { _id: own._id, selfOn: { $exists: false } },
    { $set: { sealedSelf, ...(handIn && { selfOn: work.today }) } },
  )
  if (updated.modifiedCount !== 1) throw new AppError('conflict', '自评已经提交，不用再交')
  if (handIn) await noteCase(work, loaded.record, 'handInSelf', '提交个人自评')
}

/**
 * Takes one whole form: sets the mark that this person has taken part and adds the choices to the totals, in one transaction. Nothing else is
 * written. A second form of the same person, from wherever and with whatever in it, changes nothing.
 * @returns whether the person had taken part before.
 */
export async function castBallot(work: Work, caseId: string, round: Round, form: readonly Choice[]): Promise<boolean> {
  const cast = async (): Promise<boolean> => {
    const { loaded, own } = await getOwn(work.actor, caseId)
    const { appraisal, active, record } = loaded
    const done = round === 'peer' ? 'peerDone' : 'ballotDone'
    if (own[done]) return true
    if (!mayTakePart(own, round)) throw new AppError('forbidden', '预备党员没有表决权，不参加民主测评')
    if (stateOf(appraisal.entries) !== round) throw new AppError('conflict', `现在不是${ROUND_LABELS[round]}的时间`)
    const subjects = subjectsFor(own, active, round, appraisal)
    const faults = ballotFaults(form, subjects, choicesOf(appraisal))
    if (faults.length > 0) throw ruleBroken(faults)
    const marked = await Participants.updateOne({ _id: own._id, [done]: false }, { $set: { [done]: true } })
    if (marked.modifiedCount !== 1) return true
    const totals = await Totals.findById(totalsId(caseId, round)).lean<TotalsRecord>()
    if (!totals) throw new AppError('conflict', '这一轮还没有开始')
    await Totals.updateOne({ _id: totals._id }, { $set: { counts: addBallot(totals.counts, form, subjects) } })
    await noteCase(work, record, 'takePart', `参加${ROUND_LABELS[round]}`)
    return false
  }
  return repeatWhenCutOff(() => inTransaction(cast))
}

/** 签收 — the person confirms having been told what stands now. */
export async function acknowledge(work: Work, caseId: string): Promise<void> {
  const { loaded, own } = await getOwn(work.actor, caseId)
  if (stateOf(loaded.appraisal.entries) !== 'told' || own.ratings.length === 0)
    throw new AppError('conflict', '评定结果还没有告知')
  if (own.acknowledged?.ratings === own.ratings.length) return
  const acknowledged = { ratings: own.ratings.length, on: work.today, at: work.now }
  await Participants.updateOne({ _id: own._id }, { $set: { acknowledged } })
  await noteCase(work, loaded.record, 'acknowledge', '签收评定结果')
}
