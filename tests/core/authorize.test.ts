import { type Actor, ANONYMOUS } from '@cloud/core/actor'
import { checkAccess, found, holdsRoleIn, holdsRoleOver, pathsOver, withinPaths } from '@cloud/core/authorize'
import type { Access } from '@shared/core/contract'
import { AppError } from '@shared/core/errors'
import type { Role } from '@shared/core/roles'
import fc from 'fast-check'

const actor = (appointments: readonly [path: string, role: Role][] = [], kind: Actor['kind'] = 'person'): Actor => ({
  ...ANONYMOUS,
  kind,
  personId: 'p',
  appointments: appointments.map(([path, role]) => ({ organizationId: path.split('/').at(-2) ?? '', path, role })),
})
const codeOf = (one: Actor, access: Access): string => {
  try {
    checkAccess(one, access)
    return 'ok'
  } catch (error) {
    return (error as AppError).code
  }
}

describe('谁能叫接口', () => {
  const secretary = actor([['/a/', 'secretary']])
  test.each<[string, Actor, Access, string]>([
    ['未登录，公开', ANONYMOUS, 'public', 'ok'],
    ['未登录，其他', ANONYMOUS, 'person', 'unauthenticated'],
    ['未登录，绑定', ANONYMOUS, 'binding', 'unauthenticated'],
    ['未登录，职务', ANONYMOUS, ['secretary'], 'unauthenticated'],
    ['待绑定，绑定', actor([], 'binding'), 'binding', 'ok'],
    ['待绑定，个人', actor([], 'binding'), 'person', 'forbidden'],
    ['已绑定，绑定', secretary, 'binding', 'forbidden'],
    ['党员，个人', actor(), 'person', 'ok'],
    ['党员，职务', actor(), ['secretary'], 'forbidden'],
    ['书记，职务', secretary, ['administrator', 'secretary'], 'ok'],
    ['书记，别的职务', secretary, ['administrator'], 'forbidden'],
    ['没有人能叫的接口', secretary, [], 'forbidden'],
  ])('%s', (_, one, access, expected) => {
    expect(codeOf(one, access)).toBe(expected)
  })
})

describe('管理范围', () => {
  const letter = fc.constantFrom('a', 'b', 'ab')
  const path = fc.array(letter, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join('/')}/`)
  const roles: Role[] = ['administrator', 'secretary', 'groupLeader']
  const appointments = fc.array(fc.tuple(path, fc.constantFrom(...roles)), { maxLength: 5 })

  const matches = (filter: Record<string, unknown>, value: string): boolean => {
    if ('$or' in filter) return (filter['$or'] as Record<string, unknown>[]).some((part) => matches(part, value))
    const { $gte, $lt, $in } = filter['path'] as { $gte?: string; $lt?: string; $in?: string[] }
    return $in ? $in.includes(value) : value >= ($gte ?? '') && value < ($lt ?? '')
  }

  test('查询放行的，正好是本级和下级；多一个、少一个都不行', () => {
    fc.assert(
      fc.property(appointments, path, (list, place) => {
        const one = actor(list)
        const over = holdsRoleOver(one, { organizationId: 'x', path: place }, ['administrator', 'secretary'])
        expect(matches(withinPaths(pathsOver(one, ['administrator', 'secretary'])), place)).toBe(over)
        expect(over).toBe(list.some(([at, role]) => role !== 'groupLeader' && place.startsWith(at)))
      }),
      { numRuns: 1_000 },
    )
  })

  test('范围里没有重复和被包含的', () => {
    fc.assert(
      fc.property(appointments, (list) => {
        const paths = pathsOver(actor(list), roles)
        for (const [i, one] of paths.entries())
          for (const [j, other] of paths.entries()) if (i !== j) expect(one.startsWith(other)).toBe(false)
      }),
    )
  })

  test('没有职务就什么也查不到；编号相像的不算下级', () => {
    expect(matches(withinPaths([]), '/a/')).toBe(false)
    expect(matches(withinPaths(['/a/']), '/ab/')).toBe(false)
    expect(matches(withinPaths(['/a/']), '/a/b/')).toBe(true)
    expect(holdsRoleIn(actor([['/a/', 'secretary']]), 'a', ['secretary'])).toBe(true)
    expect(holdsRoleIn(actor([['/a/', 'secretary']]), 'b', ['secretary'])).toBe(false)
  })

  test('找不到与不归你管答得一样', () => {
    expect(() => found(undefined, '个人')).toThrow(AppError)
    expect(() => found(null, '个人')).toThrow(/没有找到这个人.*不在你的管理范围/)
    expect(found(0, '个数')).toBe(0)
  })
})
