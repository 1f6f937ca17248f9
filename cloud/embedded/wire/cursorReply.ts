const indexNames: Buffer[] = []

/** `\x03<index>\0`: the type and name of an array item that is a document. */
const itemHead = (index: number): Buffer => {
  const known = indexNames[index]
  if (known) return known
  const made = Buffer.from(`\x03${index}\0`, 'latin1')
  if (index < 10_000) indexNames[index] = made
  return made
}

const OK = Buffer.from([...Buffer.from('\x01ok\0'), 0, 0, 0, 0, 0, 0, 0xf0, 0x3f])

/** `{ cursor: { firstBatch|nextBatch: [...], id, ns }, ok: 1 }` put together from documents that are BSON already. */
export const buildCursorReply = (
  batchName: 'firstBatch' | 'nextBatch',
  documents: readonly Buffer[],
  cursorId: bigint,
  namespace: string,
): Buffer => {
  const batchHead = Buffer.from(`\x04${batchName}\0`, 'latin1')
  const namespaceBytes = Buffer.from(`${namespace}\0`)
  let batchLength = 5
  for (const [i, document] of documents.entries()) batchLength += itemHead(i).length + document.length
  const cursorLength = 4 + batchHead.length + batchLength + 12 + 8 + namespaceBytes.length + 1
  const length = 4 + 8 + cursorLength + OK.length + 1
  const reply = Buffer.allocUnsafe(length)
  let at = reply.writeInt32LE(length, 0)
  const append = (bytes: Buffer): void => {
    reply.set(bytes, at)
    at += bytes.length
  }
  at += reply.write('\x03cursor\0', at, 'latin1')
  at = reply.writeInt32LE(cursorLength, at)
  append(batchHead)
  at = reply.writeInt32LE(batchLength, at)
  for (const [i, document] of documents.entries()) {
    append(itemHead(i))
    append(document)
  }
  reply[at++] = 0
  at += reply.write('\x12id\0', at, 'latin1')
  at = reply.writeBigInt64LE(cursorId, at)
  at += reply.write('\x02ns\0', at, 'latin1')
  at = reply.writeInt32LE(namespaceBytes.length, at)
  append(namespaceBytes)
  reply[at++] = 0
  append(OK)
  reply[at++] = 0
  return reply
}
