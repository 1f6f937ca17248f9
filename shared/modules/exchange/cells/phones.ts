import { isPhone } from '@shared/modules/people/rules'
import { bareText, foldWidth, isRounded, saysNothing } from './fold'

export type PhoneReading =
  | { kind: 'blank' }
  | { kind: 'phone'; phone: string; how: string }
  /** A desk telephone: nothing to put into the field for the mobile number. */
  | { kind: 'landline' }
  | { kind: 'unclear'; reason: string }

/** Reads a mobile number; reasons never repeat it. */
export function readPhone(raw: string): PhoneReading {
  const bare = bareText(raw)
  const folded = foldWidth(bare).trim()
  if (saysNothing(folded)) return { kind: 'blank' }
  if (isRounded(folded)) return { kind: 'unclear', reason: '表格把号码存成了短数字，后几位已经丢失' }
  const parts = folded.split(/[/、,，;；]|\s{2,}|或/).filter((part) => part.trim() !== '')
  if (parts.length > 1) return { kind: 'unclear', reason: '写了不止一个号码，请留一个' }
  const digits = folded.replace(/[\s\-—–()]+/g, '').replace(/^(\+?86|0086)(?=1\d{10}$)/, '')
  if (isPhone(digits)) return { kind: 'phone', phone: digits, how: digits === bare ? '' : '号码已统一为 11 位数字' }
  if (/^0\d{9,11}$/.test(digits) || /^[2-8]\d{6,7}$/.test(digits)) return { kind: 'landline' }
  if (/^\d+$/.test(digits)) return { kind: 'unclear', reason: `手机号码应为 11 位，这里有 ${digits.length} 位` }
  return { kind: 'unclear', reason: '不像手机号码' }
}
