import { recordAudit } from '@cloud/core/audit'
import { Changes, wakeConsumers } from '@cloud/core/change'
import { inTransaction } from '@cloud/core/database/connect'
import type { Work } from '@cloud/core/deps'
import { findPeopleWithAccounts } from '@cloud/modules/accounts/index'
import {
  findBatchOrganizations,
  findOfficesBeside,
  listOrganizations,
  removeBatchOrganizations,
  reopenClosed,
  setFoundingDays,
} from '@cloud/modules/organizations/index'
import {
  findBatchPeople,
  findPeopleEditedSince,
  findPeopleJoined,
  namesOf,
  removeBatchPeople,
} from '@cloud/modules/people/index'
import { ruleBroken, type Violation } from '@shared/core/errors'
import { isPlainDate } from '@shared/core/plainDate'
import { type Run, runInBackground, setBatch } from '../background'
import { type ImportRecord, type ImportRowRecord, ImportRows } from '../collection'
import { refuseWhenUsed, removeQuestions } from '../questions/writeQuestions'
import { openSealed } from '../storeRows'

/** Begins to take a whole batch back. @throws AppError conflict when it is not committed. */
export async function undoImport(work: Work, batch: ImportRecord): Promise<void> {
  await refuseWhenBuiltOn(batch)
  await runInBackground(work, batch, { state: 'undoing', onFailure: 'done' }, async (run) => {
    run.report(10)
    await inTransaction(() => takeBack(work, batch, run))
    wakeConsumers()
  })
}

const REGISTER_FACTS = ['people.person', 'organizations.organization', 'organizations.appointment']

/** Organisations in which any other fact was recorded since the batch was committed: whatever module it is of, it counts on their people. */
async function findPlacesInUse(batch: ImportRecord): Promise<string[]> {
  const rows = await Changes.find(
    { at: { $gte: batch.committedAt ?? batch.at }, fact: { $nin: REGISTER_FACTS } },
    { organizationId: 1 },
  ).lean<{ organizationId: string }[]>()
  return [...new Set(rows.map(({ organizationId }) => organizationId))]
}

/** @throws AppError rule_broken with every reason why records of the batch are in use by now. */
async function refuseWhenBuiltOn(batch: ImportRecord): Promise<void> {
  if (batch.kind === 'questions') return refuseWhenUsed(batch)
  const people = await findBatchPeople(batch._id)
  const organizations = await findBatchOrganizations(batch._id)
  const reasons: Violation[] = []
  const say = async (personIds: readonly string[], what: string, fixBy?: string) => {
    if (personIds.length === 0) return
    const names = [...(await namesOf(personIds.slice(0, 5))).values()].join('、')
    const more = personIds.length > 5 ? `等 ${personIds.length} 人` : ''
    reasons.push({ message: `${names}${more}${what}`, ...(fixBy && { fixBy }) })
  }
  const ids = people.map((person) => person._id)
  await say(await findPeopleWithAccounts(ids), '已经开通账号或绑定微信')
  await say(await findOfficesBeside(ids, batch._id), '导入后又任了职', '管理员')
  const places = new Set([...people.map((person) => person.organizationId), ...organizations.map(({ _id }) => _id)])
  await say(await findPeopleEditedSince(batch._id), '的名册信息导入后又更正过')
  const joined = await findPeopleJoined(
    organizations.map(({ _id }) => _id),
    batch._id,
  )
  await say(joined, '后来进了这次新建的支部或班组', '管理员')
  const used = (await findPlacesInUse(batch)).filter((id) => places.has(id))
  if (used.length > 0) {
    const names = (await listOrganizations({ ids: used.slice(0, 5) })).map(({ name }) => name).join('、')
    const more = used.length > 5 ? `等 ${used.length} 个组织` : ''
    reasons.push({ message: `${names}${more}导入后已有新的工作记录（会议、计划等），撤销会使记录缺人` })
  }
  if (reasons.length > 0) throw ruleBroken(reasons)
}

/** Founding days of organisations that were there before: each gets back what the row found. */
async function restoreFoundingDays(work: Work, batch: ImportRecord): Promise<void> {
  const rows = await ImportRows.find({ batchId: batch._id, view: 'importable', knownId: { $exists: true } }).lean<
    ImportRowRecord[]
  >()
  const days = rows.flatMap((row) => {
    const change = openSealed(work, row).changes.find(({ field }) => field === 'foundedOn')
    return change && row.knownId ? [{ id: row.knownId, foundedOn: isPlainDate(change.from) ? change.from : null }] : []
  })
  await setFoundingDays(work, days)
}

async function takeRosterBack(work: Work, batch: ImportRecord): Promise<void> {
  if (batch.kind === 'organizations') await restoreFoundingDays(work, batch)
  await removeBatchPeople(work, batch._id)
  await removeBatchOrganizations(work, batch._id)
  await reopenClosed(work, batch.closed ?? [], '导入已整批撤销')
}

async function takeBack(work: Work, batch: ImportRecord, run: Run): Promise<void> {
  // Looked at again where it counts: somebody may have gone on since the answer was given.
  await refuseWhenBuiltOn(batch)
  const bank = batch.kind === 'questions' ? await removeQuestions(batch) : undefined
  if (batch.kind !== 'questions') await takeRosterBack(work, batch)
  await setBatch(batch._id, run, { state: 'undone', undoneAt: new Date(work.now), ...(bank && { bank }) })
  await recordAudit(work, {
    action: 'exchange.undoImport',
    subject: { kind: 'import', id: batch._id },
    place: { organizationId: batch.organizationId, path: batch.path },
    summary: `整批撤销导入“${batch.fileName}”`,
  })
}
