const DIGITS: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}

/** Reads 一 … 九十九 and `1` … `999`; undefined for anything else, for example the name 三一. */
export function findNumber(text: string): number | undefined {
  if (/^\d{1,3}$/.test(text)) return Number(text)
  const [, tens, ten, ones] = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(text) ?? []
  if (!tens && !ten && !ones) return undefined
  if (!ten) return tens && ones ? undefined : DIGITS[tens ?? ones ?? '']
  return (tens ? (DIGITS[tens] ?? 0) : 1) * 10 + (ones ? (DIGITS[ones] ?? 0) : 0)
}

/** 一 … 九十九 in Chinese numerals. */
export function chineseNumber(n: number): string {
  const names = '零一二三四五六七八九'
  const tens = Math.floor(n / 10)
  const ones = n % 10
  if (tens === 0) return names.charAt(ones)
  return `${tens === 1 ? '' : names.charAt(tens)}十${ones === 0 ? '' : names.charAt(ones)}`
}

/** Digits written as Chinese numerals one by one: 二〇一九 → 2019. */
export const digitsOf = (text: string): string => [...text].map((character) => DIGITS[character] ?? character).join('')
