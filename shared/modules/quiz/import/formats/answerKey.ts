import { findKind } from '../cells/readKind'
import type { QuestionTexts } from '../model'
import { classifyLine } from './textLines'

/** A question of a text with what an answer list at the end names it by. */
export interface KeyedQuestion {
  row: number
  number?: number
  section: string
  texts: QuestionTexts
}

/** A heading as questions and answers are matched by: “单选题” and “单项选择题” are the same. */
export function sectionKey(section: string): string {
  const reading = findKind(section)
  return reading && 'kind' in reading ? reading.kind : section
}

const ONE = '[A-Ja-j]{1,10}|[√×✓✗对错]|正确|错误'
const RANGE = new RegExp(`(\\d{1,5})\\s*[-—–~～至]\\s*(\\d{1,5})\\s*[:：.、]?\\s*((?:(?:${ONE})[\\s,，、]*)+)`, 'g')
const SINGLE = new RegExp(`(\\d{1,5})\\s*[:：.、．)）]?\\s*(${ONE})(?![A-Za-z])`, 'g')

/** Answers of a range: as many groups as questions, or as many letters. */
function answersOf(text: string, count: number): string[] | undefined {
  const groups = text.trim().split(/[\s,，、]+/)
  if (groups.length === count) return groups
  const letters = [...text.replace(/[\s,，、]+/g, '')]
  return letters.length === count ? letters : undefined
}

/** Reads a list such as `1-5 ABCDA 6.B 7.√`, below headings that name kinds: `kind:number` → answer. */
export function readAnswerKey(lines: readonly string[]): ReadonlyMap<string, string> {
  const answers = new Map<string, string>()
  let section = ''
  const put = (number: number, answer: string): void => {
    answers.set(`${section}:${number}`, answer)
    if (section !== '' && !answers.has(`:${number}`)) answers.set(`:${number}`, answer)
  }
  for (const line of lines) {
    const read = classifyLine(line)
    if (read.is === 'section') {
      section = sectionKey(read.kind)
      continue
    }
    const rest = line.normalize('NFKC').replace(RANGE, (_, from: string, to: string, text: string) => {
      const list = answersOf(text, Number(to) - Number(from) + 1)
      for (const [i, answer] of (list ?? []).entries()) put(Number(from) + i, answer)
      return ' '
    })
    for (const [, number, answer] of rest.matchAll(SINGLE)) if (number && answer) put(Number(number), answer)
  }
  return answers
}
