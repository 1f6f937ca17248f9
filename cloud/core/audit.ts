import { createHash } from 'node:crypto'
import type { Model } from 'mongoose'
import { anything, defineCollection, optionalCount, optionalText, text, when } from './database/collection'
import { inTransaction } from './database/connect'
import { newId } from './database/id'
import type { Work } from './deps'
import type { Logger } from './logger'

/** 操作记录 — who did what to which record when. Never altered, never deleted; `sequence` and `hash` are added once by the sealer. */
export interface AuditEntry {
  _id: string
  at: Date
  actorId: string
  actorName: string
  /** `meetings.approve`. */
  action: string
  subjectKind: string
  subjectId: string
  organizationId: string
  path: string
  /** One Chinese sentence without personal numbers. */
  summary: string
  /** Old and new values of plain fields; personal numbers only as “已更改”. */
  details?: Record<string, unknown>
  requestId: string
  sequence?: number
  previousHash?: string
  hash?: string
}

interface AuditHead {
  _id: string
  sequence: number
  hash: string
}

export const AuditEntries: Model<AuditEntry> = defineCollection<AuditEntry>(
  'auditEntries',
  {
    at: when,
    actorId: { type: String, default: '' },
    actorName: { type: String, default: '' },
    action: text,
    subjectKind: text,
    subjectId: text,
    organizationId: { type: String, default: '' },
    path: { type: String, default: '' },
    summary: text,
    details: anything,
    requestId: { type: String, default: '' },
    sequence: optionalCount,
    previousHash: optionalText,
    hash: optionalText,
  },
  [
    { keys: { path: 1, at: -1 } },
    { keys: { at: 1, _id: 1 } },
    { keys: { subjectId: 1, _id: -1 } },
    { keys: { sequence: 1 }, unique: true, where: { sequence: { $exists: true } } },
    { keys: { hash: 1, _id: 1 } },
  ],
  // The trail says where something was when it happened, and its checksum covers that.
  'stays',
)

const AuditHeads: Model<AuditHead> = defineCollection<AuditHead>('auditHeads', {
  sequence: { type: Number, required: true },
  hash: text,
})

export interface AuditRecord {
  action: string
  subject: { kind: string; id: string }
  place?: { organizationId: string; path: string }
  summary: string
  details?: Record<string, unknown>
}

/** Writes one audit entry. Call it inside the transaction of the fact it speaks of. */
export async function recordAudit(work: Work, record: AuditRecord): Promise<void> {
  await AuditEntries.create({
    _id: newId(),
    at: new Date(work.now),
    actorId: work.actor.personId,
    actorName: work.actor.name,
    action: record.action,
    subjectKind: record.subject.kind,
    subjectId: record.subject.id,
    organizationId: record.place?.organizationId ?? work.actor.organizationId,
    path: record.place?.path ?? work.actor.path,
    summary: record.summary,
    ...(record.details && { details: record.details }),
    requestId: work.requestId,
  })
}

const SEAL_BATCH = 500
const GENESIS: AuditHead = { _id: 'head', sequence: 0, hash: 'zhixing' }

function hashOf(entry: AuditEntry, sequence: number, previousHash: string): string {
  const { _id, actorId, actorName, action, subjectKind, subjectId, organizationId, path, summary, requestId } = entry
  const body = [sequence, previousHash, _id, entry.at.toISOString(), actorId, actorName, action, subjectKind, subjectId]
  const rest = [organizationId, path, summary, JSON.stringify(entry.details ?? null), requestId]
  return createHash('sha256')
    .update(JSON.stringify([...body, ...rest]))
    .digest('base64url')
}

/**
 * Links new entries into the hash chain, at most 500 at a time. Writers do not wait for each other: they add entries without a
 * place in the chain, and this gives them one within a second. Safe with several instances.
 * @returns how many entries were sealed.
 */
export async function sealAudit(): Promise<number> {
  return inTransaction(async () => {
    const head = (await AuditHeads.findById('head').lean()) ?? GENESIS
    const fresh = await AuditEntries.find({ hash: { $exists: false } })
      .sort({ _id: 1 })
      .limit(SEAL_BATCH)
      .lean<AuditEntry[]>()
    if (fresh.length === 0) return 0
    let { sequence, hash } = head
    const writes = fresh.map((entry) => {
      const previousHash = hash
      sequence += 1
      hash = hashOf(entry, sequence, previousHash)
      return { updateOne: { filter: { _id: entry._id }, update: { $set: { sequence, previousHash, hash } } } }
    })
    await AuditEntries.bulkWrite(writes)
    await AuditHeads.updateOne({ _id: 'head' }, { $set: { sequence, hash } }, { upsert: true })
    return fresh.length
  })
}

/** Seals once a second while entries come in. */
export function startSealing(logger: Logger, intervalMs = 1_000): { stop(): Promise<void> } {
  let running: Promise<void> | undefined
  const tick = (): void => {
    running ??= sealAll()
      .catch((error: unknown) => logger.error({ err: error }, 'sealing the audit chain failed; will be tried again'))
      .finally(() => {
        running = undefined
      })
  }
  const timer = setInterval(tick, intervalMs)
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}

async function sealAll(): Promise<void> {
  while ((await sealAudit()) === SEAL_BATCH);
}

/** Walks the chain from the start. @returns the sequence number of the first entry that does not fit, or null when all fit. */
export async function findAuditBreak(): Promise<number | null> {
  let previousHash = GENESIS.hash
  let expected = 1
  const cursor = AuditEntries.find({ sequence: { $exists: true } })
    .sort({ sequence: 1 })
    .lean<AuditEntry[]>()
    .cursor()
  for await (const entry of cursor) {
    const fits =
      entry.sequence === expected &&
      entry.previousHash === previousHash &&
      entry.hash === hashOf(entry, expected, previousHash)
    if (!fits || !entry.hash) return expected
    previousHash = entry.hash
    expected += 1
  }
  const head = (await AuditHeads.findById('head').lean()) ?? GENESIS
  return head.sequence === expected - 1 && head.hash === previousHash ? null : expected
}
