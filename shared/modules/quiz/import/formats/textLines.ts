import { findKind } from '../cells/readKind'
import { LITERAL, tidyText } from '../cells/tidyText'
import type { QuestionField } from '../model'

/** What a line of a pasted text begins. */
export type TextLine =
  | { is: 'empty' }
  | { is: 'section'; kind: string }
  | { is: 'chapter'; chapter: string }
  | { is: 'answers' }
  | { is: 'question'; number?: number; text: string }
  | { is: 'options'; text: string }
  | { is: 'field'; field: QuestionField; text: string }
  | { is: 'more'; text: string }

const SECTION =
  /^(?:第?[一二三四五六七八九十]+(?:部分|大题)?\s*[、.．:：\s]\s*)?([^\s:：,，。]{2,8}?题|是非|判断|单选|多选|填空)\s*(?:[(（【].*[)）】])?\s*[:：。]?(?:\s*共.*)?$/
const CHAPTER = /^第\s*[一二三四五六七八九十百\d]+\s*[章篇编](?:\s+|[:：、])?[^。？?]{0,40}$/
const ANSWERS = /^[【[]?(参考|标准|正确)答案[】\]]?\s*[:：]?$|^答案\s*[:：]?$/
const NUMBERED =
  /^(?:第\s*(\d{1,5})\s*题\s*[:：.、．]?|[(（]\s*(\d{1,5})\s*[)）]|(\d{1,5})\s*(?:[、．)）:：]|\.(?!\d)))\s*(?!\d)(.*)$/
const KIND_FIRST = /^[【[(（]\s*([^【】[\]()（）]{2,8})\s*[】\])）]\s*[:：]?\s*\S/
const OPTION =
  /^(?:[(（[【]\s*[A-Za-zＡ-Ｚａ-ｚ]\s*[)）\]】]|[A-Za-zＡ-Ｚａ-ｚ]\s*[.．、:：)）])\s*\S?|^[A-J]\s+\S|^[①②③④⑤⑥⑦⑧⑨⑩]/

/** Names of fields in front of a colon or in brackets. */
const FIELDS: readonly (readonly [QuestionField, RegExp])[] = [
  ['answer', /^(?:正确|参考|标准)?答案$|^answer$|^ans$|^key$/i],
  ['explanation', /^(?:试题|答案|题目)?(?:解析|分析|详解|解释)$|^explanation$/i],
  ['difficulty', /^难(?:度|易|易度|易程度|度等级)$|^difficulty$/i],
  ['chapter', /^(?:所属)?章节?$|^chapter$/i],
  ['tags', /^标签$|^知识点$|^考点$|^tags?$/i],
  ['citation', /^(?:出处|依据|法规依据)$/i],
  ['kind', /^题型$|^试题类型$|^type$/i],
  ['code', /^题目编码$/],
]
const NAMED =
  /^[【[]\s*([^【】[\]\s]{1,8})\s*[】\]]\s*[:：]?\s*(.*)$|^([\u4e00-\u9fa5]{1,6}|[A-Za-z]{3,11})\s*[:：]\s*(.*)$/

function findField(line: string): { field: QuestionField; text: string } | undefined {
  const [, inBrackets, after, plain, behind] = NAMED.exec(line) ?? []
  const name = inBrackets ?? plain
  const found = name && FIELDS.find(([, pattern]) => pattern.test(name))
  return found ? { field: found[0], text: after ?? behind ?? '' } : undefined
}

/** Says what one line begins; whether it really does is decided by what stands before it. */
export function classifyLine(raw: string): TextLine {
  // What stands behind the mark is taken as it is, so such a line is not tidied here.
  const marked = raw.includes(LITERAL)
  const whole = marked ? raw.trimStart() : tidyText(raw)
  const line = whole.replace(/[\t\u00a0\u2000-\u200a\u3000]/g, ' ')
  const tail = (text: string): string => whole.slice(whole.length - text.length)
  if (line.startsWith(LITERAL)) return { is: 'more', text: whole }
  if (line.trim() === '') return { is: 'empty' }
  const field = findField(line)
  if (ANSWERS.test(line)) return { is: 'answers' }
  if (field) return { is: 'field', field: field.field, text: tail(field.text) }
  const [, kind] = SECTION.exec(line) ?? []
  if (kind && findKind(kind) && line.length <= 60) return { is: 'section', kind }
  if (CHAPTER.test(line)) return { is: 'chapter', chapter: whole }
  const numbered = NUMBERED.exec(line)
  if (numbered) {
    const number = Number(numbered[1] ?? numbered[2] ?? numbered[3])
    return { is: 'question', number, text: tail(numbered[4] ?? '') }
  }
  const [, mark] = KIND_FIRST.exec(line) ?? []
  if (mark && findKind(mark)) return { is: 'question', text: whole }
  return OPTION.test(line) ? { is: 'options', text: whole } : { is: 'more', text: whole }
}
