import { type BoundRoutes, defineRoutes } from '@cloud/core/http/route'
import { OK } from '@shared/core/contract'
import { handoversContract } from '@shared/modules/handovers/contract'
import {
  acceptItems,
  addItem,
  answerAbout,
  askAbout,
  closeItem,
  correctHandover,
  finishHandover,
  giveOver,
  standIn,
} from './commands'
import type { Matters } from './matters'
import { presentDetail, presentList } from './present'
import { getHandoverFor, listHandovers, withItems } from './queries'
import { writeSheet } from './sheet'

export const handoverRoutes = (matters: Matters): BoundRoutes =>
  defineRoutes(handoversContract, {
    async list({ actor, query }) {
      const { items, next } = await listHandovers(actor, query)
      return { items: await presentList(items), next }
    },
    async detail(call) {
      const stored = await getHandoverFor(call.actor, call.params.handoverId, 'read')
      const { record, items } = await withItems(call, matters, stored)
      return presentDetail(call.actor, record, items)
    },
    async sheet(call) {
      const stored = await getHandoverFor(call.actor, call.params.handoverId, 'export')
      const { record, items } = await withItems(call, matters, stored)
      return writeSheet(await presentDetail(call.actor, record, items), call.today)
    },
    addItem: async (call) => ({ key: await addItem(call, matters, call.params.handoverId, call.body) }),
    async closeItem(call) {
      await closeItem(call, matters, call.params.handoverId, call.body.key, call.body.text)
      return OK
    },
    accept: async (call) => ({ state: await acceptItems(call, matters, call.params.handoverId, call.body.keys) }),
    async ask(call) {
      await askAbout(call, matters, call.params.handoverId, call.body.key, call.body.text)
      return OK
    },
    async answer(call) {
      await answerAbout(call, matters, call.params.handoverId, call.body.key, call.body.text)
      return OK
    },
    async give(call) {
      await giveOver(call, matters, call.params.handoverId)
      return OK
    },
    async standIn(call) {
      await standIn(call, matters, call.params.handoverId, call.body.reason)
      return OK
    },
    async finish(call) {
      await finishHandover(call, matters, call.params.handoverId)
      return OK
    },
    async correct(call) {
      await correctHandover(call, matters, call.params.handoverId, call.body.text)
      return OK
    },
  })
