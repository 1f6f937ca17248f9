import type { Role } from '@shared/core/roles'
import { readDuties } from './cells/duties'
import type { Field, FieldChange, Issue, RowValues } from './model'
import type { ReadRow, RowInput } from './readRow'
import { type CheckedRow, findReasonLeftOut, stateOf, type Twin } from './rowState'

/** A person in the register, with values in the form rows have them: ids of organisations, plain numbers. */
export interface KnownPerson {
  id: string
  name: string
  /** False for one of another unit: nothing but the fact may be said. */
  inReach: boolean
  hasIdNumber: boolean
  values: RowValues
  /** Holds an office above the reach of whoever imports: numbers with which one signs in are not theirs to change. */
  guarded: boolean
  /** Offices held today in the own branch or group. */
  roles: readonly Role[]
}

export interface MemberComparison {
  /** Digest of this row, made the way the twins' were. */
  digest: string
  /** Rows with the same identity number, this one not among them. */
  sameNumber: readonly Twin[]
  /** Rows with the same name, branch and birthday of which one has no number. */
  sameName: readonly Twin[]
  /** Rows that also name a secretary of this branch. */
  otherSecretaries: readonly Twin[]
  /** Person in the register with this number. */
  byNumber?: KnownPerson
  /** People of the same name in the same branch. */
  namesakes: readonly KnownPerson[]
  /** Present secretary of the branch. */
  secretary?: { personId: string; name: string }
  nameOfOrganization(id: string): string
}

const COMPARED: readonly Field[] = [
  'name',
  'idNumber',
  'sex',
  'ethnicity',
  'birthOn',
  'education',
  'membership',
  'branch',
  'group',
  'team',
  'joinedOn',
  'fullOn',
  'post',
  'phone',
  'address',
]

/** Keys under which rows of one file are compared with each other; hashed before they are stored. */
export function memberKeys(values: RowValues): { number?: string; name?: string; secretary?: string } {
  const { name, branch, birthOn, idNumber, duty } = values
  return {
    ...(idNumber && { number: `number:${idNumber}` }),
    ...(name && branch && { name: `name:${name}:${branch}:${birthOn ?? ''}` }),
    ...(branch && duty && readDuties(duty).roles.includes('secretary') && { secretary: `secretary:${branch}` }),
  }
}

const ask = (field: Field, reason: string, may: Issue['may'], choices?: Issue['choices']): Issue => ({
  field,
  level: 'ask',
  reason,
  may,
  ...(choices && { choices }),
})

function findPerson(
  { values }: ReadRow,
  typed: RowInput['typed'],
  other: MemberComparison,
  issues: Issue[],
): KnownPerson | undefined {
  if (other.byNumber) return other.byNumber
  const open = other.namesakes.filter((person) => !values.idNumber || !person.hasIdNumber)
  if (open.length === 0) return undefined
  const answer = typed.person
  if (answer === 'new') return undefined
  const chosen = open.find((person) => person.id === answer)
  if (chosen) return chosen
  const sameDay = open.filter((person) => values.birthOn && person.values.birthOn === values.birthOn)
  if (!values.idNumber && sameDay.length === 1) return sameDay[0]
  issues.push(
    ask(
      'person',
      '支部里已有同名的人，是不是同一个人？',
      ['edit'],
      [
        ...open.map((person) => ({
          value: person.id,
          label: person.values.birthOn ? `是，${person.values.birthOn} 出生的那位` : '是同一个人',
        })),
        { value: 'new', label: '不是，另建一人' },
      ],
    ),
  )
  return undefined
}

const isMoved = (values: RowValues, person: KnownPerson): boolean =>
  values.branch !== undefined && values.branch !== person.values.branch

function changesOf(values: RowValues, person: KnownPerson): FieldChange[] {
  const changes: FieldChange[] = COMPARED.flatMap((field) => {
    const to = values[field]
    const from = person.values[field] ?? ''
    return to === undefined || to === from ? [] : [{ field, from, to }]
  })
  // Offices of the branch somebody leaves end there; whatever the row names is held anew.
  const held = isMoved(values, person) ? [] : person.roles
  const fresh = readDuties(values.duty ?? '').roles.filter((role) => !held.includes(role))
  if (fresh.length > 0 && values.duty) changes.push({ field: 'duty', from: person.values.duty ?? '', to: values.duty })
  return changes
}

function compareTwins(row: number, values: RowValues, other: MemberComparison, issues: Issue[]): string | undefined {
  const name = values.name ?? ''
  const stranger = other.sameNumber.find((twin) => twin.name !== name)
  if (stranger) issues.push(ask('idNumber', `与第 ${stranger.row} 行身份证号相同，姓名不同`, ['edit', 'leaveOut']))
  const same = [...other.sameNumber.filter((twin) => twin.name === name), ...other.sameName]
  const earlier = same.filter((twin) => twin.row < row).sort((a, b) => a.row - b.row)[0]
  if (!earlier) return undefined
  if (earlier.digest === other.digest) return `与第 ${earlier.row} 行完全相同`
  issues.push(ask('name', `与第 ${earlier.row} 行是同一个人，内容不同；留一行`, ['leaveOut', 'edit']))
  return undefined
}

/** Compares a row with the rest of the file and with the register, and says what it is worth. */
export function checkMember(input: RowInput, read: ReadRow, other: MemberComparison): CheckedRow {
  const { values } = read
  const leftOut = findReasonLeftOut(input)
  if (leftOut) return { state: 'leftOut', values, issues: [], changes: [], because: leftOut }
  const issues = [...read.issues]
  const copy = compareTwins(input.row, values, other, issues)
  if (copy && !input.choice.takenIn) return { state: 'leftOut', values, issues: [], changes: [], because: copy }

  const person = findPerson(read, input.typed, other, issues)
  const branch = values.branch
  const named = branch ? other.nameOfOrganization(branch) : ''
  const [rival] = other.otherSecretaries
  if (rival) issues.push(ask('duty', `第 ${rival.row} 行也是${named}的书记`, ['edit', 'blank', 'leaveOut']))
  else if (memberKeys(values).secretary && other.secretary && other.secretary.personId !== person?.id)
    issues.push(ask('duty', `${named}现任书记是${other.secretary.name}；换人请办任免，这里先空着`, ['blank', 'edit']))
  if (!person) return { state: stateOf(issues, false), values, issues, changes: [] }

  if (!person.inReach) {
    issues.push(ask('idNumber', '这个号码已在另一个单位的名册里，请先办组织关系转接', ['edit', 'leaveOut']))
    return { state: 'needsDecision', values, issues, changes: [] }
  }
  const changes = changesOf(values, person)
  for (const field of ['idNumber', 'phone'] as const)
    if (person.guarded && changes.some((change) => change.field === field))
      issues.push(ask(field, '这个人在上级组织还有职务，号码由上级组织的管理员更正', ['blank', 'leaveOut']))
  const renamed = changes.find((change) => change.field === 'name')
  if (renamed && !input.choice.kept) {
    issues.push(ask('name', `名册里这个人叫“${renamed.from}”；确实改名请点保留`, ['edit', 'keep', 'leaveOut']))
  }
  const moved = changes.find((change) => change.field === 'branch')
  if (moved && !input.choice.accepted && !issues.some((issue) => issue.field === 'branch'))
    issues.push({
      field: 'branch',
      level: 'fix',
      reason: `名册里在${other.nameOfOrganization(moved.from)}，导入后转到${named}`,
      proposal: { value: moved.to, label: named },
      may: ['accept', 'edit', 'leaveOut'],
    })
  return {
    state: stateOf(issues, true),
    values,
    issues,
    knownId: person.id,
    heldRoles: isMoved(values, person) ? [] : person.roles,
    changes,
  }
}
