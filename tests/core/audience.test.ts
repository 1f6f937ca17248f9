import { Audience, placeIdsOf, reaches } from '@shared/core/audience'
import * as v from '@shared/core/schema'
import fc from 'fast-check'

describe('对象：为谁而设', () => {
  const worker = { path: '/unit/bridge/deck/', teamPath: '/unit/bridge/deck/', post: '钢筋工' }
  const member = { path: '/committee/branch/', teamPath: '/unit/bridge/crane/', post: '安全员' }
  test.each<[string, string[], string[] | undefined, typeof worker, boolean]>([
    ['所在单位', ['unit'], undefined, worker, true],
    ['所在班组', ['deck'], undefined, worker, true],
    ['别的班组', ['crane'], undefined, worker, false],
    ['党员按支部', ['branch'], undefined, member, true],
    ['党员也按班组', ['crane'], undefined, member, true],
    ['党员的班组所在的部门', ['bridge'], undefined, member, true],
    ['几个里有一个就算', ['x', 'committee'], undefined, member, true],
    ['岗位对得上', ['unit'], ['钢筋工', '架子工'], worker, true],
    ['岗位对不上', ['unit'], ['起重工'], worker, false],
    ['没写岗位的空单，等于人人', ['unit'], [], worker, true],
    ['岗位对得上，组织对不上', ['x'], ['安全员'], member, false],
  ])('%s', (_, organizationIds, posts, person, expected) => {
    expect(reaches({ organizationIds, ...(posts && { posts }) }, person)).toBe(expected)
  })

  test('没有登记岗位的人，不在限定岗位的对象里', () => {
    expect(reaches({ organizationIds: ['unit'], posts: ['钢筋工'] }, { path: '/unit/' })).toBe(false)
  })

  test('按路径看和按编号看，结果一样', () => {
    const path = fc
      .array(fc.constantFrom('a', 'b', 'ab', 'c'), { minLength: 1, maxLength: 4 })
      .map((p) => `/${[...new Set(p)].join('/')}/`)
    fc.assert(
      fc.property(path, fc.option(path, { nil: undefined }), path, (own, teamPath, place) => {
        const id = place.split('/').at(-2) ?? ''
        const isAtOrBelow = (one: string) => one.includes(`/${id}/`)
        const expected = isAtOrBelow(own) || (teamPath !== undefined && isAtOrBelow(teamPath))
        expect(reaches({ organizationIds: [id] }, { path: own, teamPath })).toBe(expected)
        expect(placeIdsOf({ path: own, teamPath }).includes(id)).toBe(expected)
      }),
    )
  })

  test('至少要选一个组织，最多 200 个', () => {
    const id = 'a'.repeat(24)
    expect(v.safeParse(Audience, { organizationIds: [] }).success).toBe(false)
    expect(v.safeParse(Audience, { organizationIds: [id] }).success).toBe(true)
    expect(v.safeParse(Audience, { organizationIds: Array(201).fill(id) }).success).toBe(false)
  })
})
