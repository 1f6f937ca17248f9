import { plainText } from '../../grading'
import { letterOf } from '../../model'
import type { DigitScheme } from '../model'
import { readLabels } from './labels'
import { splitsOf } from './readOptions'
import { tidyText } from './tidyText'

/** Places of the right options, ascending from 0, or why the answer cannot be told. */
export type ChoiceReading = { key: number[] } | { fault: string }

const LETTERED = /^[A-Z]([\s,，、;；.|/*#&和及与+-]*[A-Z])*$/
const DIGITS = /^\d{1,2}([\s,，、;；.|/*#&和及与+-]+\d{1,2})*$|^\d{1,10}$/
const WRAPPED = /^[(（[【]\s*(.*?)\s*[)）\]】]$/

/** The bare answer: nothing in front, around or behind it that only presents it. */
export function bareAnswer(raw: string): string {
  const text = tidyText(raw)
    .replace(/^'/, '')
    .replace(/^(正确|标准|参考)?(答案|选项)\s*(是|为)?\s*[:：]?\s*/, '')
  return (WRAPPED.exec(text)?.[1] ?? text).replace(/[.。]$/, '').trim()
}

const folded = (text: string): string => text.normalize('NFKC').toUpperCase()

/** Letters of an answer in the order written; undefined when it is no list of letters. */
export function lettersOf(answer: string): string[] | undefined {
  const text = folded(answer)
  return LETTERED.test(text) ? (text.match(/[A-Z]/g) ?? []) : undefined
}

/** Digits of an answer, `134` as three; undefined when it is none. */
export function digitsOf(answer: string, options: number): number[] | undefined {
  const text = folded(answer).replace(/^(\d{1,2})\.0$/, '$1')
  if (!DIGITS.test(text)) return undefined
  const parts = text.match(/\d+/g) ?? []
  const [only = ''] = parts
  return parts.length === 1 && only.length > 1 && Number(only) > options ? [...only].map(Number) : parts.map(Number)
}

const unique = (places: readonly number[]): number[] => [...new Set(places)].sort((a, b) => a - b)

/** The option a text is, whatever its width, spaces and signs around it. */
const placeOf = (text: string, options: readonly string[]): number => {
  const wanted = plainText(text)
  const found = options.flatMap((option, i) => (plainText(option) === wanted ? [i] : []))
  return wanted !== '' && found.length === 1 ? (found[0] ?? -1) : -1
}

const PARTING = [/[;；]/, /[、]/, /[,，]/, /\s+/]

/** Options named by their texts: the whole answer is one, or it comes apart into several. */
function byTexts(answer: string, options: readonly string[]): number[] | undefined {
  const whole = placeOf(answer, options)
  if (whole >= 0) return [whole]
  const ways = [...splitsOf(answer).map(({ pieces }) => pieces), ...PARTING.map((sign) => answer.split(sign))]
  for (const pieces of ways) {
    const places = pieces.filter((piece) => piece.trim() !== '').map((piece) => placeOf(piece, options))
    if (places.length > 1 && !places.includes(-1) && new Set(places).size === places.length) return unique(places)
  }
  return undefined
}

/** `B. 立即撤离`: the letter and the text must say the same. */
function byMarkedText(answer: string, options: readonly string[]): ChoiceReading | undefined {
  const found = /^([A-Z])\s*[.．、:：)）\s]\s*(\S.*)$/s.exec(
    answer.normalize('NFKC').replace(/^[a-z]/, (letter) => letter.toUpperCase()),
  )
  if (!found) return undefined
  const place = (found[1] ?? '').charCodeAt(0) - 65
  if (placeOf(found[2] ?? '', options) === place) return { key: [place] }
  const lines = splitsOf(answer).map(({ pieces }) => pieces.map((piece) => readMarkedPiece(piece, options)))
  const whole = lines.find((places) => !places.includes(-1))
  return whole ? { key: unique(whole) } : { fault: `答案“${answer.slice(0, 30)}”的字母和文字对不上选项` }
}

function readMarkedPiece(piece: string, options: readonly string[]): number {
  const reading = readLabels([piece])
  const text = 'texts' in reading ? (reading.texts[0] ?? '') : ''
  const place = piece.normalize('NFKC').toUpperCase().charCodeAt(0) - 65
  return placeOf(text, options) === place ? place : -1
}

function byLetters(letters: readonly string[]): ChoiceReading {
  const places = letters.map((letter) => letter.charCodeAt(0) - 65)
  const twice = letters.find((letter, i) => letters.indexOf(letter) !== i)
  return twice ? { fault: `答案里 ${twice} 写了两次` } : { key: unique(places) }
}

function byDigits(digits: readonly number[], options: number, schemes: readonly DigitScheme[]): ChoiceReading {
  const readings = schemes.map((scheme) => digits.map((digit) => digit - (scheme === 'one' ? 1 : 0)))
  const possible = readings.filter((places) => places.every((place) => place >= 0 && place < options))
  const [first, second] = possible
  const shown = digits.join('、')
  if (new Set(digits).size !== digits.length) return { fault: `答案里有重复的数字：${shown}` }
  if (schemes.length === 0)
    return { fault: `答案是 ${shown}：这份文件里的数字有的从 0 数起、有的从 1 数起，请改成字母` }
  if (schemes.length === 1) {
    const [places = []] = readings
    const wrong = places.some((place) => place < 0 || place >= options)
    return wrong ? { fault: `答案是 ${shown}，但只有 ${options} 个选项` } : { key: unique(places) }
  }
  if (first && !second) return { key: unique(first) }
  return first
    ? { fault: `答案是 ${shown}：看不出是从 0 数起还是从 1 数起，请改成字母` }
    : { fault: `答案是 ${shown}，对不上 ${options} 个选项` }
}

function lettersOrTexts(answer: string, letters: readonly string[], texts: number[] | undefined, options: number) {
  const reading = byLetters(letters)
  if (!texts || ('key' in reading && reading.key.join() === texts.join())) return reading
  const outside = letters.some((letter) => letter.charCodeAt(0) - 65 >= options)
  return outside ? { key: texts } : { fault: `答案“${answer}”可以看作字母，也可以看作选项的文字` }
}

function digitsOrTexts(
  answer: string,
  digits: readonly number[],
  texts: number[] | undefined,
  options: number,
  schemes: readonly DigitScheme[],
): ChoiceReading {
  const reading = byDigits(digits, options, schemes)
  if (!texts) return reading
  const same = 'key' in reading && reading.key.join() === texts.join()
  const isNumber = /^\d{2,}$/.test(answer) || digits.some((digit) => digit > options)
  return same || isNumber ? { key: texts } : { fault: `答案“${answer}”可以看作选项的序号，也可以看作选项的文字` }
}

/**
 * Reads which options an answer means: letters, digits, the text itself, or a letter with its text.
 * @param schemes how digits may be meant in this file
 * @param digitsAreTexts digits that are the text of an option are nothing else in this file
 */
export function readChoiceAnswer(
  raw: string,
  options: readonly string[],
  schemes: readonly DigitScheme[],
  digitsAreTexts = false,
): ChoiceReading {
  const answer = bareAnswer(raw)
  if (answer === '') return { fault: '没有答案' }
  const letters = lettersOf(answer)
  if (letters?.length === 1) return byLetters(letters)
  const texts = byTexts(tidyText(raw), options) ?? byTexts(answer, options)
  if (letters) return lettersOrTexts(answer, letters, texts, options.length)
  const digits = digitsOf(answer, options.length)
  if (digits && !(texts && digitsAreTexts)) return digitsOrTexts(answer, digits, texts, options.length, schemes)
  if (texts) return { key: texts }
  return byMarkedText(answer, options) ?? { fault: `答案“${answer.slice(0, 30)}”不是任何一个选项` }
}

/** An answer in the one spelling. */
export const choiceText = (key: readonly number[]): string => key.map(letterOf).join('')
