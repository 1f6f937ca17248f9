import { fromDayNumber, isPlainDate, type PlainDate } from '@shared/core/plainDate'
import { bareText, foldWidth, saysNothing } from './fold'
import { digitsOf, findNumber } from './numerals'

/** What the text of a date cell says. */
export type DateReading =
  | { kind: 'blank' }
  /** `how` is empty when the text already was `YYYY-MM-DD`. */
  | { kind: 'day'; day: PlainDate; how: string }
  /** Only year and month (or less) are known: the day is never guessed. */
  | { kind: 'partial'; reason: string; year?: number; month?: number }
  | { kind: 'unclear'; reason: string }

const OTHER_STYLE = '日期写法统一为年-月-日'
const SERIAL_OF_1970 = 25_569
const OFFSET_1904 = 1_462

const iso = (year: number, month: number, day: number): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

function dayOrUnclear(year: number, month: number, day: number, how: string): DateReading {
  const text = iso(year, month, day)
  return isPlainDate(text)
    ? { kind: 'day', day: text, how }
    : { kind: 'unclear', reason: `没有 ${year} 年 ${month} 月 ${day} 日这一天` }
}

/** The day a spreadsheet stores as a number of days. Both systems begin to agree with the calendar on 1 March 1900. */
export function dayOfSerial(serial: number, date1904: boolean): PlainDate | undefined {
  const days = Math.floor(serial) - SERIAL_OF_1970 + (date1904 ? OFFSET_1904 : 0)
  if (!Number.isFinite(days) || days < -25_508 || days > 84_000) return undefined
  const day = fromDayNumber(days)
  return isPlainDate(day) ? day : undefined
}

function monthOnly(year: number, month: number, ambiguous = false): DateReading {
  if (month < 1 || month > 12) return { kind: 'unclear', reason: `没有 ${month} 月` }
  if (ambiguous) return { kind: 'partial', reason: '只有年月，而且 1 月和 10 月分不清；请填到日', year }
  return { kind: 'partial', reason: '只有年月，不替你猜是几日；志愿书上有到日的', year, month }
}

/** Two of the three parts can be swapped: taken only when one of them cannot be a month. */
function yearLast(first: number, second: number, year: number): DateReading {
  if (first > 12 && second <= 12) return dayOrUnclear(year, second, first, OTHER_STYLE)
  if (second > 12 && first <= 12) return dayOrUnclear(year, first, second, OTHER_STYLE)
  if (first === second) return dayOrUnclear(year, first, second, OTHER_STYLE)
  return { kind: 'unclear', reason: '看不出哪个是月、哪个是日，请按 2019-06-01 的样子填' }
}

function readChinese(text: string): string {
  const found =
    /^([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})[日号])?$/.exec(
      text,
    )
  if (!found) return text
  const [, year = '', month = '', day] = found
  return `${digitsOf(year)}年${findNumber(month) ?? month}月${day ? `${findNumber(day) ?? day}日` : ''}`
}

/**
 * Reads a date the way people write it. A missing day is never made up: month-only dates come back as `partial`.
 * @param date1904 the workbook counts its days from 1904
 */
export function readDate(raw: string, date1904 = false): DateReading {
  const bare = bareText(raw)
  if (isPlainDate(bare)) return { kind: 'day', day: bare, how: '' }
  const folded = foldWidth(bare).trim()
  if (saysNothing(folded)) return { kind: 'blank' }
  const widened = folded !== bare ? '全角数字已换成半角' : ''
  const noted = folded.replace(/\([^)]*\)/g, '').trim()
  const how = noted !== folded ? '去掉了括号里的说明' : widened || OTHER_STYLE
  const text = readChinese(
    noted
      .replace(/[T ]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$/, '')
      .replace(/\s+/g, '')
      .replace(/[.。,，;；、]+$/, ''),
  )

  const full = /^(\d{4})[-/.年、,—–](\d{1,2})[-/.月、,—–](\d{1,2})[日号]?$/.exec(text)
  if (full) return dayOrUnclear(Number(full[1]), Number(full[2]), Number(full[3]), how)
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (compact) return dayOrUnclear(Number(compact[1]), Number(compact[2]), Number(compact[3]), how)
  const month = /^(\d{4})[-/.年、](\d{1,2})月?$/.exec(text)
  if (month) return monthOnly(Number(month[1]), Number(month[2]), /^\d{4}\.1$/.test(text))
  const compactMonth = /^((?:19|20)\d{2})(\d{2})$/.exec(text)
  if (compactMonth) return monthOnly(Number(compactMonth[1]), Number(compactMonth[2]))
  if (/^(19|20)\d{2}年?$/.test(text))
    return { kind: 'partial', reason: '只有年份，请填到日', year: Number(text.slice(0, 4)) }
  const last = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text)
  if (last) return yearLast(Number(last[1]), Number(last[2]), Number(last[3]))
  if (/^\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?$/.test(text)) return { kind: 'unclear', reason: '年份只有两位，请写全' }
  if (/^\d{5}(\.\d+)?$/.test(text)) {
    const day = dayOfSerial(Number(text), date1904)
    if (day && day >= '1927-01-01') return { kind: 'day', day, how: '表格把日期存成了数字，已换算' }
  }
  return { kind: 'unclear', reason: '看不懂这个日期，请按 2019-06-01 的样子填' }
}
