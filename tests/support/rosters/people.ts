import { idNumberCheckDigit } from '@shared/modules/people/rules'

const STEMS = '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥'

/** 党员甲 … 党员亥, 党员甲甲 …: clearly fictitious names, all different. */
export function rosterName(i: number): string {
  let name = ''
  for (let n = i + 1; n > 0; n = Math.floor((n - 1) / STEMS.length))
    name = `${STEMS.charAt((n - 1) % STEMS.length)}${name}`
  return `党员${name}`
}

const pad = (n: number, width: number): string => String(n).padStart(width, '0')

/** A number with a valid check digit and a region code (99xxxx) nobody has. Odd `i` = male. */
export function rosterIdNumber(i: number, birth: string): string {
  const first17 = `99${pad(Math.floor(i / 900) % 10_000, 4)}${birth.replaceAll('-', '')}${pad((i % 900) + 100, 3)}`
  return `${first17}${idNumberCheckDigit(first17)}`
}

/** The same number as it was before 1999: 15 digits. */
export const oldIdNumber = (number: string): string => `${number.slice(0, 6)}${number.slice(8, 17)}`

export interface RosterPerson {
  name: string
  idNumber: string
  sex: '男' | '女'
  birthOn: string
  joinedOn: string
  fullOn: string
  membership: '正式党员' | '预备党员'
  phone: string
  branch: string
  group: string
  duty: string
}

const DUTIES = ['党支部书记', '组织委员', '纪检委员', '宣传委员']

/** The `i`-th person of the roster, the `place`-th of the branch. Everything follows from the numbers, so runs are repeatable. */
export function rosterPerson(i: number, branch: string, place: number): RosterPerson {
  const birthOn = `${1966 + ((i * 7) % 30)}-${pad(1 + ((i * 5) % 12), 2)}-${pad(1 + ((i * 11) % 28), 2)}`
  const joinedYear = Number(birthOn.slice(0, 4)) + 22 + (i % 5)
  const rest = `${pad(1 + ((i * 3) % 12), 2)}-${pad(1 + ((i * 13) % 28), 2)}`
  const probationary = place > 5 && place % 11 === 10
  const idNumber = rosterIdNumber(i, birthOn)
  return {
    name: rosterName(i),
    idNumber,
    sex: Number(idNumber.charAt(16)) % 2 === 1 ? '男' : '女',
    birthOn,
    joinedOn: probationary ? `2025-09-${rest.slice(3)}` : `${joinedYear}-${rest}`,
    fullOn: probationary ? '' : `${joinedYear + 1}-${rest}`,
    membership: probationary ? '预备党员' : '正式党员',
    phone: `199${pad((i * 7_919) % 100_000_000, 8)}`,
    branch,
    group: `第${place % 2 === 0 ? '一' : '二'}党小组`,
    duty: DUTIES[place] ?? '',
  }
}
