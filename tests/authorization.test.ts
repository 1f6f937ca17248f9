import { type Actor, ANONYMOUS } from '@cloud/core/actor'
import { checkAccess } from '@cloud/core/authorize'
import { modules } from '@cloud/modules'
import { AppError } from '@shared/core/errors'
import { ROLE_LABELS, ROLES, type Role } from '@shared/core/roles'

const person = (role?: Role): Actor => ({
  ...ANONYMOUS,
  kind: 'person',
  personId: 'p',
  appointments: role ? [{ organizationId: 'o', path: '/o/', role }] : [],
})
const ACTORS: Record<string, Actor> = {
  未登录: ANONYMOUS,
  待绑定: { ...ANONYMOUS, kind: 'binding' },
  党员: person(),
  ...Object.fromEntries(ROLES.map((role) => [ROLE_LABELS[role], person(role)])),
}

const may = (actor: Actor, access: Parameters<typeof checkAccess>[1]): boolean => {
  try {
    checkAccess(actor, access)
    return true
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}

test('接口 × 角色：谁能叫到哪个接口（改动要有人看过）', () => {
  const columns = Object.keys(ACTORS)
  const rows = modules.flatMap((module) =>
    Object.entries(module.contract?.endpoints ?? {}).map(([name, endpoint]) => {
      const marks = columns.map((column) => (may(ACTORS[column] ?? ANONYMOUS, endpoint.access) ? '✓' : '·')).join('')
      return `${marks}  ${endpoint.method.padEnd(6)} ${endpoint.path}  [${module.name}.${name}]`
    }),
  )
  expect([`列：${columns.join(' ')}`, ...rows]).toMatchSnapshot()
})

test('每个接口都写了摘要和谁能用，路径不重复', () => {
  const endpoints = modules.flatMap((module) => Object.values(module.contract?.endpoints ?? {}))
  const seen = endpoints.map((endpoint) => `${endpoint.method} ${endpoint.path.replace(/:\w+/g, ':x')}`)
  expect(seen.filter((one, i) => seen.indexOf(one) !== i)).toEqual([])
  for (const endpoint of endpoints) expect(endpoint.summary).toMatch(/[\u4e00-\u9fff]/)
})
