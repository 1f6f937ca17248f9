import { ROLES, type Role } from '@shared/core/roles'
import { ORGANIZATION_ACTIONS, organizationPolicy } from '@shared/modules/organizations/policy'
import { PERSON_ACTIONS, type PersonStanding, personPolicy } from '@shared/modules/people/policy'

const standing = (more: Partial<PersonStanding> = {}): PersonStanding => ({
  isSelf: false,
  sameBranch: false,
  rolesInBranch: [],
  rolesOver: [],
  ...more,
})
/** Holding a role in the branch itself also counts as holding it over the branch. */
const inBranch = (...roles: Role[]) => standing({ sameBranch: true, rolesInBranch: roles, rolesOver: roles })
const above = (...roles: Role[]) => standing({ rolesOver: roles })
const may = (one: PersonStanding) => PERSON_ACTIONS.filter((action) => personPolicy[action](one))

describe('一个人的名册记录，谁能做什么', () => {
  test.each<[string, PersonStanding, string[]]>([
    ['外人', standing(), []],
    ['本人', standing({ isSelf: true, sameBranch: true }), ['list', 'view', 'reveal']],
    ['同支部的党员', inBranch(), ['list']],
    ['本支部书记', inBranch('secretary'), ['list', 'view', 'reveal', 'edit', 'leave', 'invite']],
    ['本支部组织委员', inBranch('organizationCommissioner'), ['list', 'view', 'reveal', 'edit', 'leave', 'invite']],
    ['本支部副书记', inBranch('deputySecretary'), ['list', 'view', 'invite']],
    ['本支部宣传委员', inBranch('publicityCommissioner'), ['list', 'view', 'invite']],
    ['本支部纪检委员', inBranch('disciplineCommissioner'), ['list']],
    ['上级书记', above('secretary'), ['list', 'view']],
    ['上级组织委员', above('organizationCommissioner'), ['list']],
    ['工会干事', above('unionOfficer'), ['list', 'assignTeam']],
    ['班组长', above('teamLeader'), ['list']],
    ['管理员', above('administrator'), ['list', 'view', 'reveal', 'edit', 'assignTeam', 'leave', 'account', 'invite']],
  ])('%s', (_, one, actions) => {
    expect(may(one).sort()).toEqual([...actions].sort())
  })

  test('能看的都能列出；能改的都能看', () => {
    for (const role of ROLES)
      for (const one of [inBranch(role), above(role)]) {
        if (may(one).includes('view')) expect(may(one)).toContain('list')
        if (may(one).includes('edit')) expect(may(one)).toContain('view')
      }
  })
})

describe('一个组织，谁能做什么', () => {
  test.each<[Role, string[]]>([
    ['administrator', ['oversee', 'edit', 'appoint', 'configure']],
    ['secretary', ['oversee', 'configure']],
    ['deputySecretary', []],
    ['organizationCommissioner', []],
    ['publicityCommissioner', []],
    ['disciplineCommissioner', []],
    ['committeeMember', []],
    ['groupLeader', []],
  ])('%s', (role, actions) => {
    expect(ORGANIZATION_ACTIONS.filter((action) => organizationPolicy[action]({ rolesOver: [role] }))).toEqual(actions)
  })
  test('没有职务什么也不能', () => {
    expect(ORGANIZATION_ACTIONS.filter((action) => organizationPolicy[action]({ rolesOver: [] }))).toEqual([])
  })
})
