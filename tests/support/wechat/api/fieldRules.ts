import type { StubTemplate } from '../templates'

const count = (text: string): number => Array.from(text).length
const isAll = (text: string, characters: RegExp): boolean => Array.from(text).every((one) => characters.test(one))
const timeOfDay = /^\d{1,2}:\d{2}(:\d{2})?$/
const dayOnly = /^\d{4}(年\d{1,2}月\d{1,2}日|-\d{1,2}-\d{1,2}|\/\d{1,2}\/\d{1,2}|\.\d{1,2}\.\d{1,2})$/

/** A moment is a day, a time, or both; `2026-03-01` is a real day, `2026-02-30` is not. */
function isMoment(text: string, needs: 'time' | 'day'): boolean {
  const time = /\d{1,2}:\d{2}(:\d{2})?$/.exec(text)?.[0] ?? ''
  const day = text.slice(0, text.length - time.length).trim()
  if (needs === 'time' ? time === '' : day === '') return false
  return (time === '' || isRealTime(time)) && (day === '' || isRealDay(day))
}

function isRealTime(text: string): boolean {
  const [hour = 99, minute = 99, second = 0] = text.split(':').map(Number)
  return timeOfDay.test(text) && hour < 24 && minute < 60 && second < 60
}

function isRealDay(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split(/\D+/).map(Number)
  const date = new Date(Date.UTC(year, month - 1, day))
  return dayOnly.test(text) && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

const isRangeOf = (text: string, needs: 'time' | 'day'): boolean => {
  const ends = text.split('~').map((end) => end.trim())
  return ends.length <= 2 && ends.every((end) => isMoment(end, needs))
}

/** The documented limits, as WeChat would enforce them; independent of the formatter under test. */
const rules: Readonly<Record<string, (text: string) => boolean>> = {
  thing: (text) => count(text) <= 20,
  number: (text) => count(text) <= 32 && isAll(text, /[\d.-]/) && !Number.isNaN(Number(text)),
  letter: (text) => count(text) <= 32 && isAll(text, /[a-z]/i),
  symbol: (text) => count(text) <= 5 && !/[\p{L}\p{N}]/u.test(text),
  character_string: (text) => count(text) <= 32 && isAll(text, /[!-~ ]/),
  time: (text) => isRangeOf(text, 'time'),
  date: (text) => isRangeOf(text, 'day'),
  amount: (text) => /^\D?\d{1,10}(\.\d+)?元?$/.test(text),
  phone_number: (text) => count(text) <= 17 && !/[\p{L}]/u.test(text),
  car_number: (text) => count(text) <= 8,
  name: (text) => count(text) <= (isAll(text, /[!-~ ]/) ? 20 : 10),
  phrase: (text) => count(text) <= 5 && isAll(text, /\p{Script=Han}/u),
}

/** The first complaint about `data`, in WeChat's words; undefined when all fields are right. */
export function findFieldFault({ fields }: StubTemplate, data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    return 'argument invalid! data must be an object'
  const given = data as Record<string, { value?: unknown } | undefined>
  for (const { key, values } of fields) {
    const text = given[key]?.value
    if (typeof text !== 'string' || text === '') return `argument invalid! data.${key}.value is empty`
    const isRight = values?.includes(text) ?? rules[key.replace(/\d+$/, '')]?.(text) ?? false
    if (!isRight || /\p{C}/u.test(text)) return `argument invalid! data.${key}.value invalid`
  }
  return undefined
}
