import { recordAudit } from '@cloud/core/audit'
import { administersTop, mustBeAllowed } from '@cloud/core/authorize'
import { type Consumer, recordChange } from '@cloud/core/change'
import { inTransaction } from '@cloud/core/database/connect'
import { newId } from '@cloud/core/database/id'
import type { Deps, Work } from '@cloud/core/deps'
import type { Job } from '@cloud/core/jobs/job'
import { AppError } from '@shared/core/errors'
import { type PlainDate, plainDateOf } from '@shared/core/plainDate'
import { endedBefore, type KnownVersion, knownVersions } from '@shared/modules/quiz/legalVersions'
import { type LegalTextRecord, LegalTexts, Questions } from './collection'
import { touchBank } from './write'

const LEGAL_TEXT_FACT = 'quiz.legalText'
/** Entries of one installation; a catalogue of norms, not a table of records. */
const MAX_ENTRIES = 1_000
const BATCH = 500

const listEntries = (): Promise<LegalTextRecord[]> =>
  LegalTexts.find({}).sort({ document: 1, from: 1 }).limit(MAX_ENTRIES).lean<LegalTextRecord[]>()

/** 法规目录 as of now: what ships with the product and what was entered here. */
export const listVersions = async (): Promise<KnownVersion[]> => knownVersions(await listEntries())

interface Cited {
  _id: { document: string; version: string }
  count: number
}

/** The catalogue with how many questions in use or waiting cite each version. */
export async function readLegalTexts({ actor }: Work) {
  const versions = await listVersions()
  const cited = await Questions.aggregate<Cited>([
    { $match: { live: true, 'source.document': { $exists: true } } },
    { $group: { _id: { document: '$source.document', version: '$source.version' }, count: { $sum: 1 } } },
  ])
  const countOf = new Map(cited.map(({ _id, count }) => [`${_id.document}:${_id.version}`, count]))
  return {
    items: versions.map((version) => ({
      ...version,
      questions: countOf.get(`${version.document}:${version.from}`) ?? 0,
    })),
    allowed: administersTop(actor) ? ['edit'] : [],
  }
}

async function writeEntry(
  work: Work,
  fields: Omit<LegalTextRecord, '_id' | 'organizationId' | 'path' | 'byId' | 'at'>,
) {
  const { actor } = work
  mustBeAllowed(administersTop(actor), '法规目录由顶层组织的系统管理员维护')
  if ((await LegalTexts.countDocuments({})) >= MAX_ENTRIES)
    throw new AppError('too_large', '法规目录已满，请联系维护人员')
  const { document, from, ...rest } = fields
  await LegalTexts.updateOne(
    { document, from },
    {
      $set: { ...rest, byId: actor.personId, at: new Date(work.now) },
      $setOnInsert: { _id: newId(), organizationId: actor.organizationId, path: actor.path },
    },
    { upsert: true },
  )
  await recordAudit(work, {
    action: 'quiz.legalText',
    subject: { kind: 'legalText', id: `${document}:${from}` },
    place: actor,
    summary: rest.to
      ? `登记《${document}》${from} 版的最后一天是 ${rest.to}`
      : `登记《${document}》自 ${from} 起施行的新版本`,
  })
  const factId = `${document}:${from}`
  await recordChange(work, [{ organizationId: actor.organizationId, fact: LEGAL_TEXT_FACT, factId }])
}

/** 登记新版本. @throws AppError conflict when it is there already, invalid_input when the text has a later one. */
export async function addLegalText(
  work: Work,
  draft: Pick<LegalTextRecord, 'document' | 'from'> & { articles?: number | undefined; note?: string | undefined },
): Promise<void> {
  const versions = (await listVersions()).filter(({ document }) => document === draft.document)
  if (versions.some(({ from }) => from === draft.from)) throw new AppError('conflict', '这个版本已经在目录里')
  if (versions.some(({ from }) => from > draft.from))
    throw new AppError('invalid_input', '目录里有更新的版本，请核对施行日期')
  const { document, from, articles, note } = draft
  await writeEntry(work, { document, from, ...(articles && { articles }), ...(note && { note }) })
}

/** 登记废止. @throws AppError not_found for a version that is not in the catalogue. */
export async function endLegalText(
  work: Work,
  { document, from, to, note }: { document: string; from: PlainDate; to: PlainDate; note: string },
): Promise<void> {
  const known = (await listVersions()).find((one) => one.document === document && one.from === from)
  if (!known) throw new AppError('not_found', '目录里没有这部法规的这个版本')
  if (to < from) throw new AppError('invalid_input', '最后一天应不早于施行日')
  await writeEntry(work, { document, from, to, note })
}

async function flagBatch(work: Pick<Work, 'now'>, version: KnownVersion): Promise<number> {
  return inTransaction(async () => {
    const rows = await Questions.find(
      { 'source.document': version.document, 'source.version': version.from, state: 'active' },
      { bankId: 1 },
    )
      .limit(BATCH)
      .lean()
    if (rows.length === 0) return 0
    const flaggedBecause = `《${version.document}》的这个版本只用到 ${version.to}，请对照新规定复核`
    await Questions.updateMany(
      { _id: { $in: rows.map(({ _id }) => _id) }, state: 'active' },
      { $set: { state: 'flagged', flaggedBecause, at: new Date(work.now) } },
    )
    for (const bankId of new Set(rows.map((row) => row.bankId))) await touchBank(bankId)
    return rows.length
  })
}

/** Flags every question in use that cites a version which has ended before `day`. @returns how many. */
async function flagOutdated(deps: Deps, day: PlainDate): Promise<number> {
  const work = { now: new Date(deps.clock.now()).toISOString() }
  let flagged = 0
  for (const version of endedBefore(await listVersions(), day))
    for (let count = -1; count !== 0; ) {
      count = await flagBatch(work, version)
      flagged += count
    }
  return flagged
}

/** A version that has ended already flags its questions as soon as it is entered. */
export const legalTextsConsumer: Consumer = {
  name: 'quiz.legalTexts',
  facts: [LEGAL_TEXT_FACT],
  apply: async (deps) => void (await flagOutdated(deps, plainDateOf(deps.clock.now()))),
}

/** 每天夜里 — questions whose norm has ended leave the papers. */
export const legalTextsJob: Job = {
  name: 'quiz.legalTexts',
  at: '00:20',
  catchUpDays: 0,
  run: async (deps, day) => void (await flagOutdated(deps, day)),
}
