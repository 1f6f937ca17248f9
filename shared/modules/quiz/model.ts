import type { PlainDate } from '@shared/core/plainDate'

/** 题型 — in the order in which a paper shows them. */
export const QUESTION_KIND_LABELS = {
  single: '单选题',
  multiple: '多选题',
  judgement: '判断题',
  blank: '填空题',
  case: '案例题',
} as const
export type QuestionKind = keyof typeof QUESTION_KIND_LABELS
export const QUESTION_KINDS = Object.keys(QUESTION_KIND_LABELS) as readonly QuestionKind[]

/** 难度 */
export const DIFFICULTY_LABELS = { 1: '容易', 2: '中等', 3: '较难' } as const
export type Difficulty = keyof typeof DIFFICULTY_LABELS

/** A gap in the stem of a fill-in question. */
export const GAP = '____'

/** What a judgement is answered with: place 0 is right, place 1 is wrong. */
export const JUDGEMENT_OPTIONS = ['正确', '错误'] as const

/** 选项 — a text, a picture, or both. */
export interface Option {
  text: string
  /** Id of a stored picture. */
  picture?: string
}

/** Answered by choosing: single, multiple and judgement. */
export interface ChoiceItem {
  kind: 'single' | 'multiple' | 'judgement'
  stem: string
  picture?: string
  options: Option[]
  /** 答案 — places of the right options, ascending from 0. */
  key: number[]
  explanation: string
}

/** 填空 — one list of accepted wordings for each gap. */
export interface BlankItem {
  kind: 'blank'
  stem: string
  picture?: string
  accepted: string[][]
  explanation: string
}

export type Item = ChoiceItem | BlankItem

/** 案例 — one situation, several items about it. */
export interface CaseItem {
  kind: 'case'
  stem: string
  picture?: string
  parts: Item[]
  explanation: string
}

/** 题目内容 — everything that makes it this question and no other. */
export type Content = Item | CaseItem

/** 出处 — the article a question rests on, in the version it was checked against. */
export interface Citation {
  document: string
  /** Day from which that version applies. */
  version: PlainDate
  article: string
}

/** `《安全生产法》第28条`. */
export const citationLabel = ({ document, article }: Pick<Citation, 'document' | 'article'>): string =>
  `《${document}》${article}`

/** A … J, as options are called. */
export const letterOf = (place: number): string => 'ABCDEFGHIJ'.charAt(place)

/** What somebody answers: places chosen, texts for the gaps, or one answer for each part of a case; null = left open. */
export type ItemAnswer = readonly number[] | readonly string[] | null
export type Answer = ItemAnswer | { readonly parts: readonly ItemAnswer[] }

/** 题目状态 — `flagged`: the text it cites is no longer in force, or item statistics or an appeal ask for a look; not drawn until reviewed. */
export const QUESTION_STATE_LABELS = { active: '在用', flagged: '待复核', retired: '停用' } as const
export type QuestionState = keyof typeof QUESTION_STATE_LABELS
