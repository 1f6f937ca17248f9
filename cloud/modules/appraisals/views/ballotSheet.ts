import type { Work } from '@cloud/core/deps'
import { ROUND_LABELS, type Round } from '@shared/modules/appraisals/model'
import { choicesOf, mayTakePart, subjectsFor } from '@shared/modules/appraisals/rules'
import { isSelfOpen, stateOf } from '@shared/modules/appraisals/steps'
import { memberNote } from '../present'
import { getOwn, openSelf } from '../queries'

/** The form of one round for one person: whom, what can be chosen, whether it has been handed in. Never what was chosen. */
export async function readBallotSheet(work: Work, caseId: string, round: Round) {
  const { loaded, own } = await getOwn(work.actor, caseId)
  const { appraisal, active } = loaded
  const votes = mayTakePart(own, round)
  const running = stateOf(appraisal.entries) === round
  const why = votes ? `现在不是${ROUND_LABELS[round]}的时间` : '预备党员没有表决权，不参加民主测评'
  return {
    round,
    year: appraisal.year,
    open: running && votes,
    done: round === 'peer' ? own.peerDone : own.ballotDone,
    ...(!(running && votes) && { why }),
    choices: choicesOf(appraisal),
    people: subjectsFor(own, active, round, appraisal).map((one) => ({
      personId: one.personId,
      name: one.name,
      // Of whom nothing is demanded is for the committee to know, not for everybody with a form.
      note: memberNote({ ...one, exempt: false }),
    })),
  }
}

/** The own appraisal as written so far. */
export async function readSelf(work: Work, caseId: string) {
  const { loaded, own } = await getOwn(work.actor, caseId)
  const written = Object.entries(openSelf(work.deps, own))
  return {
    values: Object.fromEntries(written.map(([field, value]) => [field, String(value ?? '')])),
    ...(own.selfOn && { handedInOn: own.selfOn }),
    open: isSelfOpen(stateOf(loaded.appraisal.entries)) && own.selfOn === undefined,
  }
}
