import { ORGANIZATION_KIND_LABELS, ORGANIZATION_KINDS } from '@shared/modules/organizations/model'
import { MEMBERSHIP_LABELS } from '@shared/modules/people/model'
import type { Choice, Field } from '../model'
import { readDate } from './dates'
import { readDuties } from './duties'
import { bareText, foldWidth, saysNothing } from './fold'
import { readIdNumber } from './idNumbers'
import { readName } from './names'
import { readPhone } from './phones'
import { educationOf, findEthnicity, findMembership, findOrganizationKind, findSex } from './vocabulary'

/** What one cell says on its own, before it is compared with the rest of the row and with the register. */
export interface CellReading {
  /** The value taken when nothing is to be repaired or asked; empty for a blank cell. */
  value: string
  /** A safe repair; `keepable` when the text may also stay as it is. */
  fix?: { value: string; reason: string; keepable?: boolean }
  /** Only a person can tell. */
  ask?: { reason: string; choices?: readonly Choice[] }
  /** Said for the record. */
  note?: string
  /** Year and month of a date whose day is missing. */
  partial?: { year?: number; month?: number }
}

const BLANK: CellReading = { value: '' }
/** As the register's own form has it. */
const MAX_TEXT: Partial<Record<Field, number>> = { education: 20, post: 40, address: 100, branch: 60, group: 60 }

const choicesOf = (labels: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }))

export const SEX_CHOICES: readonly Choice[] = [
  { value: 'male', label: '男' },
  { value: 'female', label: '女' },
]

function readText(raw: string, max = 60): CellReading {
  const bare = bareText(raw)
  const folded = foldWidth(bare).replace(/ +/g, ' ').trim()
  if (saysNothing(folded)) return BLANK
  if (folded.length > max) return { value: '', ask: { reason: `超过 ${max} 个字，请缩短` } }
  return { value: bare.replace(/\s+/g, ' ') }
}

function readCoded(
  raw: string,
  find: (text: string) => string | undefined,
  what: string,
  choices?: readonly Choice[],
): CellReading {
  const text = foldWidth(bareText(raw)).replace(/\s+/g, '')
  if (saysNothing(text)) return BLANK
  const value = find(text)
  return value
    ? { value }
    : { value: '', ask: { reason: `不认识这个${what}：“${text.slice(0, 20)}”`, ...(choices && { choices }) } }
}

function readDateCell(raw: string, date1904: boolean): CellReading {
  const reading = readDate(raw, date1904)
  switch (reading.kind) {
    case 'blank':
      return BLANK
    case 'day':
      return reading.how ? { value: '', fix: { value: reading.day, reason: reading.how } } : { value: reading.day }
    case 'partial':
      return {
        value: '',
        ask: { reason: reading.reason },
        partial: {
          ...(reading.year !== undefined && { year: reading.year }),
          ...(reading.month !== undefined && { month: reading.month }),
        },
      }
    case 'unclear':
      return { value: '', ask: { reason: reading.reason } }
  }
}

function readPersonName(raw: string): CellReading {
  const reading = readName(raw)
  if (reading.kind === 'blank') return BLANK
  if (reading.kind === 'unclear') return { value: bareText(raw), ask: { reason: reading.reason } }
  if (reading.how === '') return { value: reading.name }
  return { value: bareText(raw), fix: { value: reading.name, reason: reading.how, keepable: true } }
}

function readIdCell(raw: string): CellReading {
  const reading = readIdNumber(raw)
  if (reading.kind === 'blank') return BLANK
  if (reading.kind === 'unclear') return { value: '', ask: { reason: reading.reason } }
  return reading.how ? { value: '', fix: { value: reading.number, reason: reading.how } } : { value: reading.number }
}

function readPhoneCell(raw: string): CellReading {
  const reading = readPhone(raw)
  if (reading.kind === 'blank') return BLANK
  if (reading.kind === 'landline') return { value: '', fix: { value: '', reason: '这是固定电话，手机一栏先空着' } }
  if (reading.kind === 'unclear') return { value: '', ask: { reason: reading.reason } }
  return reading.how ? { value: '', fix: { value: reading.phone, reason: reading.how } } : { value: reading.phone }
}

function readDutyCell(raw: string): CellReading {
  const text = foldWidth(bareText(raw)).replace(/ +/g, ' ')
  if (saysNothing(text)) return BLANK
  const { unknown } = readDuties(text)
  return unknown.length === 0
    ? { value: text }
    : { value: text, note: `“${unknown.join('、').slice(0, 30)}”不是支部里的职务，不据此任命` }
}

type Reader = (raw: string, date1904: boolean) => CellReading

const READERS: Partial<Record<Field, Reader>> = {
  name: readPersonName,
  idNumber: readIdCell,
  sex: (raw) => readCoded(raw, findSex, '性别', SEX_CHOICES),
  ethnicity: (raw) => readCoded(raw, findEthnicity, '民族'),
  birthOn: readDateCell,
  education: (raw) => {
    const reading = readText(raw, MAX_TEXT.education)
    return { ...reading, value: educationOf(reading.value) }
  },
  membership: (raw) => readCoded(raw, findMembership, '人员类别', choicesOf(MEMBERSHIP_LABELS)),
  duty: readDutyCell,
  dutyFrom: readDateCell,
  joinedOn: readDateCell,
  fullOn: readDateCell,
  phone: readPhoneCell,
  kind: (raw) =>
    readCoded(
      raw,
      (text) => ((ORGANIZATION_KINDS as readonly string[]).includes(text) ? text : findOrganizationKind(text)),
      '组织类别',
      choicesOf(ORGANIZATION_KIND_LABELS),
    ),
  foundedOn: readDateCell,
  secretary: readPersonName,
}

/** Reads one cell by what its column holds. Names of organisations are read as plain text; matching them is a step of its own. */
export function readCell(field: Field, raw: string, date1904 = false): CellReading {
  return READERS[field]?.(raw, date1904) ?? readText(raw, MAX_TEXT[field])
}

/** `name` of an organisation is plain text, unlike a person's. */
export const readOrganizationName = (raw: string): CellReading => readText(raw)
