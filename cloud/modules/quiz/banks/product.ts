import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { SYSTEM } from '@cloud/core/actor'
import { inTransaction } from '@cloud/core/database/connect'
import { takeTurn } from '@cloud/core/database/takeTurn'
import type { Deps, Work } from '@cloud/core/deps'
import { plainDateOf } from '@shared/core/plainDate'
import * as v from '@shared/core/schema'
import { BankFile, contentOfFile, type FileQuestion } from '@shared/modules/quiz/bankFile'
import { Banks, PRODUCT, type QuestionRecord, Questions, QuestionVersions, versionId } from './collection'
import { fieldsOf, type QuestionDraft } from './write'

/** 自带题库 — name of the folder, and how it is called. */
const PRODUCT_BANKS = {
  safetyLaw: { title: '安全生产法律法规', note: '安全生产法和配套的事故、应急、消防、工会、职业病防治等规定' },
  siteWork: { title: '路桥施工现场安全', note: '高处、起重、用电、隧道、开挖、车辆、动火、有限空间和劳动防护' },
  partyBasics: { title: '党务基础', note: '发展党员、组织生活、党费、党员教育和任期换届' },
  cleanGovernance: { title: '廉洁从业', note: '政务处分、廉洁自律、信访举报渠道和保密' },
} as const
export type ProductBank = keyof typeof PRODUCT_BANKS

/** Ids of what ships with the product follow from its name, so that every installation and every install has the same. */
export const productId = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 24)

interface BankSource {
  digest: string
  drafts: (QuestionDraft & { code: string })[]
}

const toDraft = (question: FileQuestion, chapter: string): QuestionDraft & { code: string } => ({
  content: contentOfFile(question),
  code: question.code ?? '',
  difficulty: question.difficulty,
  tags: question.tags,
  chapter,
  source: question.source,
})

/** Reads the files of a bank, or undefined where there is no such folder. @throws when a file does not fit the published format. */
function readSource(folder: string): BankSource | undefined {
  if (!existsSync(folder)) return undefined
  const texts = readdirSync(folder)
    .sort()
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
  const hash = createHash('sha256')
  for (const text of texts) hash.update(text)
  const drafts = texts.flatMap((text) => {
    const { title, questions } = v.parse(BankFile, JSON.parse(text))
    return questions.map((question) => toDraft(question, title))
  })
  return { digest: hash.digest('base64url'), drafts }
}

/** New, changed and vanished questions of one bank; whatever stays the same is not touched. */
async function storeQuestions(work: Work, bankId: string, drafts: BankSource['drafts']): Promise<void> {
  const at = new Date(work.now)
  const stored = await Questions.find({ bankId }).lean<QuestionRecord[]>()
  const byId = new Map(stored.map((row) => [row._id, row]))
  const added: QuestionRecord[] = []
  const versions: { _id: string; questionId: string; version: number; content: unknown; source?: unknown }[] = []
  for (const [i, draft] of drafts.entries()) {
    const _id = productId(`question:${draft.code}`)
    const fields = fieldsOf(draft)
    const there = byId.get(_id)
    byId.delete(_id)
    const isSame =
      there && JSON.stringify([there.content, there.source]) === JSON.stringify([fields.content, fields.source])
    const version = there ? (isSame ? there.version : there.version + 1) : 1
    if (!isSame)
      versions.push({
        _id: versionId(_id, version),
        questionId: _id,
        version,
        content: fields.content,
        source: fields.source,
      })
    if (!there)
      added.push({ _id, bankId, ...PRODUCT, order: i + 1, version, ...fields, state: 'active', live: true, at })
    // What the unit has decided about a question stands until its text is another one.
    else if (!isSame)
      await Questions.updateOne(
        { _id },
        { $set: { ...fields, order: i + 1, version, state: 'active', live: true, at }, $unset: { flaggedBecause: 1 } },
      )
    else if (there.order !== i + 1) await Questions.updateOne({ _id }, { $set: { order: i + 1 } })
  }
  if (byId.size > 0)
    await Questions.updateMany({ _id: { $in: [...byId.keys()] } }, { $set: { state: 'retired', live: false } })
  if (added.length > 0) await Questions.insertMany(added)
  if (versions.length > 0) await QuestionVersions.insertMany(versions.map((version) => ({ ...version, byId: '', at })))
}

/** Installs one bank unless exactly these files are installed already. @returns whether anything was written. */
async function installBank(work: Work, bank: ProductBank, source: BankSource): Promise<boolean> {
  const _id = productId(`bank:${bank}`)
  const there = await Banks.findById(_id, { digest: 1 }).lean()
  if (there?.digest === source.digest) return false
  return inTransaction(async () => {
    await takeTurn(`quiz:product:${bank}`)
    const before = await Banks.findById(_id, { digest: 1 }).lean()
    if (before?.digest === source.digest) return false
    await storeQuestions(work, _id, source.drafts)
    await Banks.updateOne(
      { _id },
      {
        $set: { ...PRODUCT_BANKS[bank], digest: source.digest },
        $inc: { revision: 1 },
        $setOnInsert: { ...PRODUCT, active: true, at: new Date(work.now) },
      },
      { upsert: true },
    )
    return true
  })
}

/** Folder of the banks that ship with the product. */
const FOLDER = path.resolve('cloud/seeds/banks')

/** 安装自带题库 — brings the banks of the product up to date with their files; running it twice, or in two processes, changes nothing more. */
export async function installProductBanks(deps: Deps): Promise<void> {
  const now = deps.clock.now()
  const work: Work = {
    deps,
    actor: SYSTEM,
    now: new Date(now).toISOString(),
    today: plainDateOf(now),
    requestId: 'product',
  }
  for (const bank of Object.keys(PRODUCT_BANKS) as ProductBank[]) {
    const source = readSource(path.join(FOLDER, bank))
    if (source && (await installBank(work, bank, source))) deps.logger.info({ bank }, 'product bank installed')
  }
}
