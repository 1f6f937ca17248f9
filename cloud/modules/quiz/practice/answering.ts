import { found } from '@cloud/core/authorize'
import { recordChange } from '@cloud/core/change'
import { takeTurn } from '@cloud/core/database/takeTurn'
import type { Work } from '@cloud/core/deps'
import { AppError } from '@shared/core/errors'
import { OFFLINE_DAYS } from '@shared/core/offline'
import { addDays, earlierOf, laterOf, plainDateOfInstant } from '@shared/core/plainDate'
import { storedAnswer } from '@shared/modules/quiz/asked'
import { FULL_SHARE, gradeAnswer } from '@shared/modules/quiz/grading'
import type { PracticeAnswer } from '@shared/modules/quiz/practice/endpoints'
import { Questions, versionId } from '../banks/collection'
import { contentsOf } from '../contents'
import { turnCard } from './card'
import { type CardRecord, Cards, cardId, type PracticeAnswerRecord, PracticeAnswers } from './collection'
import { practiceOrders } from './items'
import { practisedOwners } from './pool'
import { answerId, resultsOf } from './results'

const PRACTICE_FACT = 'quiz.practice'

/** A question the person may practise, in use or not: it may have been retired since it was handed out. */
async function getQuestion({ actor }: Work, { questionId, version }: PracticeAnswer) {
  const question = await Questions.findOne(
    { _id: questionId, organizationId: { $in: practisedOwners(actor) } },
    { bankId: 1, version: 1 },
  ).lean()
  const there = found(question, '道题')
  if (version > there.version) throw new AppError('invalid_input', '题目没有这个版本，请刷新后再做')
  return there
}

/**
 * 交一道练习题 — stores the answer once under the id the phone has made, grades it by the version that was asked, and turns the card.
 * Practising is nobody else's business: it leaves no entry in the audit trail. @throws AppError not_found, invalid_input.
 */
export async function answerPractice(work: Work, given: PracticeAnswer) {
  const { actor, now, today } = work
  const { personId, organizationId } = actor
  const _id = answerId(personId, given.id)
  await takeTurn(`practice:${personId}`)
  const earlier = await PracticeAnswers.findById(_id).lean<PracticeAnswerRecord>()
  if (earlier) return firstOf(await resultsOf(work, [earlier]))
  const { questionId, version, mode } = given
  const { bankId } = await getQuestion(work, given)
  const id = versionId(questionId, version)
  const content = found((await contentsOf([id])).get(id), '道题').content
  const answer = storedAnswer(given.answer, practiceOrders(content, personId, given))
  const share = gradeAnswer(content, answer, 'none')
  const record: PracticeAnswerRecord = {
    _id,
    personId,
    questionId,
    bankId,
    version,
    mode,
    askedOn: given.askedOn,
    answer,
    share,
    // A phone's clock may be wrong: no day that is still to come, and none on which it could not have been asked.
    on: earlierOf(laterOf(plainDateOfInstant(given.doneAt), addDays(today, -OFFLINE_DAYS)), today),
    at: new Date(now),
  }
  await PracticeAnswers.create(record)
  const card = await Cards.findById(cardId(personId, questionId)).lean<CardRecord>()
  const turned = turnCard(card ?? undefined, { right: share === FULL_SHARE, on: record.on })
  await Cards.updateOne(
    { _id: cardId(personId, questionId) },
    { $set: { ...turned, personId, questionId, bankId } },
    { upsert: true },
  )
  await recordChange(work, [{ organizationId, fact: PRACTICE_FACT, factId: _id }])
  return firstOf(await resultsOf(work, [record]))
}

const firstOf = <T>([first]: readonly T[]): T => found(first, '次作答')
