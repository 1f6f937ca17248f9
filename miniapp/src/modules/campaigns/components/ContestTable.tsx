import { type Column, Table } from '@/ui/Table'
import type { Contest } from '../campaignsApi'

type Team = Contest['teams'][number]
const BASE: readonly Column<Team>[] = [
  { id: 'name', label: '班组', short: true, cell: ({ name }) => name },
  {
    id: 'part',
    label: '参与',
    numeric: true,
    cell: ({ done, asked, participation }) => `${done} / ${asked} 人次（${participation}%）`,
  },
  {
    id: 'grasp',
    label: '平均掌握',
    numeric: true,
    cell: ({ understanding }) => (understanding === null ? '还没有答卷' : `${understanding}%`),
  },
]
const POINTS: Column<Team> = { id: 'points', label: '积分', numeric: true, cell: ({ guarded }) => guarded.points ?? '' }
const RANK: Column<Team> = { id: 'rank', label: '名次', numeric: true, cell: ({ guarded }) => guarded.rank ?? '' }

/** Teams in the order of the tree; columns that are switched off are not there at all. */
export function ContestTable({ teams, switchedOn }: Pick<Contest, 'teams' | 'switchedOn'>) {
  const columns = [
    ...BASE,
    ...(switchedOn.includes('points') ? [POINTS] : []),
    ...(switchedOn.includes('rankings') ? [RANK] : []),
  ]
  return <Table label="班组竞赛" columns={columns} rows={teams} keyOf={({ groupId }) => groupId} />
}
