/** First byte of every key: what it is. */
const COLLECTION = 1
const DOCUMENT = 2
const INDEX = 3
const SESSION = 4

/** LMDB ends at 1,978 bytes; an index entry is prefix (5) + components + `_id`. */
export const MAX_COMPONENT_BYTES = 1300
export const MAX_ID_BYTES = 600

const numbered = (kind: number, id: number): Buffer => {
  const prefix = Buffer.allocUnsafe(5)
  prefix[0] = kind
  prefix.writeUInt32BE(id, 1)
  return prefix
}

export const collectionKey = (namespace: string): Buffer =>
  Buffer.concat([Buffer.from([COLLECTION]), Buffer.from(namespace, 'utf8')])

export const ALL_COLLECTIONS = { start: Buffer.from([COLLECTION]), end: Buffer.from([COLLECTION + 1]) }

export const ALL_SESSIONS = { start: Buffer.from([SESSION]), end: Buffer.from([SESSION + 1]) }

/** Documents lie in the order of their `_id`: `prefix + encodeKey(_id)` → raw BSON. */
export const documentPrefix = (collectionId: number): Buffer => numbered(DOCUMENT, collectionId)

/** Entries lie in index order: `prefix + components (+ _id unless unique)` → encoded `_id`. */
export const indexPrefix = (indexId: number): Buffer => numbered(INDEX, indexId)

export const sessionKey = (session: string): Buffer =>
  Buffer.concat([Buffer.from([SESSION]), Buffer.from(session, 'hex')])

/** The parts one after the other; written out because Buffer.concat costs more than the read that follows. */
export const joinKey = (prefix: Buffer, rest: Buffer, end?: Buffer): Buffer => {
  const key = Buffer.allocUnsafe(prefix.length + rest.length + (end?.length ?? 0))
  key.set(prefix, 0)
  key.set(rest, prefix.length)
  if (end) key.set(end, prefix.length + rest.length)
  return key
}
