import { contestTeams, placesOf, scoreOf } from '@shared/modules/campaigns/contest'
import type { GroupStanding } from '@shared/modules/campaigns/progress'
import fc from 'fast-check'

const group = (groupId: string, asked: number, done: number, sum: number): GroupStanding => ({
  groupId,
  asked,
  reached: done,
  nodes: [
    { nodeId: 'c', asked, done, understood: { sum, count: done } },
    { nodeId: 'other', asked, done: asked, understood: { sum: asked, count: asked } },
  ],
})
const nodes = [
  { id: 'c', kind: 'contest' as const },
  { id: 'other', kind: 'exam' as const },
]

test('只看竞赛节点的参与和平均掌握；没有竞赛就没有', () => {
  expect(contestTeams(nodes, [group('a', 10, 5, 4)])).toEqual([
    { groupId: 'a', asked: 10, done: 5, participation: 50, understanding: 80 },
  ])
  expect(contestTeams(nodes.slice(1), [group('a', 10, 5, 4)])).toEqual([])
  expect(contestTeams([{ id: 'c', kind: 'contest', cancelledBecause: '停' }], [group('a', 10, 5, 4)])).toEqual([])
})

test('人多的班组不占便宜：同样的比例，同样的分、同样的名次', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 10 }), (size, times) => {
      const done = Math.ceil(size / 2)
      const teams = contestTeams(nodes, [
        group('a', size, done, done),
        group('b', size * times, done * times, done * times),
      ])
      const [a, b] = teams
      expect(a && b && scoreOf(a) === scoreOf(b)).toBe(true)
      expect([...placesOf(teams).values()]).toEqual([1, 1])
    }),
  )
})
