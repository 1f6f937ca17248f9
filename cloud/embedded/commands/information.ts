import { ObjectId } from 'bson'
import { toDouble } from '../bson/order'
import { unsupported } from '../errors'
import { checkOptions, namespaceOf, OK, type PlainCommand } from './command'

const VERSION = [7, 0, 0, 0]
const ELECTION_ID = new ObjectId('7fffffff0000000000000001')

/**
 * The handshake. With `setName` and `hosts` the driver takes this for a replica set of one, as production is a replica
 * set, and sends transactions and retryable writes. Without `topologyVersion` it asks again instead of waiting.
 */
export const hello: PlainCommand = (_command, { address, token }) => ({
  helloOk: true,
  isWritablePrimary: true,
  ismaster: true,
  secondary: false,
  setName: 'embedded',
  setVersion: 1,
  hosts: [address],
  primary: address,
  me: address,
  electionId: ELECTION_ID,
  maxBsonObjectSize: 16_777_216,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
  localTime: new Date(),
  logicalSessionTimeoutMinutes: 30,
  minWireVersion: 0,
  maxWireVersion: 21,
  readOnly: false,
  embeddedStore: token,
  ok: OK,
})

export const ping: PlainCommand = () => ({ ok: OK })

export const buildInfo: PlainCommand = () => ({
  version: VERSION.slice(0, 3).join('.'),
  versionArray: VERSION,
  gitVersion: 'embedded',
  modules: ['embedded'],
  bits: 64,
  maxBsonObjectSize: 16_777_216,
  ok: OK,
})

/** Like MongoDB's own parameter: how often expired documents are removed. */
export const setParameter: PlainCommand = ({ body }, server) => {
  checkOptions(body, ['setParameter', 'ttlMonitorSleepSecs'], 'setParameter')
  const seconds = toDouble(body.ttlMonitorSleepSecs)
  if (!(seconds > 0)) throw unsupported('setParameter other than ttlMonitorSleepSecs')
  server.setTtlInterval(seconds)
  return { ok: OK }
}

export const collStats: PlainCommand = (command, { store }) => {
  const namespace = namespaceOf(command)
  const collection = store.findCollection(namespace)
  if (!collection) return { ns: namespace, count: 0, nindexes: 0, ok: OK }
  const end = Buffer.from(collection.prefix)
  end.writeUInt32BE(collection.id + 1, 1)
  return {
    ns: namespace,
    count: store.disk.count(collection.prefix, end),
    nindexes: collection.indexes.length,
    ok: OK,
  }
}

export const dbStats: PlainCommand = ({ database }, { store }) => {
  const own = [...store.collections()].filter((collection) => collection.database === database)
  const indexes = own.reduce((sum, collection) => sum + collection.indexes.length, 0)
  return { db: database, collections: own.length, indexes, ok: OK }
}
