import { isPlainDate } from '@shared/core/plainDate'
import { LONGEST, MAX_TAGS } from '../../bankFile'
import { type Citation, DIFFICULTY_LABELS, type Difficulty } from '../../model'
import { LITERAL, literalOf, tidyText } from './tidyText'

const DEGREES: readonly (readonly [Difficulty, RegExp])[] = [
  [1, /^(容易|较易|较容易|易|简单|较简单|低|低级|初级|基础|easy|low)$/],
  [2, /^(中等|中|一般|适中|中级|普通|正常|medium|normal|middle)$/],
  [3, /^(较难|难|困难|很难|高|高级|高难|hard|difficult|high)$/],
]
const FIVE: readonly Difficulty[] = [1, 1, 2, 3, 3]

const degreeOf = (text: string): number | undefined => {
  const stars = text.match(/[★⭐*]/g)?.length
  if (stars && /^[★☆⭐*\s]+$/.test(text)) return stars
  return /^[1-9](\.0)?$/.test(text) ? Number(text) : undefined
}

/** Does this difficulty need a scale of five? */
export const needsFive = (raw: string): boolean => (degreeOf(tidyText(raw)) ?? 0) > 3

/** 难度 of a cell; undefined when it is empty or no difficulty. */
export function findDifficulty(raw: string, fiveDegrees: boolean): Difficulty | undefined {
  const text = tidyText(raw)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(题|度)$/, '')
  const word = DEGREES.find(([, pattern]) => pattern.test(text))
  if (word) return word[0]
  const degree = degreeOf(tidyText(raw))
  if (degree === undefined) return undefined
  if (fiveDegrees) return FIVE[degree - 1]
  return degree === 1 || degree === 2 || degree === 3 ? degree : undefined
}

export const difficultyText = (difficulty: Difficulty): string => DIFFICULTY_LABELS[difficulty]

const TAG_SIGNS = /[;；、,，|｜\n]+|\s*#\s*/

/** Tags of a cell, those too long for one left out; a marked cell has one tag a line. */
export function readTags(raw: string): { tags: string[]; dropped: string[] } {
  const literal = literalOf(raw)
  const all = (literal === undefined ? tidyText(raw).split(TAG_SIGNS) : literal.split('\n')).map((tag) => tag.trim())
  const filled = [...new Set(all.filter((tag) => tag !== ''))]
  const tags = filled.filter((tag) => tag.length <= LONGEST.tag).slice(0, MAX_TAGS)
  return { tags, dropped: filled.filter((tag) => !tags.includes(tag)) }
}

/** What a spreadsheet could take for a formula is marked, and then there is one tag a line. */
const FORMULA = /^[=+\-@＝＋－＠]/

/** Tags as one text that reading gives back. */
export function tagsText(tags: readonly string[]): string {
  const plain = tags.join('；')
  return !FORMULA.test(plain) && JSON.stringify(readTags(plain).tags) === JSON.stringify(tags)
    ? plain
    : `${LITERAL}${tags.join('\n')}`
}

const CITATION = /^《(.{1,60})》\s*(\d{4}-\d\d-\d\d)\s+(\S.{0,29})$/

/** 出处 — `《安全生产法》2021-09-01 第28条`; undefined for anything less exact: a version is never guessed. */
export function findCitation(raw: string): Citation | undefined {
  const [, document, version, article] = CITATION.exec(tidyText(raw)) ?? []
  return document && article && version && isPlainDate(version) ? { document, version, article } : undefined
}

export const citationText = ({ document, version, article }: Citation): string => `《${document}》${version} ${article}`

/** A chapter or code: one line. */
export const readLine = (raw: string): string => literalOf(raw) ?? tidyText(raw).replace(/\n/g, ' ')

/** An explanation without the word in front that says it is one. */
export const readExplanation = (raw: string): string =>
  literalOf(raw) ?? tidyText(raw).replace(/^[【[]?(?:答案|试题|题目)?解析[】\]]?\s*[:：]\s*/, '')
