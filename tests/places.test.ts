import type { Role } from '@shared/core/roles'
import { overseesBelow } from '@shared/modules/duties/policy'
import { placesFor } from '@/places'

const person = (role: Role, kind: string) => ({
  id: 'person',
  name: '某人',
  organizationId: 'place',
  organization: '某处',
  roles: [role],
  overseeing: overseesBelow({ role, kind }) ? [role] : [],
})
const sees = (role: Role, kind: string) => placesFor(person(role, kind)).some(({ label }) => label === '下级进度')

test.each([
  ['党委书记', 'secretary', 'partyCommittee', true],
  ['总支书记', 'secretary', 'generalBranch', true],
  ['党委副书记', 'deputySecretary', 'partyCommittee', true],
  ['单位管理员', 'administrator', 'unit', true],
  ['支部书记', 'secretary', 'branch', false],
  ['党委组织委员', 'organizationCommissioner', 'partyCommittee', false],
  ['班组长', 'teamLeader', 'team', false],
] as const)('导航里的下级进度：%s', (_, role, kind, shown) => {
  expect(sees(role, kind)).toBe(shown)
})

test('没有登录，哪里也不列', () => {
  expect(placesFor(undefined)).toEqual([])
})
