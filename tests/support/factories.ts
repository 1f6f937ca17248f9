import { SYSTEM } from '@cloud/core/actor'
import { inTransaction } from '@cloud/core/database/connect'
import { newId } from '@cloud/core/database/id'
import type { Deps, Work } from '@cloud/core/deps'
import { insertAppointments, insertOrganizations, listOrganizations } from '@cloud/modules/organizations/index'
import { insertPeople } from '@cloud/modules/people/index'
import { plainDate, plainDateOf } from '@shared/core/plainDate'
import type { Role } from '@shared/core/roles'
import type { PersonFields } from '@shared/modules/people/contract'

/** The service acting by itself, for preparing a test's world through the same commands production uses. */
export const systemWork = (deps: Deps): Work => {
  const now = deps.clock.now()
  return { deps, actor: SYSTEM, now: new Date(now).toISOString(), today: plainDateOf(now), requestId: 'test' }
}

const STEMS = '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥'
/** 党员甲, 党员乙 … 党员甲乙: clearly fictitious names, all different. */
export const memberName = (i: number): string =>
  `党员${i < STEMS.length ? STEMS[i] : `${STEMS[Math.floor(i / STEMS.length) - 1] ?? ''}${STEMS[i % STEMS.length]}`}`

export interface Branch {
  id: string
  path: string
  name: string
  /** Person ids in order: secretary, organisation commissioner, then members. */
  members: string[]
  secretary: string
  commissioner: string
  groups: string[]
}

export interface World {
  committeeId: string
  administrator: string
  /** Secretary of the Party committee: superior of all branches. */
  superior: string
  branches: Branch[]
}

const person = (name: string, more: Partial<PersonFields> = {}): PersonFields => ({ name, membership: 'full', ...more })

/** A Party committee with an administrator and a secretary, and branches below it. */
export async function buildWorld(
  deps: Deps,
  options: { branches?: number; members?: number; groups?: number; probationary?: number; foundedOn?: string } = {},
): Promise<World> {
  const { branches = 1, members = 9, groups = 0, probationary = 1, foundedOn } = options
  const work = systemWork(deps)
  const from = plainDate('2025-01-01')
  const committeeId = newId()
  const office = (organizationId: string, path: string, personId: string, role: Role) => ({
    organizationId,
    path,
    personId,
    role,
    from,
  })
  return inTransaction(async () => {
    const [committee] = await insertOrganizations(work, [
      { id: committeeId, name: '示范路桥第一分公司党委', kind: 'partyCommittee', parentId: null, enteredOn: from },
    ])
    const top = committee?.path ?? ''
    const [administrator = '', superior = ''] = await insertPeople(work, [
      { organizationId: committeeId, path: top, fields: person('管理员甲', { membership: 'none' }) },
      { organizationId: committeeId, path: top, fields: person('党委书记甲') },
    ])
    await insertAppointments(work, [
      office(committeeId, top, administrator, 'administrator'),
      office(committeeId, top, superior, 'secretary'),
    ])
    const built: Branch[] = []
    for (let b = 0; b < branches; b += 1) {
      const id = newId()
      const groupIds = Array.from({ length: groups }, () => newId())
      const [branch] = await insertOrganizations(work, [
        {
          id,
          name: `第${b + 1}党支部`,
          kind: 'branch',
          parentId: committeeId,
          enteredOn: from,
          ...(foundedOn && { foundedOn: plainDate(foundedOn) }),
        },
      ])
      const path = branch?.path ?? ''
      if (groups > 0)
        await insertOrganizations(
          work,
          groupIds.map((groupId, g) => ({
            id: groupId,
            name: `第${g + 1}党小组`,
            kind: 'partyGroup' as const,
            parentId: id,
            enteredOn: from,
          })),
        )
      const people = await insertPeople(
        work,
        Array.from({ length: members }, (_, i) => ({
          organizationId: id,
          path,
          fields: person(`${memberName(i)}${branches > 1 ? b + 1 : ''}`, {
            membership: i >= members - probationary ? 'probationary' : 'full',
            ...(groups > 0 && { groupId: groupIds[i % groups] }),
          }),
        })),
      )
      const [secretary = '', commissioner = '', third = ''] = people
      await insertAppointments(work, [
        office(id, path, secretary, 'secretary'),
        office(id, path, commissioner, 'organizationCommissioner'),
        ...(third ? [office(id, path, third, 'disciplineCommissioner')] : []),
      ])
      built.push({ id, path, name: branch?.name ?? '', members: people, secretary, commissioner, groups: groupIds })
    }
    return { committeeId, administrator, superior, branches: built }
  })
}

/** Ids and paths of all organisations, for looking around in a test. */
export const allOrganizations = () => listOrganizations({ pathPrefix: '/' })
