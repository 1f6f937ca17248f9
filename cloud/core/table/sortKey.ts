import { pinyin } from 'pinyin-pro'

/** Syllable with tone, then the character itself: same readings stand together, same characters within them too. */
function readingOf(text: string, surname: 'head' | 'off'): string {
  const letters = [...text]
  const readings = pinyin(text, { type: 'array', toneType: 'num', toneSandhi: false, surname, v: true })
  return letters
    .map((letter, i) => (readings[i] === letter ? letter : `${readings[i] ?? ''}${letter}`))
    .join(' ')
    .toLowerCase()
}

/** 姓名排序键 — sorts people as a Chinese register does: by reading, surnames in their own (单 shàn, 曾 zēng). Compare as plain text. */
export const personSortKey = (name: string): string => readingOf(name, 'head').slice(0, 400)

const DIGITS = '〇一二三四五六七八九'

/** 一 … 九百九十九 as a number. */
function numberOf(numeral: string): number {
  let sum = 0
  let digit = 0
  for (const character of numeral) {
    const unit = character === '十' ? 10 : character === '百' ? 100 : 0
    if (unit === 0) digit = Math.max(0, DIGITS.indexOf(character.replace('零', '〇')))
    else {
      sum += (digit || 1) * unit
      digit = 0
    }
  }
  return sum + digit
}

/** 名称排序键 — sorts bodies by reading, numbers by value: 第二党支部 before 第十一党支部. */
export const nameSortKey = (name: string): string =>
  name
    .split(/(\d+|[〇零一二三四五六七八九十百]+)/)
    .map((part, i) => {
      if (i % 2 === 0) return part === '' ? '' : readingOf(part, 'off')
      return String(/^\d/.test(part) ? Number(part.slice(0, 9)) : numberOf(part)).padStart(9, '0')
    })
    .join(' ')
    .slice(0, 600)
