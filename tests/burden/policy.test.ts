import { ROLES, type Role } from '@shared/core/roles'
import { BURDEN_POLICY } from '@shared/modules/burden/policy'

const branch = { organizationId: 'b', path: '/a/b/' }
const actor = (organizationId: string, ...held: [string, Role][]) => ({
  organizationId,
  appointments: held.map(([path, role]) => ({
    organizationId: path.split('/').filter(Boolean).pop() ?? '',
    path,
    role,
  })),
})
const rights = (who: ReturnType<typeof actor>) =>
  Object.entries(BURDEN_POLICY).flatMap(([action, may]) => (may(who, branch) ? [action] : []))

test.each([
  ['本支部党员', actor('b'), ['read']],
  ['外支部党员', actor('x'), []],
  ['本支部书记', actor('b', ['/a/b/', 'secretary']), ['read', 'compare']],
  ['别的支部书记', actor('x', ['/a/x/', 'secretary']), []],
  ['上级党委书记', actor('x', ['/a/', 'secretary']), ['read', 'compare']],
  ['上级管理员', actor('x', ['/a/', 'administrator']), ['read', 'compare', 'except']],
  ['下级的管理员', actor('x', ['/a/b/c/', 'administrator']), []],
])('%s', (_, who, allowed) => {
  expect(rights(who)).toEqual(allowed)
})

test('只有管理员能打开例外', () => {
  expect(ROLES.filter((role) => BURDEN_POLICY.except(actor('x', ['/a/', role]), branch))).toEqual(['administrator'])
})
