import type { FileEvidence, TruthScheme } from '../model'
import { bareAnswer } from './readChoiceAnswer'
import { findTruth } from './truth'

export type TruthReading = { truth: boolean } | { fault: string }

/** What each option of a judgement means; undefined when one of them is no word for right or wrong. */
export function truthsOfOptions(options: readonly string[]): boolean[] | undefined {
  const truths = options.map(findTruth)
  const known = truths.filter((truth) => truth !== undefined)
  return known.length === options.length && new Set(known).size === 2 && options.length === 2 ? known : undefined
}

const byScheme = (digit: number, scheme: TruthScheme, truths: readonly boolean[]): boolean | undefined => {
  if (scheme === 'truth') return digit === 1 ? true : digit === 0 ? false : undefined
  return truths[digit - (scheme === 'one' ? 1 : 0)]
}

/** The order in which nearly everybody writes them; a scheme that counts places needs one. */
const USUAL = [true, false]

/**
 * Reads the answer of a judgement: a word, a sign, a digit or the letter of an option. Where a digit or letter may mean either, nothing
 * is guessed.
 */
export function readTruthAnswer(raw: string, options: readonly string[], evidence: FileEvidence): TruthReading {
  const answer = bareAnswer(raw)
  if (answer === '') return { fault: '没有答案' }
  const truth = findTruth(answer)
  if (truth !== undefined) return { truth }
  const truths = truthsOfOptions(options)
  if (options.length > 0 && !truths) return { fault: '判断题的选项不是“正确”和“错误”；要么改选项，要么改成单选题' }
  const digit = /^[012](\.0)?$/.test(answer) ? Number(answer) : undefined
  if (digit !== undefined) {
    const readings = evidence.truthDigits.map((scheme) => byScheme(digit, scheme, truths ?? USUAL))
    const [first] = readings
    return first !== undefined && readings.every((one) => one === first)
      ? { truth: first }
      : { fault: `答案是 ${digit}：看不出代表正确还是错误，请写“正确”或“错误”` }
  }
  const letter = /^[AB]$/i.test(answer.normalize('NFKC')) ? answer.normalize('NFKC').toUpperCase() : undefined
  if (letter) {
    const [ofA] = truths ?? [evidence.letterATrue]
    if (ofA === undefined) return { fault: `答案是 ${letter}，但没有写 ${letter} 代表正确还是错误` }
    return { truth: letter === 'A' ? ofA : !ofA }
  }
  return { fault: `判断题的答案“${answer.slice(0, 30)}”不是正确或错误` }
}
