import { noSuchTransaction } from '../errors'
import type { Snapshot } from '../storage/keyValue'
import type { LockOwner } from '../storage/locks'
import type { Store } from '../storage/store'
import { createReadView, createWriteView, type WriteView } from '../storage/view'

/** Like MongoDB: a transaction that is open longer is aborted; it holds locks and disk space. */
const MAX_TRANSACTION_MS = 60_000

/** A multi-document transaction between its first command and its end. */
export interface Transaction extends LockOwner {
  session: string
  number: string
  view: WriteView
}

interface OpenTransaction extends Transaction {
  snapshot: Snapshot
  timer: NodeJS.Timeout
  isCommitting: boolean
  release(): void
}

export interface Sessions {
  /** Starts a transaction; one that is still open in the session is aborted. */
  begin(session: string, number: string): Transaction
  find(session: string, number: string): Transaction | undefined
  /** @throws StoreError NoSuchTransaction */
  get(session: string, number: string): Transaction
  /** From here on the time limit no longer applies. */
  startCommit(transaction: Transaction): void
  /** Forgets the transaction's changes, unless they have been applied, and lets waiting writers go on. */
  end(transaction: Transaction): void
  endSession(session: string): void
  /** Aborts the session's transaction because its client has gone, unless it is being committed. */
  abandon(session: string): void
  endAll(): void
}

export const createSessions = (store: Store): Sessions => {
  const open = new Map<string, OpenTransaction>()

  const end = (transaction: Transaction): void => {
    const own = open.get(transaction.session)
    if (own !== transaction) return
    clearTimeout(own.timer)
    open.delete(own.session)
    store.locks.release(own)
    own.snapshot.done()
    store.transactions.delete(own)
    own.release()
  }

  const endSession = (session: string): void => {
    const transaction = open.get(session)
    if (transaction) end(transaction)
  }

  const find = (session: string, number: string): Transaction | undefined => {
    const transaction = open.get(session)
    return transaction?.number === number ? transaction : undefined
  }

  return {
    begin(session, number) {
      endSession(session)
      const commitsBefore = store.disk.commits()
      const snapshot = store.disk.takeSnapshot()
      let release = (): void => undefined
      const ended = new Promise<void>((resolve) => {
        release = resolve
      })
      const owner: LockOwner = { ended, commitsBefore }
      const base = createReadView(store.disk, snapshot)
      const view = createWriteView(base, (key) => store.locks.claim(owner, base, key), true)
      const timer = setTimeout(() => endSession(session), MAX_TRANSACTION_MS)
      const transaction: OpenTransaction = Object.assign(owner, {
        session,
        number,
        view,
        snapshot,
        timer,
        release,
        isCommitting: false,
      })
      timer.unref()
      open.set(session, transaction)
      store.transactions.add(transaction)
      return transaction
    },
    find,
    get(session, number) {
      const transaction = find(session, number)
      if (!transaction) throw noSuchTransaction(number)
      return transaction
    },
    startCommit(transaction) {
      const own = open.get(transaction.session)
      if (!own) return
      own.isCommitting = true
      clearTimeout(own.timer)
    },
    abandon(session) {
      const transaction = open.get(session)
      if (transaction && !transaction.isCommitting) end(transaction)
    },
    end,
    endSession,
    endAll() {
      for (const transaction of open.values()) end(transaction)
    },
  }
}
