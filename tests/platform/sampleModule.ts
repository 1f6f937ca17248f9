import { recordAudit } from '@cloud/core/audit'
import { found, holdsRoleIn, mustBeAllowed } from '@cloud/core/authorize'
import { recordChange } from '@cloud/core/change'
import { count, defineCollection, text, when } from '@cloud/core/database/collection'
import { newId } from '@cloud/core/database/id'
import { findPage } from '@cloud/core/database/paging'
import { defineModule } from '@cloud/core/defineModule'
import { defineRoutes } from '@cloud/core/http/route'
import { defineContract, page, pageQuery } from '@shared/core/contract'
import { AppError } from '@shared/core/errors'
import * as v from '@shared/core/schema'

/** A record of a module that exists only here, to look at what the service core does for every module. */
export interface Thing {
  _id: string
  organizationId: string
  name: string
  rank: number
  at: Date
}

export const Things = defineCollection<Thing>(
  'sampleThings',
  { organizationId: text, name: text, rank: count, at: when },
  [{ keys: { rank: -1, _id: -1 } }, { keys: { at: 1, _id: 1 } }, { keys: { name: 1 }, unique: true }],
)

const thingId = v.object({ thingId: v.id() })
const Shown = v.object({ id: v.string(), name: v.string() })

const contract = defineContract('sample', {
  list: {
    method: 'GET',
    path: '/sample',
    access: 'person',
    summary: '列出',
    query: v.object({ ...pageQuery, by: v.optional(v.picklist(['rank', 'at'], '没有这种排序')) }),
    reply: page(Shown),
  },
  get: { method: 'GET', path: '/sample/:thingId', access: 'person', summary: '查看', params: thingId, reply: Shown },
  add: {
    method: 'POST',
    path: '/sample',
    access: ['secretary'],
    summary: '新增',
    body: v.object({ name: v.line(20), rank: v.whole(0, 1000) }),
    reply: Shown,
  },
  rename: {
    method: 'PUT',
    path: '/sample/:thingId',
    access: ['secretary'],
    summary: '改名',
    params: thingId,
    body: v.object({ name: v.line(20) }),
    reply: Shown,
  },
  fail: {
    method: 'POST',
    path: '/sample/fail',
    access: 'person',
    summary: '出错',
    body: v.object({ how: v.picklist(['throw', 'string', 'reply', 'late', 'validation']) }),
    reply: Shown,
  },
  echo: {
    method: 'POST',
    path: '/sample/echo',
    access: 'person',
    summary: '原样返回',
    body: v.object({ value: v.optional(v.unknown()) }),
    once: false,
    reply: v.object({ size: v.number() }),
  },
})

/** How often each handler really ran. */
export const runs = { add: 0 }
const show = ({ _id, ...rest }: Thing) => ({ id: _id, ...rest })

const routes = defineRoutes(contract, {
  list: async ({ query }) => {
    const { items, next } = await findPage<Thing>(Things, {}, query.by === 'at' ? { at: 1 } : { rank: -1 }, query)
    return { items: items.map(show), next }
  },
  get: async ({ params }) => show(found(await Things.findById(params.thingId).lean<Thing>(), '样品')),
  add: async (call) => {
    runs.add += 1
    const thing = { _id: newId(), organizationId: call.actor.organizationId, at: new Date(call.now), ...call.body }
    await Things.create(thing)
    await recordAudit(call, { action: 'sample.add', subject: { kind: 'thing', id: thing._id }, summary: '新增样品' })
    await recordChange(call, [{ organizationId: thing.organizationId, fact: 'sample.thing', factId: thing._id }])
    return show(thing)
  },
  rename: async ({ actor, params, body }) => {
    const thing = found(await Things.findById(params.thingId).lean<Thing>(), '样品')
    mustBeAllowed(holdsRoleIn(actor, thing.organizationId, ['secretary']), '只有本支部书记可以改名')
    await Things.updateOne({ _id: thing._id }, { $set: { name: body.name } })
    return show({ ...thing, name: body.name })
  },
  fail: async ({ actor, body, now }) => {
    if (body.how === 'throw') throw new TypeError('Cannot read properties of undefined (党员甲)')
    if (body.how === 'string') throw 'a string at /srv/secret.ts:12'
    if (body.how === 'validation') await Things.create({ _id: newId(), name: '党员甲' } as never)
    await Things.create({
      _id: newId(),
      organizationId: actor.organizationId,
      name: `${body.how}`,
      rank: 1,
      at: new Date(now),
    })
    if (body.how === 'late') throw new AppError('conflict', '写了一半才发现不行')
    return { id: 5 } as never
  },
  echo: async ({ body }) => ({ size: JSON.stringify(body.value ?? null).length }),
})

export const sample = defineModule({ name: 'sample', contract, routes })
