import type { Violation } from './errors'
import type { Source } from './norm'
import { isPlainDate } from './plainDate'

/** A value a form can hold: text, number, yes/no, or a list of chosen ids or lines. */
export type FormValue = string | number | boolean | readonly string[] | undefined
export type FormValues = Readonly<Record<string, FormValue>>

/** 条件 — data, not code: it hides a field on the page and is checked again by the service. */
export type Condition =
  | { field: string; is: FormValue }
  | { field: string; filled: true }
  | { field: string; atLeast: number }
  | { field: string; atMost: number }
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition }

export interface FormField {
  id: string
  label: string
  kind: 'line' | 'text' | 'number' | 'date' | 'time' | 'choice' | 'yesNo' | 'list'
  required?: boolean
  /** Longest text, or largest number. */
  max?: number
  /** Smallest number. */
  min?: number
  options?: readonly { value: string; label: string }[]
  /** Where the value is already known: a path into what the system knows, for example `meeting.place`. */
  from?: string
  /** The words for that place, shown beside the value: “来自会议通知”. */
  fromLabel?: string
  /** Shown, and required, only when this holds. */
  visibleWhen?: Condition
  hint?: string
}

/** 表单模板 — one template draws the page, checks the request and writes the printed sheet. */
export interface FormTemplate {
  id: string
  version: number
  title: string
  source: Source
  sections: readonly { id: string; label: string; fields: readonly FormField[] }[]
}

export interface FilledValue {
  value: FormValue
  /** Where it came from, in words; undefined when a person wrote it. */
  source?: string
}

export const fieldsOf = (template: FormTemplate): FormField[] => template.sections.flatMap((section) => section.fields)

export const isFilled = (value: FormValue): boolean =>
  value !== undefined &&
  (typeof value === 'string' ? value.trim() !== '' : Array.isArray(value) ? value.length > 0 : true)

/** Does a condition hold for these values? */
export function holds(condition: Condition, values: FormValues): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, values))
  if ('any' in condition) return condition.any.some((part) => holds(part, values))
  if ('not' in condition) return !holds(condition.not, values)
  const value = values[condition.field]
  if ('filled' in condition) return isFilled(value)
  if ('atLeast' in condition) return typeof value === 'number' && value >= condition.atLeast
  if ('atMost' in condition) return typeof value === 'number' && value <= condition.atMost
  return value === condition.is
}

export const isVisible = (field: FormField, values: FormValues): boolean =>
  field.visibleWhen === undefined || holds(field.visibleWhen, values)

function lookUp(known: unknown, path: string): FormValue {
  let value: unknown = known
  for (const part of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Record<string, unknown>)[part]
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined
}

/**
 * Fills a form from what the system knows. What a person wrote (`written`) wins over what is known.
 * @returns every field, also hidden ones, with its value and where that came from.
 */
export function fillForm(template: FormTemplate, known: unknown, written: FormValues): Record<string, FilledValue> {
  const filled: Record<string, FilledValue> = {}
  for (const field of fieldsOf(template)) {
    const own = written[field.id]
    const found = field.from ? lookUp(known, field.from) : undefined
    if (isFilled(own)) filled[field.id] = { value: own }
    else if (isFilled(found)) filled[field.id] = { value: found, source: field.fromLabel ?? '系统已有' }
    else filled[field.id] = { value: own }
  }
  return filled
}

const FAULTS: Record<FormField['kind'], (field: FormField, value: FormValue) => string | undefined> = {
  line: textFault,
  text: textFault,
  date: (_, value) => (isPlainDate(value) ? undefined : '请填写日期'),
  time: (_, value) => (typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? undefined : '请填写时间'),
  number: (field, value) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return '请填写数字'
    if (field.min !== undefined && value < field.min) return `不能小于 ${field.min}`
    return field.max !== undefined && value > field.max ? `不能大于 ${field.max}` : undefined
  },
  choice: (field, value) =>
    field.options?.some((option) => option.value === value) ? undefined : '请从列出的选项里选',
  yesNo: (_, value) => (typeof value === 'boolean' ? undefined : '请选是或否'),
  list: (field, value) => {
    if (!Array.isArray(value) || value.some((item) => typeof item !== 'string')) return '应是一个列表'
    return value.length > (field.max ?? 500) ? `不能超过 ${field.max ?? 500} 项` : undefined
  },
}

function textFault(field: FormField, value: FormValue): string | undefined {
  if (typeof value !== 'string') return '请填写文字'
  return field.max !== undefined && value.length > field.max ? `不能超过 ${field.max} 个字` : undefined
}

/** Everything that is wrong or missing, all at once; the page and the service call the same function. */
export function checkForm(template: FormTemplate, values: FormValues): Violation[] {
  const found: Violation[] = []
  for (const field of fieldsOf(template)) {
    if (!isVisible(field, values)) continue
    const value = values[field.id]
    if (!isFilled(value)) {
      if (field.required) found.push({ field: field.id, message: `请填写“${field.label}”`, source: template.source })
      continue
    }
    const fault = FAULTS[field.kind](field, value)
    if (fault) found.push({ field: field.id, message: `“${field.label}”${fault}`, source: template.source })
  }
  return found
}
