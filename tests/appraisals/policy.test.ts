import type { Role } from '@shared/core/roles'
import { APPRAISAL_POLICY, type AppraisalActor, allowedActions } from '@shared/modules/appraisals/policy'

const branch = { organizationId: 'b', path: '/u/b/' }
const actor = (
  organizationId: string,
  ...offices: [organizationId: string, path: string, role: Role][]
): AppraisalActor => ({
  personId: 'p',
  organizationId,
  appointments: offices.map(([id, path, role]) => ({ organizationId: id, path, role })),
})

const EVERYTHING = Object.keys(APPRAISAL_POLICY)
const ORGANISER = ['read', 'plan', 'openPeer', 'openBallot', 'closeBallot', 'linkMeeting', 'board', 'totals', 'export']

test.each([
  ['书记', actor('b', ['b', '/u/b/', 'secretary']), true, EVERYTHING],
  ['副书记', actor('b', ['b', '/u/b/', 'deputySecretary']), true, EVERYTHING],
  ['组织委员', actor('b', ['b', '/u/b/', 'organizationCommissioner']), true, [...ORGANISER, 'takePart']],
  ['纪检委员', actor('b', ['b', '/u/b/', 'disciplineCommissioner']), true, ['read', 'takePart']],
  ['党员', actor('b'), true, ['read', 'takePart']],
  ['本支部但不参评', actor('b'), false, ['read']],
  ['参评后转走的', actor('x'), true, ['read', 'takePart']],
  ['上级书记', actor('u', ['u', '/u/', 'secretary']), false, ['read']],
  ['系统管理员', actor('u', ['u', '/u/', 'administrator']), false, ['read']],
  ['上级的委员', actor('u', ['u', '/u/', 'committeeMember']), false, []],
  ['别的支部的书记', actor('x', ['x', '/u/x/', 'secretary']), false, []],
  ['党小组长', actor('b', ['g', '/u/b/g/', 'groupLeader']), true, ['read', 'takePart']],
] as const)('%s 能做：', (_, who, participates, expected) => {
  expect(allowedActions(who, { ...branch, participates }).sort()).toEqual([...expected].sort())
})

test('没有一行让人看到别人交的表', () => {
  expect(EVERYTHING.filter((action) => /form|ballotOf|choices/i.test(action))).toEqual([])
})
