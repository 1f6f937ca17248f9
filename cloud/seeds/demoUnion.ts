import { newId } from '@cloud/core/database/id'
import type { Work } from '@cloud/core/deps'
import { type PlainDate, plainDate } from '@shared/core/plainDate'
import type { Role } from '@shared/core/roles'
import type { PersonFields } from '@shared/modules/people/contract'
import { insertAppointments, insertOrganizations } from '../modules/organizations/index'
import { insertPeople } from '../modules/people/index'

const FROM: PlainDate = plainDate('2024-01-01')
const STEMS = [...'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥']
const WORKERS_PER_TEAM = 8
const TEAMS = [
  { name: '桥面工班', posts: ['钢筋工', '架子工', '混凝土工', '木工'] },
  { name: '起重班', posts: ['起重工', '信号司索工', '塔吊司机', '汽车吊司机'] },
  { name: '电工班', posts: ['电工', '电焊工', '维修工', '发电机操作工'] },
] as const

interface Place {
  id: string
  path: string
}

export interface DemoWorksite {
  unit: Place
  union: Place
  teams: Place[]
}

/** 示范路桥第一分公司 with its union, a project department and three teams; nobody is in them yet. */
export async function addDemoWorksite(work: Work): Promise<DemoWorksite> {
  const unitId = newId()
  const departmentId = newId()
  const body = { parentId: unitId, foundedOn: FROM, enteredOn: FROM }
  const made = await insertOrganizations(work, [
    { ...body, id: unitId, name: '示范路桥第一分公司', kind: 'unit', parentId: null },
    { ...body, id: newId(), name: '第一分公司工会', kind: 'union' },
    { ...body, id: departmentId, name: '大桥项目部', kind: 'department' },
    ...TEAMS.map(({ name }) => ({ ...body, id: newId(), name, kind: 'team' as const, parentId: departmentId })),
  ])
  const [unit, union, , ...teams] = made.map(({ _id, path }) => ({ id: _id, path }))
  if (!unit || !union) throw new Error('no unit')
  return { unit, union, teams }
}

/** 职工甲 … 职工亥, 职工甲甲 …: clearly fictitious, all different. */
const workerName = (i: number): string =>
  `职工${i < STEMS.length ? '' : (STEMS[Math.floor(i / STEMS.length) - 1] ?? '')}${STEMS[i % STEMS.length] ?? ''}`

const worker = (name: string, post: string, i: number): PersonFields => ({
  name,
  membership: 'none',
  sex: i % 5 === 4 ? 'female' : 'male',
  ethnicity: '汉族',
  education: ['高中', '中等专科', '大学专科'][i % 3] ?? '高中',
  post,
})

/** The union's staff, and everybody who works in the teams without being a Party member; each team has its two leaders. */
export async function addDemoWorkers(
  work: Work,
  { unit, union, teams }: DemoWorksite,
): Promise<{ union: string; worker: string }> {
  const own = { organizationId: unit.id, path: unit.path, enteredOn: FROM }
  const [chair = '', officer = ''] = await insertPeople(work, [
    { ...own, fields: worker('工会主席甲', '工会办公室', 0) },
    { ...own, fields: worker('工会干事甲', '工会办公室', 4) },
  ])
  const office = ({ id, path }: Place, personId: string, role: Role) => ({
    organizationId: id,
    path,
    personId,
    role,
    from: FROM,
  })
  const offices = [office(union, chair, 'unionChair'), office(union, officer, 'unionOfficer')]
  const workers: string[] = []
  for (const [t, team] of teams.entries()) {
    const posts: readonly string[] = TEAMS[t]?.posts ?? []
    const first = t * WORKERS_PER_TEAM
    const people = await insertPeople(
      work,
      Array.from({ length: WORKERS_PER_TEAM }, (_, i) => ({
        organizationId: team.id,
        path: team.path,
        enteredOn: FROM,
        fields: worker(workerName(first + i), posts[i % posts.length] ?? '', first + i),
      })),
    )
    const [leader = '', groupLeader = ''] = people
    offices.push(office(team, leader, 'teamLeader'), office(team, groupLeader, 'unionGroupLeader'))
    workers.push(...people)
  }
  await insertAppointments(work, offices)
  return { union: officer, worker: workers[2] ?? '' }
}
