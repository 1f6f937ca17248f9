import { inTransaction } from '@cloud/core/database/connect'
import { newId } from '@cloud/core/database/id'
import type { Deps } from '@cloud/core/deps'
import { insertAppointments, insertOrganizations } from '@cloud/modules/organizations/index'
import { insertPeople } from '@cloud/modules/people/index'
import { plainDate } from '@shared/core/plainDate'
import type { Role } from '@shared/core/roles'
import type { PersonFields } from '@shared/modules/people/contract'
import { systemWork } from './factories'

export interface Place {
  id: string
  path: string
}

export interface Team extends Place {
  name: string
  leader: string
  groupLeader: string
  /** Everybody in the team's register, the two leaders first. */
  workers: string[]
}

export interface UnionWorld {
  unit: Place
  union: Place
  department: Place
  teams: Team[]
  administrator: string
  chair: string
  officer: string
}

const TEAM_NAMES = ['桥面工班', '起重班', '电工班']
const POSTS = ['班组长', '工会小组长', '钢筋工', '起重工', '电工', '架子工']
const STEMS = [...'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥']

/** A company with its union, one department and teams of workers who are no Party members. @param workers in each team. */
export async function buildUnionWorld(
  deps: Deps,
  { teams = 2, workers = 4, name = '示范路桥第一分公司' }: { teams?: number; workers?: number; name?: string } = {},
): Promise<UnionWorld> {
  const work = systemWork(deps)
  const from = plainDate('2025-01-01')
  const worker = (name: string, post: string): PersonFields => ({ name, membership: 'none', post })
  return inTransaction(async () => {
    const ids = Array.from({ length: 3 + teams }, () => newId())
    const [unitId = '', unionId = '', departmentId = '', ...teamIds] = ids
    const made = await insertOrganizations(work, [
      { id: unitId, name, kind: 'unit', parentId: null, enteredOn: from },
      { id: unionId, name: '工会', kind: 'union', parentId: unitId, enteredOn: from },
      { id: departmentId, name: '大桥项目部', kind: 'department', parentId: unitId, enteredOn: from },
      ...teamIds.map((id, i) => ({
        id,
        name: TEAM_NAMES[i] ?? `第${i + 1}班组`,
        kind: 'team' as const,
        parentId: departmentId,
        enteredOn: from,
      })),
    ])
    const places = made.map(({ _id, path }) => ({ id: _id, path }))
    const [unit, union, department, ...teamPlaces] = places
    if (!unit || !union || !department) throw new Error('no unit')
    const office = ({ id, path }: Place, personId: string, role: Role) => ({
      organizationId: id,
      path,
      personId,
      role,
      from,
    })
    const own = { organizationId: unit.id, path: unit.path, enteredOn: from }
    const [administrator = '', chair = '', officer = ''] = await insertPeople(work, [
      { ...own, fields: worker('单位管理员', '综合部') },
      { ...own, fields: worker('工会主席甲', '工会') },
      { ...own, fields: worker('工会干事甲', '工会') },
    ])
    await insertAppointments(work, [
      office(unit, administrator, 'administrator'),
      office(union, chair, 'unionChair'),
      office(union, officer, 'unionOfficer'),
    ])
    const built: Team[] = []
    for (const [t, place] of teamPlaces.entries()) {
      const people = await insertPeople(
        work,
        Array.from({ length: workers }, (_, i) => ({
          organizationId: place.id,
          path: place.path,
          fields: worker(
            `职工${t + 1}${STEMS[i % STEMS.length]}${Math.floor(i / STEMS.length) || ''}`,
            POSTS[i % POSTS.length] ?? '',
          ),
          enteredOn: from,
        })),
      )
      const [leader = '', groupLeader = leader] = people
      await insertAppointments(work, [
        office(place, leader, 'teamLeader'),
        office(place, groupLeader, 'unionGroupLeader'),
      ])
      built.push({ ...place, name: made[3 + t]?.name ?? '', leader, groupLeader, workers: people })
    }
    return { unit, union, department, teams: built, administrator, chair, officer }
  })
}
