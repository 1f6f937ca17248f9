import { defineContract, done, file, page, pageQuery } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { columnsOf, sortBy } from '@shared/core/tableQuery'
import { ORGANIZATION_KINDS } from './model'
import { ListedOrganization } from './rows'
import { ORGANIZATIONS_TABLE } from './table'
import { UnitSettings } from './unitSettings'

const kind = v.picklist(ORGANIZATION_KINDS, '没有这种组织类别')
const organizationId = v.object({ organizationId: v.id() })

const Detail = v.object({
  id: v.string(),
  name: v.string(),
  kind,
  parentId: v.nullable(v.string()),
  parentName: v.nullable(v.string()),
  foundedOn: v.nullable(v.plainDate()),
  settings: UnitSettings,
  ownSettings: v.partial(UnitSettings),
  /** Name of the organisation above that set what counts here, by setting; the default counts where there is none. */
  inheritedFrom: v.record(v.string(), v.string()),
  dissolvedOn: v.nullable(v.plainDate()),
  allowed: v.array(v.string()),
})

const organizationFilter = {
  search: v.optional(v.text(50)),
  kind: v.optional(kind),
  parentId: v.optional(v.id()),
  /** At or below this one. */
  within: v.optional(v.id()),
  /** Dissolved ones are listed only when asked for. */
  state: v.optional(v.picklist(['dissolved'])),
}

export const organizationsContract = defineContract('organizations', {
  list: {
    method: 'GET',
    path: '/organizations',
    access: 'person',
    summary: '查看管理范围内的组织，可按名称查找',
    query: v.object({ ...pageQuery, ...organizationFilter, sort: sortBy(ORGANIZATIONS_TABLE) }),
    reply: page(ListedOrganization),
  },
  export: {
    method: 'GET',
    path: '/organizations/export',
    access: 'person',
    summary: '导出组织一览：和页面上一样的条件、顺序和列（xlsx）',
    query: v.object({
      ...organizationFilter,
      sort: sortBy(ORGANIZATIONS_TABLE),
      columns: columnsOf(ORGANIZATIONS_TABLE),
    }),
    download: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    reply: file,
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
