import type { Work } from '@cloud/core/deps'
import { checkMember, memberKeys } from '@shared/modules/exchange/checkMember'
import type { Column } from '@shared/modules/exchange/model'
import { indexOrganizations } from '@shared/modules/exchange/organizationMatch'
import { type MemberSurroundings, readMember } from '@shared/modules/exchange/readMember'
import { NEW_PREFIX, type ReadRow, type RowInput } from '@shared/modules/exchange/readRow'
import type { Workplaces } from '@shared/modules/exchange/readWorkplace'
import { digestOf, findReasonLeftOut, type Twin } from '@shared/modules/exchange/rowState'
import { type Organization, type OrganizationKind, PARENT_KINDS } from '@shared/modules/organizations/model'
import { breathe } from '../background'
import { type BatchRow, inputOf } from './batchRow'
import type { CheckedBatchRow } from './checkedBatchRow'
import type { Reach } from './organizationsInReach'
import { loadRegisteredPeople } from './registeredPeople'

/** A row of the batch as others are compared with it. */
export interface Counterpart extends Twin {
  keys: readonly string[]
  hasNumber: boolean
}

interface Opened extends Counterpart {
  batchRow: BatchRow
  input: RowInput
  read: ReadRow
  numberKey: string | undefined
  nameKey: string | undefined
  secretaryKey: string | undefined
}

const CHUNK = 500
/** More rows of the same person than this say nothing new. */
const MAX_TWINS = 30

export function memberSurroundings(work: Work, reach: Reach, date1904: boolean): MemberSurroundings {
  const branches = reach.all.filter((organization) => organization.kind === 'branch')
  const registers = reach.all.filter(({ kind }) => REGISTERS.includes(kind))
  const { root } = reach
  return {
    today: work.today,
    date1904,
    branches: indexOrganizations(branches, reach.all),
    organizations: indexOrganizations(reach.all, reach.all),
    ...(root.kind === 'branch' && { ownBranchId: root.id }),
    mayCreateBranch: (PARENT_KINDS.branch as readonly (string | null)[]).includes(root.kind),
    groupsOf: (branchId) => reach.groupsOf(branchId),
    ...(reach.teams.length + registers.length > 0 && { workplaces: workplacesIn(reach, registers) }),
  }
}

const REGISTERS: readonly OrganizationKind[] = ['unit', 'department', 'team']

function workplacesIn(reach: Reach, registers: readonly Organization[]): Workplaces {
  const { root, all, teams, byId } = reach
  return {
    teams: indexOrganizations(teams, [...byId.values()]),
    registers: indexOrganizations(registers, all),
    ...(REGISTERS.includes(root.kind) && { own: root }),
    mayCreateTeam: (PARENT_KINDS.team as readonly OrganizationKind[]).includes(root.kind),
  }
}

function openRow(work: Work, batchRow: BatchRow, columns: readonly Column[], around: MemberSurroundings): Opened {
  const { cipher } = work.deps
  const input = inputOf(batchRow, columns)
  const out = findReasonLeftOut(input) !== undefined
  const read: ReadRow = out ? { values: {}, issues: [] } : readMember(input, around)
  const { values } = read
  const keys = memberKeys(values)
  const numberKey = values.idNumber && cipher.fingerprint(values.idNumber)
  const nameKey = keys.name && cipher.fingerprint(keys.name)
  const secretaryKey = keys.secretary && cipher.fingerprint(keys.secretary)
  return {
    batchRow,
    input,
    read,
    numberKey,
    nameKey,
    secretaryKey,
    row: input.row,
    name: values.name ?? '',
    digest: out ? '' : cipher.fingerprint(digestOf(values)),
    hasNumber: numberKey !== undefined,
    keys: [numberKey, nameKey, secretaryKey].filter((key) => key !== undefined),
  }
}

/** Keys of one row as it would be read now. */
export const keysOfRow = (
  work: Work,
  row: BatchRow,
  columns: readonly Column[],
  around: MemberSurroundings,
): readonly string[] => openRow(work, row, columns, around).keys

function groupByKey(counterparts: readonly Counterpart[]): ReadonlyMap<string, readonly Counterpart[]> {
  const groups = new Map<string, Counterpart[]>()
  for (const counterpart of counterparts)
    for (const key of counterpart.keys) {
      const group = groups.get(key)
      if (!group) groups.set(key, [counterpart])
      else if (group.length < MAX_TWINS) group.push(counterpart)
    }
  return groups
}

/**
 * Checks rows of a member roster against each other, against `others` of the same batch, and against the register.
 * @param others rows that are not checked again but count as counterparts
 */
export async function checkMembers(
  work: Work,
  rows: readonly BatchRow[],
  options: {
    columns: readonly Column[]
    reach: Reach
    around: MemberSurroundings
    others?: readonly Counterpart[]
    report?(share: number): void
  },
): Promise<CheckedBatchRow[]> {
  const { columns, reach, around, others = [], report } = options
  const opened: Opened[] = []
  for (const row of rows) {
    opened.push(openRow(work, row, columns, around))
    if (opened.length % CHUNK === 0) {
      report?.((opened.length / rows.length) * 0.5)
      await breathe()
    }
  }
  const people = await loadRegisteredPeople(
    work,
    reach,
    opened.map(({ read, numberKey }) => ({ read, numberHash: numberKey })),
  )
  const groups = groupByKey([...opened, ...others].sort((a, b) => a.row - b.row))
  const twinsOf = (row: Opened, key: string | undefined): Counterpart[] =>
    key === undefined ? [] : (groups.get(key) ?? []).filter((other) => other.row !== row.row)
  const nameOfOrganization = (id: string): string =>
    id.startsWith(NEW_PREFIX) ? id.slice(NEW_PREFIX.length) : (reach.byId.get(id)?.name ?? '另一个组织')

  const checked: CheckedBatchRow[] = []
  for (const row of opened) {
    const { branch, name } = row.read.values
    const isOneself = (other: Counterpart) => other.keys.some((key) => key === row.numberKey || key === row.nameKey)
    const byNumber = row.numberKey ? people.findByNumber(row.numberKey) : undefined
    const secretary = branch && row.secretaryKey ? people.secretaryOf(branch) : undefined
    const result = checkMember(row.input, row.read, {
      digest: row.digest,
      sameNumber: twinsOf(row, row.numberKey),
      sameName: twinsOf(row, row.nameKey).filter((other) => !(other.hasNumber && row.hasNumber)),
      otherSecretaries: twinsOf(row, row.secretaryKey).filter((other) => !isOneself(other)),
      namesakes: branch && name ? people.namesakesIn(branch, name) : [],
      nameOfOrganization,
      ...(byNumber && { byNumber }),
      ...(secretary && { secretary }),
    })
    checked.push({
      batchRow: row.batchRow,
      input: row.input,
      result,
      keys: row.keys,
      hasNumber: row.hasNumber,
      digest: row.digest,
    })
    if (checked.length % CHUNK === 0) {
      report?.(0.5 + (checked.length / rows.length) * 0.5)
      await breathe()
    }
  }
  return checked
}
