import { bareText, foldWidth, saysNothing } from './fold'

export type NameReading =
  | { kind: 'blank' }
  | { kind: 'name'; name: string; how: string }
  | { kind: 'unclear'; reason: string }

const HAN = /\p{Script=Han}/u

/** Reads a person's name: no spaces between Chinese characters, one kind of middle dot, no remarks behind it. */
export function readName(raw: string): NameReading {
  const bare = bareText(raw)
  const folded = foldWidth(bare)
  if (saysNothing(folded)) return { kind: 'blank' }
  const plain = folded
    .replace(/[([【〔][^)\]】〕]*[)\]】〕]/g, '')
    .replace(/[*★☆●]+$/, '')
    .trim()
  const dotted = plain.replace(/[•‧・･.。]/g, '·').replace(/·$/, '')
  const name = HAN.test(dotted) ? dotted.replace(/\s+/g, '') : dotted.replace(/\s+/g, ' ')
  if (name === '') return { kind: 'unclear', reason: '看不出姓名' }
  if (/\d/.test(name)) return { kind: 'unclear', reason: '姓名里有数字' }
  if (/[、,，/;；]/.test(name)) return { kind: 'unclear', reason: '像是写了不止一个人' }
  if ([...name].length < 2) return { kind: 'unclear', reason: '姓名只有一个字，可能没写全' }
  if ([...name].length > 30) return { kind: 'unclear', reason: '姓名过长' }
  if (name === bare) return { kind: 'name', name, how: '' }
  if (plain !== folded.trim()) return { kind: 'name', name, how: '去掉了姓名后面的注记' }
  if (/\s/.test(plain) && HAN.test(plain)) return { kind: 'name', name, how: '姓名中间有空格，已去掉' }
  if (dotted !== plain) return { kind: 'name', name, how: '间隔号已统一' }
  return { kind: 'name', name, how: '全角字符已换成半角' }
}
