import type { Citation, Content, Difficulty } from '../model'

/** What a file can say of a question, in the order in which a person reads it. */
export const QUESTION_FIELDS = [
  'kind',
  'stem',
  'options',
  'answer',
  'parts',
  'explanation',
  'chapter',
  'tags',
  'difficulty',
  'citation',
  'code',
] as const
export type QuestionField = (typeof QUESTION_FIELDS)[number]

/** A question as its source writes it, text by text; nothing is understood yet. */
export type QuestionTexts = Partial<Record<QuestionField, string>>

/** One question, or one row that should be one, of a file. */
export interface SourceQuestion {
  /** Where it stands, unique in the file and ascending. */
  row: number
  /** The same in words, where a row number alone would not lead there. */
  place?: string
  texts: QuestionTexts
  /** Why it is no question: help text, an example, a repeated heading. */
  aside?: string
}

/** How a digit answers a choice: counted from 0 or from 1. */
export type DigitScheme = 'zero' | 'one'
/** How a digit answers a judgement: 1 true and 0 false, or the place of an option. */
export type TruthScheme = 'truth' | DigitScheme

/** 判读依据 — what only the file as a whole can tell. A scheme stands here as long as nothing in the file speaks against it. */
export interface FileEvidence {
  digits: readonly DigitScheme[]
  /** Choices are answered by letters: a digit that is the text of an option means that text. */
  digitsAreTexts: boolean
  truthDigits: readonly TruthScheme[]
  /** Whether option A of a judgement means “right”, where rows of the file say so. */
  letterATrue?: boolean
  /** What separates options in most rows. */
  separator?: string
  /** Stems begin with a running number and a space. */
  numbered: boolean
  /** Difficulty is told in five degrees. */
  fiveDegrees: boolean
}

/** Nothing known: everything is still possible. */
export const NO_EVIDENCE: FileEvidence = {
  digits: ['zero', 'one'],
  digitsAreTexts: false,
  truthDigits: ['truth', 'zero', 'one'],
  numbered: false,
  fiveDegrees: false,
}

/** What is to be said about one text. `ask`: only a person can tell; `gentle`: and may say “as it stands”. */
export interface QuestionIssue {
  field: QuestionField
  level: 'ask' | 'note'
  reason: string
  gentle?: true
}

/** What a bank keeps beside a question. */
export interface ReadAbout {
  code?: string
  difficulty: Difficulty
  tags: string[]
  chapter?: string
  source?: Citation
}

/** A question that can go into a bank. */
export interface ReadDraft extends ReadAbout {
  content: Content
}

/** A question after reading: its texts in the one spelling everything else is written in, and a draft when nothing is left to ask. */
export interface ReadQuestion {
  values: QuestionTexts
  issues: QuestionIssue[]
  draft?: ReadDraft
}
