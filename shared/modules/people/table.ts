import type { PlainDate } from '@shared/core/plainDate'
import { ROLE_LABELS } from '@shared/core/roles'
import type { Table } from '@shared/core/table'
import { MEMBERSHIP_LABELS, SEX_LABELS } from './model'
import type { ListedPerson, OfficeHolder } from './rows'

/** 人员名册 */
export const PEOPLE_TABLE: Table<ListedPerson> = {
  id: 'people',
  title: '人员名册',
  columns: [
    { id: 'name', label: '姓名', text: (row) => row.name, sorts: true },
    { id: 'organization', label: '所在组织', text: (row) => row.organizationName, sorts: true },
    { id: 'group', label: '党小组', text: (row) => row.groupName ?? '' },
    { id: 'team', label: '班组', text: (row) => row.teamName ?? '' },
    { id: 'membership', label: '人员类别', text: (row) => MEMBERSHIP_LABELS[row.membership] },
    { id: 'post', label: '岗位', text: (row) => row.post ?? '' },
    { id: 'joinedOn', label: '入党日期', text: (row) => row.joinedOn ?? '', sorts: true },
    { id: 'fullOn', label: '转正日期', text: (row) => row.fullOn ?? '', extra: true },
    { id: 'sex', label: '性别', text: (row) => (row.sex ? SEX_LABELS[row.sex] : ''), extra: true },
    { id: 'birthOn', label: '出生日期', text: (row) => row.birthOn ?? '', extra: true },
    { id: 'ethnicity', label: '民族', text: (row) => row.ethnicity ?? '', extra: true },
    { id: 'education', label: '学历', text: (row) => row.education ?? '', extra: true },
    { id: 'exempt', label: '到会要求', text: (row) => (row.exempt ? '不作硬性要求' : ''), extra: true },
    { id: 'leftOn', label: '离开日期', text: (row) => row.leftOn ?? '', extra: true },
  ],
}

/** 任职期限 in words: ended, ending, or the usual term. */
const endOf = ({ to, termEndsOn }: { to: PlainDate | null; termEndsOn: PlainDate | null }): string =>
  to ?? (termEndsOn ? `按任期至 ${termEndsOn}` : '')

/** 任职一览 */
export const OFFICES_TABLE: Table<OfficeHolder> = {
  id: 'offices',
  title: '任职一览',
  columns: [
    { id: 'person', label: '姓名', text: (row) => row.personName },
    { id: 'role', label: '职务', text: (row) => ROLE_LABELS[row.role] },
    { id: 'organization', label: '组织', text: (row) => row.organizationName, sorts: true },
    { id: 'from', label: '任职日期', text: (row) => row.from, sorts: true },
    { id: 'end', label: '到期', text: endOf },
  ],
}
