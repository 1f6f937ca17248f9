import type { Table } from '@shared/core/table'
import { ORGANIZATION_KIND_LABELS } from './model'
import type { ListedOrganization } from './rows'

/** 组织一览 — in the order of the tree unless sorted. */
export const ORGANIZATIONS_TABLE: Table<ListedOrganization> = {
  id: 'organizations',
  title: '组织一览',
  columns: [
    { id: 'name', label: '组织', text: (row) => row.name, sorts: true },
    { id: 'kind', label: '类别', text: (row) => ORGANIZATION_KIND_LABELS[row.kind] },
    { id: 'parent', label: '上级', text: (row) => row.parentName ?? '' },
    { id: 'foundedOn', label: '成立日期', text: (row) => row.foundedOn ?? '', sorts: true },
    {
      id: 'settings',
      label: '自定的规定',
      text: (row) => (row.ownSettings > 0 ? `${row.ownSettings} 项` : ''),
      extra: true,
      numeric: true,
    },
    { id: 'dissolvedOn', label: '撤销日期', text: (row) => row.dissolvedOn ?? '', extra: true },
  ],
}
