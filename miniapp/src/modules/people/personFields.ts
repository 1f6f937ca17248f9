import type { CallReply } from '@shared/core/contract'
import type { peopleContract } from '@shared/modules/people/contract'
import { MEMBERSHIP_LABELS, SEX_LABELS } from '@shared/modules/people/model'

export type PersonDetail = CallReply<typeof peopleContract.endpoints.detail>

const isMember = ({ membership }: PersonDetail): boolean => membership !== 'none'

/** Plain fields of a record by their labels, in the order of a register; what is not known is null. */
export const personFields = (person: PersonDetail): readonly (readonly [label: string, value: string | null])[] => [
  [isMember(person) ? '所在党支部' : '所在组织', person.organizationName],
  ...(isMember(person) ? [['党小组', person.groupName] as const] : []),
  ['班组', person.teamName],
  ['人员类别', MEMBERSHIP_LABELS[person.membership]],
  ['性别', person.sex && SEX_LABELS[person.sex]],
  ['民族', person.ethnicity],
  ['出生日期', person.birthOn],
  ['学历', person.education],
  ...(isMember(person)
    ? [['加入党组织日期', person.joinedOn] as const, ['转为正式党员日期', person.fullOn] as const]
    : []),
  ['工作岗位', person.post],
]
