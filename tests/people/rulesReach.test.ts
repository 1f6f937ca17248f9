import { teamAfterMove } from '@cloud/modules/people/teams/teamFields'
import type { Role } from '@shared/core/roles'
import type { OrganizationKind } from '@shared/modules/organizations/model'
import { reachOf } from '@shared/modules/organizations/rules'

describe('职务管到哪里', () => {
  test.each<[string, Role, string, OrganizationKind, OrganizationKind | undefined, string]>([
    ['工会主席管到工会所在的单位', 'unionChair', '/u/w/', 'union', 'unit', '/u/'],
    ['工会干事也是', 'unionOfficer', '/u/w/', 'union', 'unit', '/u/'],
    ['项目部的工会管到项目部', 'unionOfficer', '/u/d/w/', 'union', 'department', '/u/d/'],
    ['党委下的工会管到党委下面', 'unionChair', '/c/w/', 'union', 'partyCommittee', '/c/'],
    ['工会下的工会只管自己', 'unionOfficer', '/u/w/x/', 'union', 'union', '/u/w/x/'],
    ['顶层的工会只管自己', 'unionChair', '/w/', 'union', undefined, '/w/'],
    ['工会小组长不因此管到全单位', 'unionGroupLeader', '/u/w/', 'union', 'unit', '/u/w/'],
    ['工会里的管理员也不', 'administrator', '/u/w/', 'union', 'unit', '/u/w/'],
    ['班组长管班组', 'teamLeader', '/u/d/t/', 'team', 'department', '/u/d/t/'],
    ['工会干事任在部门，管部门', 'unionOfficer', '/u/d/', 'department', 'unit', '/u/d/'],
    ['书记照旧', 'secretary', '/c/b/', 'branch', 'partyCommittee', '/c/b/'],
  ])('%s', (_, role, path, kind, parentKind, expected) => {
    expect(reachOf(role, { path, kind, parentKind })).toBe(expected)
  })
})

describe('调动以后在哪个班组', () => {
  const place = (id: string, kind: OrganizationKind) => ({ id, path: `/${id}/`, kind })
  const inTeam = { organizationId: 'deck', teamId: 'deck' }
  const besides = { organizationId: 'branch', teamId: 'deck' }
  test.each<[string, { organizationId: string; teamId?: string }, ReturnType<typeof place>, object]>([
    ['到别的班组名册', inTeam, place('crane', 'team'), { set: { teamId: 'crane', teamPath: '/crane/' }, dropped: [] }],
    [
      '从支部到班组名册',
      besides,
      place('crane', 'team'),
      { set: { teamId: 'crane', teamPath: '/crane/' }, dropped: [] },
    ],
    ['从班组名册到部门', inTeam, place('office', 'department'), { set: {}, dropped: ['teamId', 'teamPath'] }],
    ['从班组名册到支部：人还在班组干活', inTeam, place('branch', 'branch'), { set: {}, dropped: [] }],
    ['从支部到支部：班组不变', besides, place('other', 'branch'), { set: {}, dropped: [] }],
    ['没有班组的人到部门', { organizationId: 'branch' }, place('office', 'department'), { set: {}, dropped: [] }],
  ])('%s', (_, person, to, expected) => {
    expect(teamAfterMove(person, to)).toEqual(expected)
  })
})
