import { isPlainDate, type PlainDate } from '@shared/core/plainDate'
import { idNumberCheckDigit } from '@shared/modules/people/rules'
import { bareText, foldWidth, isRounded, saysNothing } from './fold'

/** What the text of an identity number cell says. Reasons never repeat the number. */
export type IdNumberReading =
  | { kind: 'blank' }
  | { kind: 'number'; number: string; how: string }
  | { kind: 'unclear'; reason: string }

const dayIn = (digits: string): string => `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`

/** Birthday in an 18-digit number; undefined when the calendar has no such day. */
export function birthOf(number: string): PlainDate | undefined {
  const day = dayIn(number.slice(6, 14))
  return isPlainDate(day) ? day : undefined
}

/** The last digit but one tells the sex: odd = male. */
export const sexOf = (number: string): 'male' | 'female' => (Number(number.charAt(16)) % 2 === 1 ? 'male' : 'female')

function readEighteen(number: string, how: string): IdNumberReading {
  if (!birthOf(number)) return { kind: 'unclear', reason: '中间的出生日期不存在，可能抄错了' }
  if (idNumberCheckDigit(number.slice(0, 17)) !== number.charAt(17))
    return { kind: 'unclear', reason: '末位对不上，可能抄错一位' }
  return { kind: 'number', number, how }
}

/** Reads a citizen's identity number: folds width, spaces and the letter x, lifts 15 digits to 18, checks birthday and check digit. */
export function readIdNumber(raw: string): IdNumberReading {
  const bare = bareText(raw)
  const folded = foldWidth(bare)
  const spaceless = folded.replace(/[\s-]+/g, '')
  if (saysNothing(spaceless)) return { kind: 'blank' }
  if (isRounded(spaceless)) return { kind: 'unclear', reason: '表格把号码存成了数字，后几位已经丢失，请对照证件填写' }
  const text = spaceless.replace(/[x×Ⅹ]$/i, 'X')
  const widened = /[\uff01-\uff5e]/.test(bare)
  const how =
    text === bare
      ? ''
      : widened
        ? '全角数字已换成半角'
        : spaceless !== folded
          ? '号码里的空格已去掉'
          : '末位字母已改为大写'
  if (/^\d{17}[\dX]$/.test(text)) return readEighteen(text, how)
  if (/^\d{15}$/.test(text)) {
    const first17 = `${text.slice(0, 6)}19${text.slice(6)}`
    return readEighteen(`${first17}${idNumberCheckDigit(first17)}`, '15 位旧号码，已按规则升为 18 位')
  }
  if (/^\d+X?$/.test(text)) return { kind: 'unclear', reason: `应为 18 位，这里有 ${text.length} 位` }
  return { kind: 'unclear', reason: '不像身份证号，请核对；用其他证件的可以先空着' }
}
