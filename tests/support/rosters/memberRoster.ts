import { chineseNumber } from '@shared/modules/exchange/cells/numerals'
import { oldIdNumber, type RosterPerson, rosterPerson } from './people'
import { type RosterCell, type RosterFormat, writeRoster } from './writeRoster'

export interface MemberRosterOptions {
  /** Names of the branches, or how many: 第一党支部, 第二党支部 … */
  branches: readonly string[] | number
  membersPerBranch: number
  /** Number of the first person; rosters that do not overlap hold different people. */
  first?: number
  /** Nobody holds an office when false. */
  duties?: boolean
  /** With everything real files bring along; otherwise plain. */
  awkward?: boolean
  format?: RosterFormat
}

const PLAIN_HEADINGS = [
  '姓名',
  '公民身份号码',
  '性别',
  '民族',
  '人员类别',
  '所在党支部',
  '党小组',
  '党内职务',
  '入党日期',
  '转正日期',
  '手机号码',
]
const plainRow = (p: RosterPerson): RosterCell[] => [
  p.name,
  p.idNumber,
  p.sex,
  '汉族',
  p.membership,
  p.branch,
  p.group,
  p.duty,
  p.joinedOn,
  p.fullOn,
  p.phone,
]

const AWKWARD_HEADINGS = [
  '',
  '序号',
  '党员姓名\n（与身份证一致）',
  '公民身份号码*',
  '性别',
  '民 族',
  '党员类别（正式/预备）',
  '所属支部',
  '党小组',
  '职务（党内）',
  '入党时间\n（格式：1980-01-01）',
  '转为正式党员\n时间',
  '联系电话',
  '备注',
]
const MARKERS = ['', '', '必填', '必填', '必填', '选填', '必填', '必填', '选填', '选填', '必填', '选填', '选填', '']

const SERIAL_OF_1970 = 25_569
const serialOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000 + SERIAL_OF_1970
const wide = (text: string): string =>
  text.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))

/** The same day, written in one of eight ways. */
function styled(day: string, i: number): RosterCell {
  if (day === '') return ''
  const [year = '', month = '', date = ''] = day.split('-')
  const styles: RosterCell[] = [
    day,
    `${year}/${Number(month)}/${Number(date)}`,
    `${year}.${Number(month)}.${Number(date)}`,
    `${year}年${Number(month)}月${Number(date)}日`,
    `${year}${month}${date}`,
    serialOf(day),
    { v: serialOf(day), z: 'yyyy/m/d' },
    wide(day),
  ]
  return styles[i % styles.length] ?? day
}

/** 第二党支部 as people write it: 二支部, 第2党支部, with spaces. */
function styledBranch(name: string, i: number): string {
  const number = /^第([一二三四五六七八九十]+)党支部$/.exec(name)?.[1]
  if (!number) return name
  return [name, name, `${number}支部`, name, `第${number}支部`, ` ${name} `, name][i % 7] ?? name
}

function awkwardRow(p: RosterPerson, i: number): RosterCell[] {
  const name = i % 13 === 5 && p.name.length === 3 ? `${p.name.slice(0, 2)} ${p.name.slice(2)}` : p.name
  const idNumber =
    i % 17 === 3 && p.birthOn < '2000'
      ? oldIdNumber(p.idNumber)
      : i % 19 === 7
        ? p.idNumber.replace('X', 'x')
        : p.idNumber
  const phone = i % 6 === 4 ? `${p.phone.slice(0, 3)} ${p.phone.slice(3, 7)} ${p.phone.slice(7)}` : p.phone
  return [
    '',
    i + 1,
    name,
    idNumber,
    p.sex,
    i % 3 === 0 ? '汉' : '汉族',
    p.membership === '预备党员' ? '中共预备党员' : i % 2 === 0 ? '中共党员' : '正式',
    styledBranch(p.branch, i),
    p.group,
    p.duty,
    styled(p.joinedOn, i),
    styled(p.fullOn, i + 3),
    phone,
    '',
  ]
}

const branchNames = (branches: readonly string[] | number): readonly string[] =>
  typeof branches === 'number'
    ? Array.from({ length: branches }, (_, i) => `第${chineseNumber(i + 1)}党支部`)
    : branches

/** The people of a roster in order, as they really are. */
export function rosterPeople({
  branches,
  membersPerBranch,
  first = 0,
  duties = true,
}: Omit<MemberRosterOptions, 'awkward' | 'format'>): RosterPerson[] {
  return branchNames(branches).flatMap((branch, b) =>
    Array.from({ length: membersPerBranch }, (_, place) => ({
      ...rosterPerson(first + b * membersPerBranch + place, branch, place),
      ...(!duties && { duty: '' }),
    })),
  )
}

/**
 * A roster of fictitious members as a file. The awkward one has title rows, notes in headings, a row of 必填, a help block in the
 * middle, eight date styles, numbered branches, spaces, old identity numbers, one row twice, a total and a signature — and exactly
 * two rows only a person can settle: one with a wrong check digit, one whose joining date has no day.
 */
export function buildMemberRoster(options: MemberRosterOptions): Buffer {
  const people = rosterPeople(options)
  const { awkward = false, format = 'xlsx' } = options
  if (!awkward) return writeRoster([{ name: '党员名册', rows: [PLAIN_HEADINGS, ...people.map(plainRow)] }], format)
  const rows = people.map(awkwardRow)
  const last = rows.length - 1
  const wrong = rows[last]
  const partial = rows[last - 1]
  const number = people[last]?.idNumber ?? ''
  if (wrong) wrong[3] = `${number.slice(0, 17)}${number.endsWith('0') ? '1' : '0'}`
  const joined = people[last - 1]?.joinedOn ?? ''
  if (partial) partial[10] = `${joined.slice(0, 4)}年${Number(joined.slice(5, 7))}月`
  const middle = Math.floor(rows.length / 2)
  const help: RosterCell[] = [
    '',
    '填写说明：1.入党时间以志愿书为准；2.党员类别只填正式或预备；3.手机号码填本人常用号码。',
  ]
  const data = [...rows.slice(0, middle), help, ...rows.slice(middle), [...(rows[0] ?? [])]]
  const sheetRows: RosterCell[][] = [
    ['', '示范路桥集团第一分公司党员基本信息采集表'],
    ['', '填报单位（盖章）：示范路桥第一分公司党委', '', '', '', '', '', '', '', '', '填报日期：2026年6月1日'],
    AWKWARD_HEADINGS,
    MARKERS,
    ...data,
    [],
    ['', `合计 ${rows.length} 人`],
    ['', '填表人：组织员甲', '', '', '', '审核人：组织员乙'],
  ]
  const helpRow = 4 + middle + 1
  return writeRoster(
    [
      { name: '填表须知', rows: [['本表一式两份。'], ['请于月底前报送。']] },
      { name: '党员信息', rows: sheetRows, merges: ['B1:N1', 'B2:F2', `B${helpRow}:N${helpRow}`] },
      { name: '下拉选项', rows: [['正式党员'], ['预备党员']], hidden: true },
    ],
    format,
  )
}
