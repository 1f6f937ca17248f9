import { teamAfterMove } from '@cloud/modules/people/teams/teamFields'
import { ROLES, type Role } from '@shared/core/roles'
import { ORGANIZATION_KINDS, type OrganizationKind } from '@shared/modules/organizations/model'
import { kindsBelow, USUAL_OFFICES } from '@shared/modules/organizations/offices'
import { placementFaults, reachOf } from '@shared/modules/organizations/rules'

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

describe('各类组织常设的职务和下级', () => {
  test('每类组织都有常设职务，不重复；每种职务都有地方设', () => {
    for (const kind of ORGANIZATION_KINDS) expect(new Set(USUAL_OFFICES[kind]).size).toBe(USUAL_OFFICES[kind].length)
    const offered = new Set(Object.values(USUAL_OFFICES).flat())
    expect(ROLES.filter((role) => !offered.has(role))).toEqual([])
  })
  test('班组设班组长和工会小组长，工会设主席和干事，支部先问书记', () => {
    expect(USUAL_OFFICES.team).toEqual(['teamLeader', 'unionGroupLeader'])
    expect(USUAL_OFFICES.union.slice(0, 2)).toEqual(['unionChair', 'unionOfficer'])
    expect(USUAL_OFFICES.branch[0]).toBe('secretary')
  })
  test('下面能建什么，和能不能放在那里是一回事', () => {
    expect(kindsBelow('department')).toEqual(['team', 'union'])
    expect(kindsBelow('team')).toEqual([])
    for (const parent of ORGANIZATION_KINDS)
      for (const kind of ORGANIZATION_KINDS)
        expect(kindsBelow(parent).includes(kind)).toBe(
          placementFaults(kind, { kind: parent, name: '上级' }).length === 0,
        )
  })
})
