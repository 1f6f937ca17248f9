import * as v from '@shared/core/schema'
import {
  type BlankItem,
  type CaseItem,
  type ChoiceItem,
  type Content,
  GAP,
  type Item,
  JUDGEMENT_OPTIONS,
  letterOf,
} from './model'

/** Longest texts of a question, in characters; whatever is longer is no question. */
export const LONGEST = { stem: 2_000, option: 500, explanation: 2_000, gap: 100, tag: 20 } as const
export const MAX_OPTIONS = 10
export const MAX_GAPS = 10
export const MAX_PARTS = 10
export const MAX_TAGS = 8

const LETTERS = 'ABCDEFGHIJ'

const options = v.pipe(
  v.array(v.line(LONGEST.option)),
  v.minLength(2, '至少要有 2 个选项'),
  v.maxLength(MAX_OPTIONS, `最多 ${MAX_OPTIONS} 个选项`),
)
const explanation = v.optional(v.text(LONGEST.explanation), '')
const stem = v.pipe(v.text(LONGEST.stem), v.nonEmpty('没有题干'))

const single = v.object({
  kind: v.literal('single'),
  stem,
  options,
  answer: v.pipe(v.string(), v.regex(/^[A-J]$/)),
  explanation,
})
const multiple = v.object({
  kind: v.literal('multiple'),
  stem,
  options,
  answer: v.pipe(v.string(), v.regex(/^[A-J]{1,10}$/)),
  explanation,
})
const judgement = v.object({ kind: v.literal('judgement'), stem, answer: v.boolean(), explanation })
const wordings = v.pipe(v.array(v.line(LONGEST.gap)), v.minLength(1), v.maxLength(10))
const blank = v.object({
  kind: v.literal('blank'),
  stem,
  answer: v.pipe(v.array(wordings), v.minLength(1), v.maxLength(MAX_GAPS)),
  explanation,
})
const item = v.variant('kind', [single, multiple, judgement, blank])
const about = {
  code: v.optional(v.line(40)),
  source: v.optional(v.object({ document: v.line(60), version: v.plainDate(), article: v.line(30) })),
  chapter: v.optional(v.line(60)),
  difficulty: v.optional(v.picklist([1, 2, 3]), 2),
  tags: v.optional(v.pipe(v.array(v.line(LONGEST.tag)), v.maxLength(MAX_TAGS)), []),
}
const parts = v.pipe(v.array(item), v.minLength(1), v.maxLength(MAX_PARTS))

/** 题库文件中的一道题 — how a question stands in a JSON file: letters for choices, `____` for gaps. */
export const FileQuestion = v.variant('kind', [
  v.object({ ...single.entries, ...about }),
  v.object({ ...multiple.entries, ...about }),
  v.object({ ...judgement.entries, ...about }),
  v.object({ ...blank.entries, ...about }),
  v.object({ kind: v.literal('case'), stem, parts, explanation, ...about }),
])
export type FileQuestion = v.InferOutput<typeof FileQuestion>
type FileItem = v.InferOutput<typeof item>

/** 题库文件 — the published JSON format of a bank. */
export const BankFile = v.object({ bank: v.line(40), title: v.line(60), questions: v.array(FileQuestion) })
export type BankFile = v.InferOutput<typeof BankFile>

const keyOf = (letters: string): number[] =>
  [...new Set([...letters].map((letter) => LETTERS.indexOf(letter)))].sort((a, b) => a - b)
const toOptions = (texts: readonly string[]) => texts.map((text) => ({ text }))

function toItem(from: FileItem): Item {
  const { stem: asked, explanation: why } = from
  switch (from.kind) {
    case 'single':
    case 'multiple':
      return {
        kind: from.kind,
        stem: asked,
        options: toOptions(from.options),
        key: keyOf(from.answer),
        explanation: why,
      }
    case 'judgement':
      return {
        kind: 'judgement',
        stem: asked,
        options: toOptions(JUDGEMENT_OPTIONS),
        key: [from.answer ? 0 : 1],
        explanation: why,
      }
    case 'blank':
      return { kind: 'blank', stem: asked, accepted: from.answer, explanation: why }
  }
}

/** What a question of a file asks and is answered with. */
export const contentOfFile = (question: FileQuestion): Content =>
  question.kind === 'case'
    ? { kind: 'case', stem: question.stem, parts: question.parts.map(toItem), explanation: question.explanation }
    : toItem(question)

function fromItem(content: Item): FileItem {
  const { stem: asked, explanation: why } = content
  if (content.kind === 'blank') {
    const answer = content.accepted.map((all) => [...all])
    return { kind: 'blank', stem: asked, answer, explanation: why }
  }
  if (content.kind === 'judgement')
    return { kind: 'judgement', stem: asked, answer: content.key[0] === 0, explanation: why }
  return {
    kind: content.kind,
    stem: asked,
    options: content.options.map(({ text }) => text),
    answer: content.key.map(letterOf).join(''),
    explanation: why,
  }
}

/** The same as it stands in a file. Pictures stay behind. */
export const fileOfContent = (
  content: Content,
  about: Pick<FileQuestion, 'code' | 'source' | 'chapter' | 'difficulty' | 'tags'>,
): FileQuestion =>
  content.kind === 'case'
    ? {
        kind: 'case',
        stem: content.stem,
        parts: content.parts.map(fromItem),
        explanation: content.explanation,
        ...about,
      }
    : { ...fromItem(content), ...about }

const choiceFault = ({ kind, options, key }: ChoiceItem): string | undefined => {
  if (key.length === 0) return '没有答案'
  if (key.some((place) => place < 0 || place >= options.length))
    return `答案是 ${key.map(letterOf).join('')}，但只有 ${options.length} 个选项`
  if (kind !== 'multiple' && key.length > 1) return '只能有一个答案'
  const texts = options.map(({ text, picture }) => `${text.replace(/\s/g, '')}|${picture ?? ''}`)
  if (new Set(texts).size !== texts.length) return '有两个选项一样'
  return options.some(({ text, picture }) => text.trim() === '' && !picture) ? '有空的选项' : undefined
}

const blankFault = ({ stem: asked, accepted }: BlankItem): string | undefined => {
  const gaps = asked.split(GAP).length - 1
  return gaps === accepted.length ? undefined : `题干有 ${gaps} 个空（____），答案有 ${accepted.length} 个`
}

const itemFault = (one: Item): string | undefined => (one.kind === 'blank' ? blankFault(one) : choiceFault(one))

/** Why this cannot be asked, or undefined when it can. */
export function findFault(content: Content): string | undefined {
  if (content.kind !== 'case') return itemFault(content)
  const faults = (content as CaseItem).parts.flatMap((part, i) => {
    const fault = itemFault(part)
    return fault ? [`第 ${i + 1} 小题：${fault}`] : []
  })
  return faults[0]
}
