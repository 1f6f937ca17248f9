import { randomUUID } from 'node:crypto'
import { ApiError } from '@/core/apiError'
import { createWriteQueue, type NewWrite, type QueuedWrite, type QueueState } from '@/core/writeQueue'
import type { Person } from '../caller'
import type { Stage } from '../play'

/** A phone with the product's own queue: without signal it keeps what is done, the app may be closed, later it is sent. */
export function createOfflinePhone({ caller, clock, killer }: Stage, person: Person) {
  let storage = ''
  let hasSignal = false
  const sent: QueuedWrite[] = []
  const open = () =>
    createWriteQueue({
      kept: {
        read: () => (storage ? (JSON.parse(storage) as QueueState) : undefined),
        write: (state) => {
          storage = JSON.stringify(state)
          return true
        },
      },
      isShared: false,
      now: clock.now,
      newKey: randomUUID,
      person: () => person.id,
      async send(write) {
        if (!hasSignal) throw new ApiError('offline', '没有信号')
        killer.point()
        const request = { by: person, method: write.method, path: write.path, body: write.json, key: write.key }
        const answer = await caller.send(request, 500).catch(() => undefined)
        if (!answer) throw new ApiError('offline', '没有信号')
        if (answer.status !== 200) throw new ApiError(answer.body.error.code, answer.body.error.message)
        sent.push(write)
        caller.tally.acknowledged.push({ request, answer })
        return answer.body
      },
    })
  return {
    keep: (write: NewWrite) => open().submit(write),
    /** The signal is back; the app is opened until nothing waits any more. @throws Error when something was refused. */
    async sendAll(): Promise<void> {
      hasSignal = true
      if (!person.token) await caller.signIn(person)
      for (let queue = open(); queue.store.get().writes.length > 0; queue = open()) {
        const refused = queue.store.get().writes.find((write) => write.refused !== undefined)
        if (refused) throw new Error(`${refused.label}: ${refused.refused}`)
        await queue.flush(true)
        // After a sign-in that has ended the phone signs in again; whatever else it was, a moment later is soon enough.
        await caller.signIn(person)
      }
    },
  }
}
