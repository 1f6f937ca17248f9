import { createRateLimit } from '@cloud/core/http/rateLimit'
import type { Handlers } from '@cloud/core/http/route'
import type { practiceEndpoints } from '@shared/modules/quiz/practice/endpoints'
import { answerPractice } from './answering'
import { readBookPage } from './book'
import { readDaily } from './daily'
import { poolFor } from './pool'
import { readResults } from './results'
import { readDue, readNow, readPracticeBanks, readRound } from './rounds'

/** Nobody answers faster; a phone that comes back from a tunnel waits for the next minute by itself. */
const limit = createRateLimit(120, 60, '做得太快了，请一分钟后再交')

export const practiceHandlers: Handlers<typeof practiceEndpoints> = {
  practiceNow: (call) => readNow(call),
  practiceDaily: (call) => readDaily(call),
  practiceDue: (call) => readDue(call, call.query.count),
  practiceRound: (call) => readRound(call, call.query),
  practiceBanks: (call) => readPracticeBanks(call),
  practiceBook: async (call) => readBookPage(call, await poolFor(call.actor), call.query),
  practiceResults: (call) => readResults(call, call.query.ids.split(',')),
  answerPractice: async (call) => {
    await limit.take(call.actor.personId)
    return answerPractice(call, call.body)
  },
}
