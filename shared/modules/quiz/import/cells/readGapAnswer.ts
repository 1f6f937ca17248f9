import { splitsOf } from './readOptions'
import { LITERAL, literalOf, tidyText } from './tidyText'

/** Accepted wordings for each gap, or why they cannot be told. */
export type GapReading = { accepted: string[][] } | { fault: string }

const WORDINGS = /\s*[|｜]+\s*/
/** Signs that may part the answers of several gaps, surest first. */
const STRONG = ['semicolon', 'line', 'star', 'hash', 'dollar', 'at', 'tab']
const SOFT = [/[、]/, /[,，]/, /\s+/]
const BETWEEN_WORDS = /[\u4e00-\u9fa5]\s*[/／]\s*[\u4e00-\u9fa5]/

/** Splits at a sign that is not escaped with a backslash. */
function splitEscaped(text: string, sign: string): string[] {
  const pieces = ['']
  for (let i = 0; i < text.length; i += 1) {
    const character = text.charAt(i)
    if (character === sign) pieces.push('')
    else {
      const escaped = character === '\\' && i + 1 < text.length
      pieces[pieces.length - 1] += escaped ? character + text.charAt(i + 1) : character
      if (escaped) i += 1
    }
  }
  return pieces
}
const unescaped = (text: string): string => text.replace(/\\(.)/gs, '$1')
const escaped = (text: string): string => text.replace(/[\\|；]/g, '\\$&')

const readExact = (text: string): string[][] =>
  splitEscaped(text, '；').map((gap) => splitEscaped(gap, '|').map(unescaped))

const wordingsOf = (piece: string): string[] =>
  piece
    .split(WORDINGS)
    .map((wording) => wording.trim())
    .filter((wording) => wording !== '')

/** Answers that carry numbers of their gaps: `（1）甲（2）乙`. */
function numberedPieces(text: string, gaps: number): string[] | undefined {
  const marks = [...text.matchAll(/[(（]\s*(\d)\s*[)）]|(?<!\d)(\d)\s*[.．、:：](?!\d)|[①②③④⑤⑥⑦⑧⑨⑩]/g)]
  const numbers = marks.map((mark) => Number(mark[1] ?? mark[2] ?? '①②③④⑤⑥⑦⑧⑨⑩'.indexOf(mark[0]) + 1))
  if (marks.length !== gaps || marks[0]?.index !== 0 || numbers.some((number, i) => number !== i + 1)) return undefined
  return marks.map((mark, i) =>
    text
      .slice(mark.index + mark[0].length, marks[i + 1]?.index ?? text.length)
      .replace(/[\s;；,，、]+$/, '')
      .trim(),
  )
}

function piecesFor(text: string, gaps: number): string[] | undefined | 'unclear' {
  const numbered = numberedPieces(text, gaps)
  if (numbered) return numbered
  const splits = splitsOf(text).filter(({ pieces }) => pieces.length === gaps)
  for (const id of STRONG) {
    const split = splits.find((one) => one.id === id)
    if (split) return split.pieces
  }
  const soft = SOFT.map((sign) => text.split(sign).map((piece) => piece.trim())).filter(
    (pieces) => pieces.length === gaps && !pieces.includes(''),
  )
  const bar = splits.find(({ id }) => id === 'bar')
  if (bar) soft.push(bar.pieces)
  const [first, ...others] = soft
  return first && others.some((pieces) => pieces.join('\u0000') !== first.join('\u0000')) ? 'unclear' : first
}

/**
 * Reads what belongs into the gaps of a fill-in question. Gaps are parted by `；` or whatever else gives as many pieces as there are
 * gaps; wordings of one gap that all count are parted by `|`.
 */
export function readGapAnswer(raw: string, gaps: number): GapReading {
  const literal = literalOf(raw)
  if (literal !== undefined) return checked(readExact(literal), gaps)
  const text = tidyText(raw).replace(/^(正确|标准|参考)?答案\s*(是|为)?\s*[:：]\s*/, '')
  if (text === '') return { fault: '没有答案' }
  if (gaps === 1) {
    const wordings = wordingsOf(text.replace(/\n/g, ' '))
    if (/[；;]|\n|\*\*|##/.test(text)) return { fault: '题干只有 1 个空，答案却像有几个；写法都算对的用 | 隔开' }
    if (BETWEEN_WORDS.test(text)) return { fault: '答案里有“/”：如果几种写法都算对，请用 | 隔开' }
    return checked([wordings], gaps)
  }
  const pieces = piecesFor(text, gaps)
  if (pieces === 'unclear') return { fault: `答案“${text.slice(0, 30)}”有几种分法，请用；把每个空的答案隔开` }
  if (!pieces) return { fault: `题干有 ${gaps} 个空，答案“${text.slice(0, 30)}”分不成 ${gaps} 个；请用；隔开` }
  return checked(pieces.map(wordingsOf), gaps)
}

function checked(accepted: string[][], gaps: number): GapReading {
  if (accepted.length !== gaps) return { fault: `题干有 ${gaps} 个空（____），答案有 ${accepted.length} 个` }
  const empty = accepted.findIndex((wordings) => wordings.length === 0 || wordings.includes(''))
  return empty < 0 ? { accepted } : { fault: `第 ${empty + 1} 个空没有答案` }
}

/** Accepted wordings as one text that reading gives back, also behind “答案：” in a longer text. */
export function gapText(accepted: readonly (readonly string[])[]): string {
  const plain = accepted.map((wordings) => wordings.join('|')).join('；')
  const back = plain.includes('解析') ? undefined : readGapAnswer(plain, accepted.length)
  if (back && 'accepted' in back && JSON.stringify(back.accepted) === JSON.stringify(accepted)) return plain
  return LITERAL + accepted.map((wordings) => wordings.map(escaped).join('|')).join('；')
}
