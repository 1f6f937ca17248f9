import { defineContract, done, page, pageQuery } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { ORGANIZATION_KINDS, UnitSettings } from './model'

const kind = v.picklist(ORGANIZATION_KINDS, '没有这种组织类别')
const organizationId = v.object({ organizationId: v.id() })

const Node = v.object({
  id: v.string(),
  name: v.string(),
  kind,
  parentId: v.nullable(v.string()),
  path: v.string(),
})

const Detail = v.object({
  id: v.string(),
  name: v.string(),
  kind,
  parentId: v.nullable(v.string()),
  parentName: v.nullable(v.string()),
  foundedOn: v.nullable(v.plainDate()),
  settings: UnitSettings,
  ownSettings: v.partial(UnitSettings),
  allowed: v.array(v.string()),
})

export const organizationsContract = defineContract('organizations', {
  list: {
    method: 'GET',
    path: '/organizations',
    access: 'person',
    summary: '查看管理范围内的组织，可按名称查找',
    query: v.object({
      ...pageQuery,
      search: v.optional(v.text(50)),
      kind: v.optional(kind),
      parentId: v.optional(v.id()),
    }),
    reply: page(Node),
  },
  detail: {
    method: 'GET',
    path: '/organizations/:organizationId',
    access: 'person',
    summary: '查看一个组织和它的设置',
    params: organizationId,
    reply: Detail,
  },
  create: {
    method: 'POST',
    path: '/organizations',
    access: ['administrator'],
    summary: '新建组织',
    body: v.object({ name: v.line(60), kind, parentId: v.nullable(v.id()), foundedOn: v.optional(v.plainDate()) }),
    reply: v.object({ id: v.string() }),
  },
  edit: {
    method: 'PUT',
    path: '/organizations/:organizationId',
    access: ['administrator'],
    summary: '更改组织名称或成立日期',
    params: organizationId,
    body: v.object({ name: v.optional(v.line(60)), foundedOn: v.optional(v.nullable(v.plainDate())) }),
    reply: done,
  },
  configure: {
    method: 'PUT',
    path: '/organizations/:organizationId/settings',
    access: ['administrator', 'secretary'],
    summary: '更改单位设置；不填的沿用上级的',
    params: organizationId,
    body: v.partial(UnitSettings),
    reply: done,
  },
})
