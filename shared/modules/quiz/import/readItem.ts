import { GAP, type Item, JUDGEMENT_OPTIONS, type QuestionKind } from '../model'
import { readInline } from './cells/labels'
import { readChoiceAnswer } from './cells/readChoiceAnswer'
import { readGapAnswer } from './cells/readGapAnswer'
import { type KindReading, readKind } from './cells/readKind'
import { readOptions } from './cells/readOptions'
import { answerInStem, readStem, withGaps } from './cells/readStem'
import { readTruthAnswer, truthsOfOptions } from './cells/readTruth'
import { literalOf } from './cells/tidyText'
import { findTruth } from './cells/truth'
import type { FileEvidence, QuestionIssue, QuestionTexts } from './model'

/** One item as far as it was understood; whole when `item` is there. */
export interface ItemReading {
  kind?: QuestionKind
  stem: string
  options?: readonly string[]
  item?: Item
  issues: QuestionIssue[]
}

const ask = (field: QuestionIssue['field'], reason: string): QuestionIssue => ({ field, level: 'ask', reason })

interface Draft {
  stem: string
  options: readonly string[]
  answer: string
}

/** Options that stand in the stem, and an answer in its last brackets, where their own cells are empty. */
function takeFromStem(draft: Draft, literal: boolean): Draft {
  if (literal) return draft
  let { stem, options, answer } = draft
  if (options.length === 0) {
    const inline = readInline(stem)
    if (inline && inline.before !== '' && inline.texts[0] !== '') {
      stem = inline.before
      options = inline.texts.map((text) => text.replace(/\s*\n\s*/g, ' '))
    }
  }
  const inside = answer.trim() === '' ? answerInStem(stem) : undefined
  if (inside) [stem, answer] = [inside.stem, inside.answer]
  return { stem, options, answer }
}

/** The kind nobody wrote down, as far as options, gaps and answer leave no doubt. */
function derivedKind({ stem, options, answer }: Draft, evidence: FileEvidence): QuestionKind | undefined {
  if (options.length > 0) {
    if (truthsOfOptions(options)) return 'judgement'
    const reading = readChoiceAnswer(answer, options, evidence.digits, evidence.digitsAreTexts)
    return 'key' in reading && reading.key.length > 1 ? 'multiple' : 'single'
  }
  const isTruth = findTruth(answer) !== undefined
  if (withGaps(stem).includes(GAP) && (/_{2,}|＿/.test(stem) || !isTruth)) return isTruth ? undefined : 'blank'
  return isTruth ? 'judgement' : undefined
}

function chosenKind(
  reading: KindReading | undefined,
  draft: Draft,
  evidence: FileEvidence,
): QuestionKind | QuestionIssue {
  if (reading && 'refused' in reading) return ask('kind', reading.refused)
  if (reading && reading.kind !== 'choice') return reading.kind
  if (reading && draft.options.length === 0) return ask('options', '没有选项')
  const derived = derivedKind(draft, evidence)
  if (derived && !(reading && derived === 'judgement')) return derived
  if (derived) return 'single'
  return /^[A-Z\d,，、\s]+$/i.test(draft.answer.trim())
    ? ask('options', '没有选项')
    : ask('kind', '看不出题型：没有选项，题干里也没有要填的空')
}

function readBlank({ stem, answer }: Draft, literal: boolean): { item: Item; note?: string } | QuestionIssue {
  let asked = literal ? stem : withGaps(stem)
  let note: string | undefined
  if (!asked.includes(GAP)) {
    asked = `${asked}${GAP}`
    note = '题干里没有空，已在末尾补上'
  }
  const gaps = asked.split(GAP).length - 1
  const reading = readGapAnswer(answer, gaps)
  if ('fault' in reading) return ask('answer', reading.fault)
  return { item: { kind: 'blank', stem: asked, accepted: reading.accepted, explanation: '' }, ...(note && { note }) }
}

function readChoice(kind: 'single' | 'multiple', draft: Draft, evidence: FileEvidence): Item | QuestionIssue {
  const { stem, options, answer } = draft
  if (options.length < 2) return ask('options', options.length === 0 ? '没有选项' : '只有 1 个选项')
  const reading = readChoiceAnswer(answer, options, evidence.digits, evidence.digitsAreTexts)
  if ('fault' in reading) return ask('answer', reading.fault)
  if (kind === 'single' && reading.key.length > 1) return ask('answer', `单选题却有 ${reading.key.length} 个答案`)
  return { kind, stem, options: options.map((text) => ({ text })), key: reading.key, explanation: '' }
}

function readJudgement({ stem, options, answer }: Draft, evidence: FileEvidence): Item | QuestionIssue {
  const reading = readTruthAnswer(answer, options, evidence)
  if ('fault' in reading) return ask('answer', reading.fault)
  const both = JUDGEMENT_OPTIONS.map((text) => ({ text }))
  return { kind: 'judgement', stem, options: both, key: [reading.truth ? 0 : 1], explanation: '' }
}

function itemOf(kind: Exclude<QuestionKind, 'case'>, draft: Draft, literal: boolean, evidence: FileEvidence) {
  if (kind === 'blank') return readBlank(draft, literal)
  const item = kind === 'judgement' ? readJudgement(draft, evidence) : readChoice(kind, draft, evidence)
  return 'level' in item ? item : { item }
}

/** Reads everything of a question but what is said about it: kind, stem, options, answer. A case comes back without an item. */
export function readItem(texts: QuestionTexts, evidence: FileEvidence): ItemReading {
  const stem = readStem(texts.stem ?? '', evidence.numbered)
  const literal = literalOf(texts.stem ?? '') !== undefined
  const named = readKind(texts.kind ?? '') ?? stem.kind
  const split = readOptions(texts.options ?? '', evidence.separator)
  const given = 'texts' in split ? split.texts : []
  const draft = takeFromStem({ stem: stem.text, options: given, answer: texts.answer ?? '' }, literal)
  const base = { stem: draft.stem, ...(draft.options.length > 0 && { options: draft.options }) }
  if (stem.text === '') return { ...base, issues: [ask('stem', '没有题干')] }
  const isBlank = named && 'kind' in named && named.kind === 'blank'
  if ('fault' in split && !isBlank) return { ...base, issues: [ask('options', split.fault)] }
  const kind = chosenKind(named, draft, evidence)
  if (typeof kind !== 'string') return { ...base, issues: [kind] }
  if (kind === 'case') return { kind, stem: stem.text, issues: [] }
  const known = { ...base, kind }
  if (kind === 'blank' && given.length > 0)
    return { ...known, issues: [ask('options', '填空题不该有选项；要么删去选项，要么改题型')] }
  const read = itemOf(kind, kind === 'blank' ? { ...draft, stem: stem.text } : draft, literal, evidence)
  if ('level' in read) return { ...known, issues: [read] }
  const note: QuestionIssue[] = 'note' in read && read.note ? [{ field: 'stem', level: 'note', reason: read.note }] : []
  return { ...known, stem: read.item.stem, item: read.item, issues: note }
}
