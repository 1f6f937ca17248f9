import { buildCursorReply } from '../wire/cursorReply'

const FIRST_BATCH = 101
const BATCH_BYTES = 16 * 1024 * 1024 - 16 * 1024
/** Like MongoDB: a cursor nobody asks for is closed after ten minutes. It holds disk space as long as it is open. */
const IDLE_MS = 10 * 60 * 1000

interface Cursor {
  documents: Iterator<Buffer>
  /** Read from `documents` but not sent: it did not fit. */
  waiting: Buffer | undefined
  namespace: string
  session: string | undefined
  close(): void
  usedAt: number
}

export interface CursorRequest {
  documents: Iterable<Buffer>
  namespace: string
  session: string | undefined
  batchSize: number | undefined
  isSingleBatch: boolean
  /** Frees what the documents are read from. */
  close(): void
}

/** Answers that do not fit into one reply. */
export interface Cursors {
  /** The first batch; the rest stays here until it is fetched, killed or forgotten. */
  open(request: CursorRequest): Buffer
  /** The next batch; undefined when there is no such cursor. */
  more(id: bigint, batchSize: number | undefined): Buffer | undefined
  kill(id: bigint): boolean
  closeIdle(now: number): void
  closeSession(session: string): void
  closeAll(): void
}

interface Batch {
  documents: Buffer[]
  isLast: boolean
}

const fillBatch = (cursor: Cursor, limit: number): Batch => {
  const documents: Buffer[] = []
  let bytes = 0
  while (documents.length < limit) {
    let document = cursor.waiting
    cursor.waiting = undefined
    if (!document) {
      const next = cursor.documents.next()
      if (next.done) return { documents, isLast: true }
      document = next.value
    }
    bytes += document.length + 8
    if (bytes > BATCH_BYTES && documents.length > 0) {
      cursor.waiting = document
      return { documents, isLast: false }
    }
    documents.push(document)
  }
  return { documents, isLast: false }
}

const shut = (cursor: Cursor): void => {
  cursor.documents.return?.()
  cursor.close()
}

export const createCursors = (): Cursors => {
  const cursors = new Map<bigint, Cursor>()
  let lastId = 0n

  const remove = (id: bigint): boolean => {
    const cursor = cursors.get(id)
    if (cursor) shut(cursor)
    return cursors.delete(id)
  }
  const removeWhere = (isOver: (cursor: Cursor) => boolean): void => {
    for (const [id, cursor] of cursors) if (isOver(cursor)) remove(id)
  }

  return {
    open({ documents, namespace, session, batchSize, isSingleBatch, close }) {
      const iterator = documents[Symbol.iterator]()
      const cursor: Cursor = { documents: iterator, waiting: undefined, namespace, session, close, usedAt: Date.now() }
      try {
        const batch = fillBatch(cursor, batchSize ?? FIRST_BATCH)
        if (!batch.isLast && !isSingleBatch) {
          cursors.set(++lastId, cursor)
          return buildCursorReply('firstBatch', batch.documents, lastId, namespace)
        }
        shut(cursor)
        return buildCursorReply('firstBatch', batch.documents, 0n, namespace)
      } catch (error) {
        shut(cursor)
        throw error
      }
    },
    more(id, batchSize) {
      const cursor = cursors.get(id)
      if (!cursor) return undefined
      cursor.usedAt = Date.now()
      const { documents, isLast } = fillBatch(cursor, batchSize || Number.POSITIVE_INFINITY)
      if (isLast) remove(id)
      return buildCursorReply('nextBatch', documents, isLast ? 0n : id, cursor.namespace)
    },
    kill: remove,
    closeIdle: (now) => removeWhere((cursor) => now - cursor.usedAt > IDLE_MS),
    closeSession: (session) => removeWhere((cursor) => cursor.session === session),
    closeAll: () => removeWhere(() => true),
  }
}
