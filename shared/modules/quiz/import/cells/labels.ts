import { LITERAL } from './tidyText'

/** Marks in front of options, read off: the texts behind them, or what is wrong with the marks. */
export type LabelReading = { texts: string[]; labelled: boolean } | { fault: string }

interface Label {
  place: number
  rest: string
  /** A letter with a sign behind it can be nothing else. */
  strong: boolean
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const CIRCLED = '①②③④⑤⑥⑦⑧⑨⑩'
const BRACKETED = /^[(（[【〔]\s*([A-Za-z])\s*[)）\]】〕]\s*[.．、:：]?\s*/
const PUNCTUATED = /^([A-Za-z])\s*[.．、:：)）\]】。,，]\s*/
const SPACED = /^([A-Za-z])\s+/
const NUMBERED = /^[(（]?(\d{1,2})\s*[)）.．、]\s*(?!\d)/

/** Full-width letters as plain ones, for labels only. */
const plainLetter = (text: string): string =>
  text.replace(/^([(（[【〔]?\s*)([\uff21-\uff3a\uff41-\uff5a])/, (_, before: string, letter: string) => {
    return `${before}${String.fromCharCode(letter.charCodeAt(0) - 0xfee0)}`
  })

function readLabel(piece: string): Label | undefined {
  if (piece.startsWith(LITERAL)) return undefined
  const text = plainLetter(piece)
  const lettered = BRACKETED.exec(text) ?? PUNCTUATED.exec(text)
  if (lettered) return at(lettered, text, true)
  const spaced = SPACED.exec(text)
  if (spaced) return at(spaced, text, false)
  const numbered = NUMBERED.exec(text)
  if (numbered) return { place: Number(numbered[1]) - 1, rest: text.slice(numbered[0].length), strong: false }
  const circled = CIRCLED.indexOf(text.charAt(0))
  return circled >= 0 && text !== '' ? { place: circled, rest: text.slice(1).trim(), strong: false } : undefined
}

const at = (found: RegExpExecArray, text: string, strong: boolean): Label => ({
  place: LETTERS.indexOf((found[1] ?? '').toUpperCase()),
  rest: text.slice(found[0].length),
  strong,
})

const asTheyAre = (pieces: readonly string[]): LabelReading => ({ texts: [...pieces], labelled: false })

/** An option that runs over several lines: lines without a mark go on what stands above. */
function joinLines(pieces: readonly string[]): string[] {
  const labels = pieces.map(readLabel)
  const first = labels.findIndex((label) => label?.strong)
  const isRun = first === 0 || (first === 1 && labels[1]?.place === 1)
  if (!isRun || labels.every((label, i) => label?.strong || i < first)) return [...pieces]
  return pieces.reduce<string[]>((joined, piece, i) => {
    if (i <= first || labels[i]?.strong) joined.push(piece)
    else joined.push(`${joined.pop() ?? ''} ${piece}`)
    return joined
  }, [])
}

const nameOf = (place: number): string => LETTERS.charAt(place)

function faultOf(places: readonly number[]): string {
  const twice = places.find((place, i) => places.indexOf(place) !== i)
  if (twice !== undefined) return `选项有两个 ${nameOf(twice)}`
  const missing = Array.from({ length: Math.max(...places) + 1 }, (_, i) => i).find((i) => !places.includes(i))
  return missing === undefined ? '选项的次序看不清' : `选项缺了 ${nameOf(missing)}`
}

/**
 * Takes the marks off the pieces of an options cell. The first may lack its own; marks in another order are put in order.
 * A letter or number that may as well belong to the text (“A 级”) is a mark only when what remains makes sense.
 */
export function readLabels(given: readonly string[], overLines = false): LabelReading {
  const pieces = overLines ? joinLines(given) : [...given]
  const labels = pieces.map(readLabel)
  const marked = labels.filter((label) => label !== undefined)
  if (marked.length === 0) return asTheyAre(pieces)
  const inOrder = labels.every((label, i) => label?.place === i || (i === 0 && label === undefined))
  const strong = marked.filter((label) => label.strong)
  if (inOrder && (pieces.length > 1 || strong.length === 1)) {
    const texts = pieces.map((piece, i) => labels[i]?.rest ?? piece)
    const sensible = texts.every((text) => text.trim() !== '') && new Set(texts).size === texts.length
    return strong.length === marked.length || sensible ? { texts, labelled: true } : asTheyAre(pieces)
  }
  if (strong.length < 2 || strong.length * 2 < pieces.length) return asTheyAre(pieces)
  const places = labels.map((label, i) => label?.place ?? (i === 0 ? 0 : -1))
  if (places.includes(-1)) return { fault: '有的选项有标号，有的没有，看不清' }
  const isPermutation = new Set(places).size === pieces.length && Math.max(...places) === pieces.length - 1
  if (!isPermutation) return { fault: faultOf(places) }
  return { texts: places.map((_, i) => labels[places.indexOf(i)]?.rest ?? pieces[0] ?? ''), labelled: true }
}

interface Mark {
  letter: string
  start: number
  end: number
  /** Something other than a word stands before it. */
  free: boolean
}

const INLINE = /(?<![A-Za-z0-9])[(（]?([A-Za-z])\s*([.．、:：)）])\s*/g
const INLINE_SPACED = /(?<=^|\s)([A-Za-z])(\s)\s*/g

function marksOf(text: string, pattern: RegExp): Mark[] {
  return [...text.matchAll(pattern)].map((match) => ({
    letter: (match[1] ?? '').toUpperCase(),
    start: match.index,
    end: match.index + match[0].length,
    free: match.index === 0 || /[\s；;]/.test(text.charAt(match.index - 1)),
  }))
}

/** The one run A, B, C … among marks; undefined when there is none or more than one. */
function runOf(marks: readonly Mark[]): Mark[] | undefined {
  const pick = (from: readonly Mark[]): Mark[] | undefined => {
    const first = from[0]?.letter
    if (first !== 'A' && first !== 'B') return undefined
    const isRun = from.every((mark, i) => mark.letter === LETTERS.charAt(i + (first === 'A' ? 0 : 1)))
    return isRun && from.length >= 2 ? [...from] : undefined
  }
  return pick(marks) ?? pick(marks.filter((mark) => mark.free))
}

/** What is wrong with the marks of a text as they follow each other, wherever they stand. */
export function findMarkFault(text: string): string | undefined {
  const places = marksOf(text, INLINE)
    .filter((mark) => mark.free)
    .map((mark) => LETTERS.indexOf(mark.letter))
  return places.length > 1 && places.some((place, i) => place !== i) ? faultOf(places) : undefined
}

/** Options that follow each other in one line: `A.甲 B.乙 C.丙`. The first may lack its mark. */
export function readInline(text: string): { before: string; texts: string[] } | undefined {
  const folded = text.replace(/[\uff21-\uff3a\uff41-\uff5a]/g, (letter) =>
    String.fromCharCode(letter.charCodeAt(0) - 0xfee0),
  )
  const run = runOf(marksOf(folded, INLINE)) ?? runOf(marksOf(folded, INLINE_SPACED).filter((mark) => mark.free))
  const [first] = run ?? []
  if (!run || !first) return undefined
  const texts = run.map((mark, i) =>
    text
      .slice(mark.end, run[i + 1]?.start ?? text.length)
      .trim()
      .replace(/[;；]$/, '')
      .trim(),
  )
  return { before: text.slice(0, first.start).trim(), texts: first.letter === 'A' ? texts : ['', ...texts] }
}
