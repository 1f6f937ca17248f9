import { recordAudit } from '@cloud/core/audit'
import { administersTop, found, mustBeAllowed } from '@cloud/core/authorize'
import { newId } from '@cloud/core/database/id'
import { takeTurn } from '@cloud/core/database/takeTurn'
import type { Work } from '@cloud/core/deps'
import { getOrganization } from '@cloud/modules/organizations/index'
import { AppError } from '@shared/core/errors'
import type { QuestionDraftBody } from '@shared/modules/quiz/banks/schemas'
import { hasArticle, LEGAL_TEXTS } from '@shared/modules/quiz/legalTexts'
import type { Citation } from '@shared/modules/quiz/model'
import { QUIZ_POLICY } from '@shared/modules/quiz/policy'
import { keepPictures } from '../pictures'
import { type BankRecord, Banks, type QuestionRecord, Questions, QuestionVersions, versionId } from './collection'
import { listVersions } from './legal'
import { fieldsOf, insertQuestions, touchBank } from './write'

const NOT_YOURS = '这个题库不归你维护'

/** A bank the actor may use. @throws AppError not_found. */
export async function getBankFor({ actor }: Work, bankId: string): Promise<BankRecord> {
  const bank = await Banks.findById(bankId).lean<BankRecord>()
  return found(bank && QUIZ_POLICY.use(actor, bank) ? bank : undefined, '个题库')
}

/** A bank the actor may write. @throws AppError not_found, forbidden. */
export async function getBankToEdit(work: Work, bankId: string): Promise<BankRecord> {
  const bank = await getBankFor(work, bankId)
  mustBeAllowed(QUIZ_POLICY.edit(work.actor, bank), NOT_YOURS)
  return bank
}

/** 新建题库. @throws AppError not_found for an organisation the actor is not over. */
export async function createBank(
  work: Work,
  { organizationId, title, note }: { organizationId: string; title: string; note?: string | undefined },
): Promise<string> {
  const owner = await getOrganization(organizationId)
  const place = found(
    owner && QUIZ_POLICY.edit(work.actor, { organizationId, path: owner.path }) ? owner : undefined,
    '个组织',
  )
  const _id = newId()
  await Banks.create({
    _id,
    organizationId,
    path: place.path,
    title,
    ...(note && { note }),
    active: true,
    revision: 1,
    at: new Date(work.now),
  })
  await recordAudit(work, {
    action: 'quiz.createBank',
    subject: { kind: 'quizBank', id: _id },
    place: { organizationId, path: place.path },
    summary: `新建题库“${title}”`,
  })
  return _id
}

export async function editBank(
  work: Work,
  bankId: string,
  { title, note, active }: { title: string; note?: string | undefined; active: boolean },
): Promise<void> {
  const bank = await getBankToEdit(work, bankId)
  await Banks.updateOne(
    { _id: bankId },
    { $set: { title, active, ...(note && { note }) }, ...(!note && { $unset: { note: 1 } }), $inc: { revision: 1 } },
  )
  const state = bank.active === active ? '' : active ? '，恢复使用' : '，停用'
  await recordAudit(work, {
    action: 'quiz.editBank',
    subject: { kind: 'quizBank', id: bankId },
    place: bank,
    summary: `改题库“${bank.title}”为“${title}”${state}`,
  })
}

/** @throws AppError invalid_input for a text, version or article the catalogue does not know. */
async function checkCitation(source: Citation | undefined): Promise<void> {
  if (!source) return
  const { document, version, article } = source
  const known = (await listVersions()).find((one) => one.document === document && one.from === version)
  if (!known) throw new AppError('invalid_input', `法规目录里没有《${document}》${version} 这个版本，请先登记`)
  const shipped = LEGAL_TEXTS[document]?.find(({ from }) => from === version)
  if (shipped && typeof shipped.articles === 'number' && !hasArticle(shipped, article))
    throw new AppError('invalid_input', `《${document}》没有“${article}”，应写成“第28条”这样`)
}

const sameAlready = (other: Pick<QuestionRecord, 'title' | 'order'>): AppError =>
  new AppError('conflict', `题库里已有这道题（第 ${other.order} 题“${other.title}”），选项次序不同也算同一道`)

async function checkUnique(bankId: string, identity: string, exceptId?: string): Promise<void> {
  const other = await Questions.findOne(
    { bankId, identity, live: true, ...(exceptId && { _id: { $ne: exceptId } }) },
    { title: 1, order: 1 },
  ).lean()
  if (other) throw sameAlready(other)
}

const auditQuestion = (
  work: Work,
  question: Pick<QuestionRecord, '_id' | 'organizationId' | 'path' | 'title'>,
  action: string,
  what: string,
): Promise<unknown> =>
  recordAudit(work, {
    action: `quiz.${action}`,
    subject: { kind: 'quizQuestion', id: question._id },
    place: question,
    summary: `${what}“${question.title}”`,
  })

/** 加一道题. @returns its id. @throws AppError conflict when the bank has it already. */
export async function addQuestion(work: Work, bankId: string, draft: QuestionDraftBody): Promise<string> {
  const bank = await getBankToEdit(work, bankId)
  await checkCitation(draft.source)
  await takeTurn(`quiz:bank:${bankId}`)
  await checkUnique(bankId, fieldsOf(draft).identity)
  const [_id = ''] = await insertQuestions(work, bank, [draft])
  await keepPictures(work, { questionId: _id, version: 1 }, draft.content)
  await auditQuestion(work, { ...bank, _id, title: fieldsOf(draft).title }, 'addQuestion', '题库加题')
  return _id
}

/** A question of a bank the actor may use. @throws AppError not_found. */
export async function getQuestionFor({ actor }: Work, questionId: string): Promise<QuestionRecord> {
  const question = await Questions.findById(questionId).lean<QuestionRecord>()
  return found(question && QUIZ_POLICY.use(actor, question) ? question : undefined, '道题')
}

async function addVersion(
  work: Work,
  questionId: string,
  version: number,
  { content, source }: Pick<QuestionRecord, 'content'> & { source?: Citation | undefined },
): Promise<void> {
  await QuestionVersions.create({
    _id: versionId(questionId, version),
    questionId,
    version,
    content,
    ...(source && { source }),
    byId: work.actor.personId,
    at: new Date(work.now),
  })
}

const isSame = (a: Citation | undefined, b: Citation | undefined): boolean =>
  a?.document === b?.document && a?.version === b?.version && a?.article === b?.article

/** 改题 — a new version; papers that were written keep theirs. Reviewing is part of it: whoever has corrected a question has looked at it. */
export async function editQuestion(
  work: Work,
  questionId: string,
  { version, reason, ...draft }: QuestionDraftBody & { version: number; reason: string },
): Promise<void> {
  const question = await getQuestionFor(work, questionId)
  mustBeAllowed(QUIZ_POLICY.edit(work.actor, question), NOT_YOURS)
  if (question.version !== version) throw new AppError('conflict', '这道题刚刚被别人改过，请刷新后再改')
  await checkCitation(draft.source)
  await takeTurn(`quiz:bank:${question.bankId}`)
  const fields = fieldsOf(draft)
  await checkUnique(question.bankId, fields.identity, questionId)
  const next = version + 1
  const at = new Date(work.now)
  const removed = { flaggedBecause: 1, ...(!draft.source && { source: 1 }), ...(!draft.chapter && { chapter: 1 }) }
  const written = await Questions.updateOne(
    { _id: questionId, version },
    { $set: { ...fields, version: next, state: 'active', live: true, at }, $unset: removed },
  )
  if (written.modifiedCount !== 1) throw new AppError('conflict', '这道题刚刚被别人改过，请刷新后再改')
  await addVersion(work, questionId, next, draft)
  await keepPictures(work, { questionId, version: next }, draft.content, question.content)
  await touchBank(question.bankId)
  await auditQuestion(work, question, 'editQuestion', `改题（${reason}）`)
}

/** May the actor judge whether a question is still right? Of what ships with the product, whoever administers the whole. */
export const mayReview = ({ actor }: Work, question: Pick<QuestionRecord, 'organizationId' | 'path'>): boolean =>
  QUIZ_POLICY.edit(actor, question) || (question.organizationId === '' && administersTop(actor))

/** 标为待复核 — leaves the papers until somebody has looked. */
export async function flagQuestion(work: Work, questionId: string, reason: string): Promise<void> {
  const question = await getQuestionFor(work, questionId)
  mustBeAllowed(mayReview(work, question), NOT_YOURS)
  const written = await Questions.updateOne(
    { _id: questionId, state: 'active' },
    { $set: { state: 'flagged', flaggedBecause: reason } },
  )
  if (written.modifiedCount !== 1) throw new AppError('conflict', '这道题不在使用中，不用再标')
  await touchBank(question.bankId)
  await auditQuestion(work, question, 'flagQuestion', `标为待复核（${reason}）`)
}

/** 复核 — keep (with the version of the norm it was checked against now) or retire; a retired one may come back. */
export async function reviewQuestion(
  work: Work,
  questionId: string,
  { decision, source, reason }: { decision: 'keep' | 'retire'; source?: Citation | undefined; reason: string },
): Promise<void> {
  const question = await getQuestionFor(work, questionId)
  mustBeAllowed(mayReview(work, question), NOT_YOURS)
  await checkCitation(source)
  await takeTurn(`quiz:bank:${question.bankId}`)
  const keeps = decision === 'keep'
  if (keeps) {
    const cited = source ?? question.source
    const ended = (await listVersions()).find((one) => one.document === cited?.document && one.from === cited.version)
    if (ended?.to && ended.to < work.today)
      throw new AppError('invalid_input', `引用的《${ended.document}》只用到 ${ended.to}，请改引现行版本，或停用这道题`)
    if (!question.live) await checkUnique(question.bankId, question.identity, questionId)
  }
  // Another citation is another version: whoever answers it from now on sees the article in force.
  const cites = keeps && source && !isSame(source, question.source) ? source : undefined
  const version = question.version + (cites ? 1 : 0)
  const written = await Questions.updateOne(
    { _id: questionId, version: question.version },
    {
      $set: {
        state: keeps ? 'active' : 'retired',
        live: keeps,
        version,
        ...(cites && { source: cites }),
        at: new Date(work.now),
      },
      $unset: { flaggedBecause: 1 },
    },
  )
  if (written.matchedCount !== 1) throw new AppError('conflict', '这道题刚刚被别人改过，请刷新后再复核')
  if (cites) {
    await addVersion(work, questionId, version, { content: question.content, source: cites })
    await keepPictures(work, { questionId, version }, question.content, question.content)
  }
  await touchBank(question.bankId)
  await auditQuestion(work, question, 'reviewQuestion', `${keeps ? '复核后照用' : '停用'}（${reason}）`)
}
