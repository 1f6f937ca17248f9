import { needsFive } from './cells/readAbout'
import { bareAnswer, digitsOf, lettersOf, readChoiceAnswer } from './cells/readChoiceAnswer'
import { readKind } from './cells/readKind'
import { readOptions, splitsOf } from './cells/readOptions'
import { truthsOfOptions } from './cells/readTruth'
import { tidyText } from './cells/tidyText'
import type { DigitScheme, FileEvidence, QuestionTexts, TruthScheme } from './model'

/** One side must outweigh the other so many times before the other counts as slips of the pen. */
const OUTWEIGHS = 20
const MOST = 0.6
const NEARLY_ALL = 0.8

/** The sign that parts options in most rows; `；` only when it is nearly all of them. */
function usualSeparator(cells: readonly string[]): string | undefined {
  const counts = new Map<string, number>()
  let parted = 0
  for (const cell of cells) {
    const splits = splitsOf(cell)
    if (splits.length > 0) parted += 1
    for (const { id } of splits) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  const [best, next] = [...counts].filter(([id]) => id !== 'semicolon').sort((a, b) => b[1] - a[1])
  if (best && best[1] >= parted * MOST && best[1] > (next?.[1] ?? 0)) return best[0]
  return (counts.get('semicolon') ?? 0) >= Math.max(1, parted * NEARLY_ALL) ? 'semicolon' : undefined
}

interface Tally {
  letters: number
  /** Rows whose digit is no text of an option. */
  digits: number
  digitTexts: number
  fromZero: number
  fromOne: number
  choices: number
  truths: Map<number, number>
  truthOptions: boolean
  lettersATrue: Set<boolean>
}

function countChoice(tally: Tally, answer: string, options: readonly string[]): void {
  tally.choices += 1
  if (lettersOf(answer)) tally.letters += 1
  const digits = digitsOf(answer, options.length)
  if (!digits) return
  const isText = 'key' in readChoiceAnswer(answer, options, [], true)
  if (isText) {
    tally.digitTexts += 1
    return
  }
  tally.digits += 1
  if (digits.some((digit) => digit > options.length)) return
  const [zero, last] = [digits.includes(0), digits.includes(options.length)]
  if (zero && !last) tally.fromZero += 1
  if (last && !zero) tally.fromOne += 1
}

function countTruth(tally: Tally, answer: string, options: readonly string[]): void {
  const truths = truthsOfOptions(options)
  if (truths) {
    tally.truthOptions = true
    tally.lettersATrue.add(truths[0] === true)
  }
  if (/^[012](\.0)?$/.test(answer)) tally.truths.set(Number(answer), (tally.truths.get(Number(answer)) ?? 0) + 1)
}

function tallyOf(rows: readonly QuestionTexts[], separator: string | undefined): Tally {
  const tally: Tally = {
    letters: 0,
    digits: 0,
    digitTexts: 0,
    fromZero: 0,
    fromOne: 0,
    choices: 0,
    truths: new Map(),
    truthOptions: false,
    lettersATrue: new Set(),
  }
  for (const { kind = '', options = '', answer = '' } of rows) {
    const reading = readKind(kind)
    if (reading && 'refused' in reading) continue
    const split = readOptions(options, separator)
    const texts = 'texts' in split ? split.texts : []
    const isTruth = reading ? reading.kind === 'judgement' : truthsOfOptions(texts) !== undefined
    if (isTruth) countTruth(tally, bareAnswer(answer), texts)
    else if (texts.length > 1) countChoice(tally, bareAnswer(answer), texts)
  }
  return tally
}

/** What digits can mean in choices: both while nothing tells, none when the file contradicts itself. */
function digitSchemes({ fromZero, fromOne }: Tally): readonly DigitScheme[] {
  if (fromZero === 0 && fromOne === 0) return ['zero', 'one']
  if (fromZero > fromOne * OUTWEIGHS) return ['zero']
  if (fromOne > fromZero * OUTWEIGHS) return ['one']
  return []
}

function truthSchemes(tally: Tally, digits: readonly DigitScheme[]): readonly TruthScheme[] {
  const there = (digit: number): boolean => tally.truths.has(digit)
  if (there(2)) return there(0) ? [] : ['one']
  const placesAreLetters = tally.letters > 0 && tally.digits === 0
  const placesUnwritten = tally.choices === 0 && !tally.truthOptions
  return (['truth', 'zero', 'one'] as const).filter((scheme) => {
    if (scheme === 'truth') return true
    if (placesAreLetters || placesUnwritten) return false
    return digits.includes(scheme) && !(scheme === 'one' && there(0))
  })
}

function isNumbered(stems: readonly string[]): boolean {
  const numbers = stems.map((stem) => /^(\d{1,5})[\s\u00a0]+(?!\d)/.exec(stem.trim())?.[1])
  const steps = numbers.filter((number, i) => i > 0 && Number(number) === Number(numbers[i - 1]) + 1).length
  return stems.length >= 3 && steps >= (stems.length - 1) * NEARLY_ALL
}

/** Looks through all rows of a file for what a single row cannot tell. */
export function collectEvidence(rows: readonly QuestionTexts[]): FileEvidence {
  const separator = usualSeparator(rows.flatMap(({ options }) => (options?.trim() ? [options] : [])))
  const tally = tallyOf(rows, separator)
  const digits = digitSchemes(tally)
  const [letterATrue, contradicted] = [...tally.lettersATrue]
  return {
    digits,
    digitsAreTexts: tally.letters > 0 && tally.digits === 0 && tally.digitTexts > 0,
    truthDigits: truthSchemes(tally, digits),
    ...(letterATrue !== undefined && contradicted === undefined && { letterATrue }),
    ...(separator && { separator }),
    numbered: isNumbered(rows.map(({ stem = '' }) => tidyText(stem))),
    fiveDegrees: rows.some(({ difficulty }) => difficulty && needsFive(difficulty)),
  }
}
