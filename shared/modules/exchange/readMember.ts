import { addMonths, isPlainDate, type PlainDate } from '@shared/core/plainDate'
import { ORGANIZATION_KIND_LABELS } from '@shared/modules/organizations/model'
import { birthOf, sexOf } from './cells/idNumbers'
import { chineseNumber, findNumber } from './cells/numerals'
import { readCell } from './cells/readCell'
import type { Field } from './model'
import { canonicalName, type KnownOrganization, type OrganizationIndex } from './organizationMatch'
import { NEW_PREFIX, openRow, type ReadRow, type RowInput, type RowReader } from './readRow'
import { isWorker, readTeam, readWorkplace, type Workplaces } from './readWorkplace'

export interface MemberSurroundings {
  today: PlainDate
  date1904: boolean
  /** Branches a member can belong to. */
  branches: OrganizationIndex
  /** Every organisation in reach, to say what a name is when it is no branch. */
  organizations: OrganizationIndex
  /** Branch of rows that name none, where the import is for one branch. */
  ownBranchId?: string
  /** May a branch be set up below the organisation the import is for? */
  mayCreateBranch: boolean
  groupsOf(branchId: string): readonly KnownOrganization[]
  /** Absent where nobody can be put into a team. */
  workplaces?: Workplaces
}

const PLAIN: readonly Field[] = [
  'name',
  'idNumber',
  'ethnicity',
  'education',
  'duty',
  'dutyFrom',
  'joinedOn',
  'fullOn',
  'post',
  'phone',
  'address',
]

function readBranch(reader: RowReader, input: RowInput, around: MemberSurroundings): void {
  const text = reader.textOf('branch')
  if (!text) {
    if (around.ownBranchId) reader.values.branch = around.ownBranchId
    else if (input.section && text === '') matchBranch(reader, input, around, input.section, true)
    else reader.ask('branch', '没写所在党支部', ['edit', 'leaveOut'])
    return
  }
  matchBranch(reader, input, around, text, false)
}

function matchBranch(
  reader: RowReader,
  input: RowInput,
  around: MemberSurroundings,
  text: string,
  fromTitle: boolean,
): void {
  const match = around.branches.match(text)
  if (match.kind !== 'unknown') {
    const proposal = { value: match.organization.id, label: around.branches.labelOf(match.organization) }
    if (match.kind === 'found' && !fromTitle) reader.values.branch = match.organization.id
    else reader.propose('branch', proposal, match.kind === 'same' ? match.reason : `按上面的小标题“${text}”`)
    return
  }
  const other = around.organizations.match(text)
  if (other.kind === 'found' && other.organization.kind !== 'branch') {
    const kind = ORGANIZATION_KIND_LABELS[other.organization.kind]
    reader.ask('branch', `“${text}”是${kind}，党员要落在党支部`, ['edit', 'leaveOut'])
    return
  }
  if (input.choice.create && around.mayCreateBranch && !match.several) {
    reader.values.branch = `${NEW_PREFIX}${text}`
    reader.note('branch', `导入时新建“${text}”`)
    return
  }
  const may =
    around.mayCreateBranch && !match.several
      ? (['edit', 'create', 'leaveOut'] as const)
      : (['edit', 'leaveOut'] as const)
  reader.ask('branch', match.reason, may, match.choices)
}

/** One spelling of a group's name inside its branch. */
export const canonicalGroup = (text: string): string => canonicalName(text).replace(/小组$/, '组')

function readGroup(reader: RowReader, around: MemberSurroundings): void {
  const text = readCell('group', reader.textOf('group') ?? '').value
  const branch = reader.values.branch
  if (text === '' || !branch) return
  const groups = branch.startsWith(NEW_PREFIX) ? [] : around.groupsOf(branch)
  const own = groups.find((group) => group.id === text || canonicalGroup(group.name) === canonicalGroup(text))
  const bare = findNumber(text)
  if (own) reader.values.group = own.id
  else if (bare === undefined) reader.values.group = `${NEW_PREFIX}${text}`
  else {
    const name = `第${chineseNumber(bare)}党小组`
    const known = groups.find((group) => canonicalGroup(group.name) === canonicalGroup(name))
    reader.propose('group', { value: known?.id ?? `${NEW_PREFIX}${name}`, label: name }, '组号写成组名')
  }
}

/** Sex and birthday stand in the identity number: a blank is filled from it, a contradiction is asked about. */
function compareWithIdNumber(reader: RowReader, around: MemberSurroundings): void {
  const sexCell = readCell('sex', reader.textOf('sex') ?? '')
  const birthCell = readCell('birthOn', reader.textOf('birthOn') ?? '', around.date1904)
  const number = reader.values.idNumber
  const birth = number ? birthOf(number) : undefined
  if (!number || !birth) {
    reader.take('sex', sexCell)
    reader.take('birthOn', birthCell)
    return
  }
  const sex = sexOf(number)
  if (sexCell.value !== '' && sexCell.value !== sex)
    reader.ask(
      'sex',
      `和身份证号对不上：号码里是${sex === 'male' ? '男' : '女'}`,
      ['edit', 'blank'],
      [
        { value: 'male', label: '男' },
        { value: 'female', label: '女' },
      ],
    )
  else if (sexCell.ask) reader.propose('sex', { value: sex, label: sex === 'male' ? '男' : '女' }, '按身份证号填')
  else reader.values.sex = sex

  const { partial } = birthCell
  const written = birthCell.value || birthCell.fix?.value
  if (written && written !== birth)
    reader.ask(
      'birthOn',
      '出生日期和身份证号对不上',
      ['edit', 'blank'],
      [{ value: birth, label: `${birth}（号码里的）` }],
    )
  else if (
    partial &&
    partial.month !== undefined &&
    birth.startsWith(`${partial.year}-${String(partial.month).padStart(2, '0')}`)
  )
    reader.propose('birthOn', { value: birth, label: birth }, '只有年月，按身份证号补到日')
  else if (birthCell.ask) reader.take('birthOn', birthCell)
  else if (written) reader.take('birthOn', birthCell)
  else reader.values.birthOn = birth
}

function readMembership(reader: RowReader): void {
  const cell = readCell('membership', reader.textOf('membership') ?? '')
  const { fullOn } = reader.values
  if (cell.value === '' && !cell.ask) {
    if (fullOn)
      reader.propose('membership', { value: 'full', label: '正式党员' }, '没写人员类别；有转正日期，应为正式党员')
    else
      reader.ask(
        'membership',
        '没写是正式党员还是预备党员',
        ['edit'],
        [
          { value: 'full', label: '正式党员' },
          { value: 'probationary', label: '预备党员' },
        ],
      )
    return
  }
  reader.take('membership', cell)
}

function checkDates(reader: RowReader, today: PlainDate): void {
  const { birthOn, joinedOn, fullOn, membership, duty } = reader.values
  const adult = birthOn && isPlainDate(birthOn) ? addMonths(birthOn, 18 * 12) : undefined
  const labels = { birthOn: '出生日期', joinedOn: '入党日期', fullOn: '转正日期', dutyFrom: '任职日期' } as const
  // Without an office the day says nothing: it may be that of a post.
  if (!duty) delete reader.values.dutyFrom
  for (const field of ['birthOn', 'joinedOn', 'fullOn', 'dutyFrom'] as const)
    if ((reader.values[field] ?? '') > today) reader.ask(field, `${labels[field]}还没到`, ['edit', 'blank'])
  if (adult && joinedOn && joinedOn < adult)
    reader.askGently('joinedOn', '入党时不满 18 岁，请核对', ['edit', 'blank', 'keep'])
  if (joinedOn && fullOn && fullOn < joinedOn) reader.ask('fullOn', '转正日期早于入党日期', ['edit', 'blank'])
  if (membership === 'probationary' && fullOn && fullOn <= today)
    reader.ask('membership', '写的是预备党员，却已有转正日期', ['edit'], [{ value: 'full', label: '正式党员' }])
}

/** Reads one row of a member roster. Nothing is made up: what is not in the row, nor certain from it, stays blank or is asked. */
export function readMember(input: RowInput, around: MemberSurroundings): ReadRow {
  const reader = openRow(input)
  for (const field of PLAIN) reader.take(field, readCell(field, reader.textOf(field) ?? '', around.date1904))
  if (!reader.values.name && !reader.issues.some((issue) => issue.field === 'name'))
    reader.ask('name', '没写姓名', ['edit', 'leaveOut'])
  const { workplaces } = around
  const mayBeWorker = workplaces && !around.ownBranchId && isWorker(reader, workplaces)
  if (!mayBeWorker || !readWorkplace(reader, input, workplaces)) {
    readBranch(reader, input, around)
    readGroup(reader, around)
    readTeam(reader, workplaces)
    readMembership(reader)
  }
  compareWithIdNumber(reader, around)
  checkDates(reader, around.today)
  return { values: reader.values, issues: reader.issues }
}
