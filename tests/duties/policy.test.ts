import type { Role } from '@shared/core/roles'
import { PLAN_POLICY, type PlanAction, type PlanActor } from '@shared/modules/duties/policy'

const branch = { organizationId: 'b', path: '/root/committee/b/' }
const actor = (organizationId: string, ...roles: [string, string, Role][]): PlanActor => ({
  organizationId,
  appointments: roles.map(([id, path, role]) => ({ organizationId: id, path, role })),
})

const everyone = {
  本支部党员: actor('b'),
  外支部党员: actor('x'),
  本支部书记: actor('b', ['b', branch.path, 'secretary']),
  本支部副书记: actor('b', ['b', branch.path, 'deputySecretary']),
  本支部纪检委员: actor('b', ['b', branch.path, 'disciplineCommissioner']),
  外支部书记: actor('x', ['x', '/root/committee/x/', 'secretary']),
  上级党委书记: actor('c', ['committee', '/root/committee/', 'secretary']),
  上级党委宣传委员: actor('c', ['committee', '/root/committee/', 'publicityCommissioner']),
  系统管理员: actor('r', ['root', '/root/', 'administrator']),
}

test.each<[keyof typeof everyone, PlanAction[]]>([
  ['本支部党员', ['see']],
  ['外支部党员', []],
  ['本支部书记', ['see', 'adjust', 'oversee']],
  ['本支部副书记', ['see', 'adjust', 'oversee']],
  ['本支部纪检委员', ['see']],
  ['外支部书记', []],
  ['上级党委书记', ['see', 'oversee']],
  ['上级党委宣传委员', []],
  ['系统管理员', ['see', 'oversee']],
])('%s 对支部计划可以：%j', (who, allowed) => {
  const actions = Object.keys(PLAN_POLICY) as PlanAction[]
  expect(actions.filter((action) => PLAN_POLICY[action](everyone[who], branch))).toEqual(allowed)
})
