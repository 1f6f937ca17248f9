import {
  type Citation,
  type Content,
  type Difficulty,
  GAP,
  type Item,
  JUDGEMENT_OPTIONS,
  type Option,
  type QuestionKind,
} from '@shared/modules/quiz/model'

type ItemKind = Item['kind']

/** One item while it is being written: everything is there whatever its kind, so that changing the kind loses nothing. */
export interface EditedItem {
  kind: ItemKind
  stem: string
  picture?: string | undefined
  options: Option[]
  key: number[]
  /** For each gap the wordings that count, with a semicolon between them. */
  accepted: string[]
  explanation: string
}

export interface EditedQuestion extends Omit<EditedItem, 'kind'> {
  kind: QuestionKind
  parts: EditedItem[]
  difficulty: Difficulty
  /** With a space or comma between them. */
  tags: string
  chapter: string
  source?: Citation | undefined
}

const EMPTY_OPTIONS = ['', '', '', ''].map((text) => ({ text }))

export const newItem = (kind: ItemKind = 'single'): EditedItem => ({
  kind,
  stem: '',
  options: EMPTY_OPTIONS,
  key: [],
  accepted: [''],
  explanation: '',
})

export const newQuestion = (): EditedQuestion => ({
  ...newItem(),
  parts: [newItem()],
  difficulty: 2,
  tags: '',
  chapter: '',
})

export const gapsIn = (stem: string): number => stem.split(GAP).length - 1

function editedItem(item: Item): EditedItem {
  const { kind, stem, picture, explanation } = item
  const common = { ...newItem(kind), stem, explanation, ...(picture && { picture }) }
  if (item.kind === 'blank') return { ...common, accepted: item.accepted.map((all) => all.join('；')) }
  return item.kind === 'judgement'
    ? { ...common, key: [...item.key] }
    : { ...common, options: [...item.options], key: [...item.key] }
}

/** A stored question, ready to be changed. */
export function editedQuestion(stored: {
  content: Content
  difficulty: Difficulty
  tags: readonly string[]
  chapter?: string | undefined
  source?: Citation | undefined
}): EditedQuestion {
  const { content, difficulty, tags, chapter = '', source } = stored
  const about = { difficulty, tags: tags.join('、'), chapter, ...(source && { source }) }
  if (content.kind !== 'case') return { ...newQuestion(), ...editedItem(content), ...about }
  const { stem, picture, explanation, parts } = content
  return {
    ...newQuestion(),
    kind: 'case',
    stem,
    explanation,
    parts: parts.map(editedItem),
    ...(picture && { picture }),
    ...about,
  }
}

const isWritten = ({ text, picture }: Option): boolean => text.trim() !== '' || picture !== undefined

function itemOf(edited: EditedItem): Item {
  const { kind, stem, picture, options, key, accepted, explanation } = edited
  const common = { stem, explanation, ...(picture && { picture }) }
  if (kind === 'blank')
    return {
      ...common,
      kind,
      accepted: Array.from({ length: gapsIn(stem) }, (_, gap) => wordingsIn(accepted[gap] ?? '')),
    }
  if (kind === 'judgement') return { ...common, kind, options: JUDGEMENT_OPTIONS.map((text) => ({ text })), key }
  // Options left empty at the end, or in between, are none; the key follows the others.
  const places = options.flatMap((option, place) => (isWritten(option) ? [place] : []))
  return {
    ...common,
    kind,
    options: options.filter(isWritten),
    key: key.flatMap((place) => (places.includes(place) ? [places.indexOf(place)] : [])).sort((a, b) => a - b),
  }
}

const wordingsIn = (text: string): string[] =>
  text
    .split(/[；;]/)
    .map((wording) => wording.trim())
    .filter((wording) => wording !== '')

const tagsIn = (text: string): string[] => [...new Set(text.split(/[\s、，,；;]+/).filter((tag) => tag !== ''))]

export function contentOf(edited: EditedQuestion): Content {
  const { kind, stem, picture, explanation, parts } = edited
  if (kind === 'case') return { kind, stem, explanation, parts: parts.map(itemOf), ...(picture && { picture }) }
  return itemOf({ ...edited, kind })
}

/** What is sent of an edited question. */
export const draftOf = (edited: EditedQuestion) => ({
  content: contentOf(edited),
  difficulty: edited.difficulty,
  tags: tagsIn(edited.tags),
  ...(edited.chapter.trim() && { chapter: edited.chapter.trim() }),
  ...(edited.source && { source: edited.source }),
})

function itemLack({ kind, stem, options, key, accepted }: EditedItem): string | undefined {
  if (stem.trim() === '') return '先写题干'
  if (kind === 'blank') {
    const gaps = gapsIn(stem)
    if (gaps === 0) return `题干里用 ${GAP} 标出空`
    const empty = Array.from({ length: gaps }, (_, gap) => gap).find(
      (gap) => wordingsIn(accepted[gap] ?? '').length === 0,
    )
    return empty === undefined ? undefined : `写第 ${empty + 1} 空的答案`
  }
  if (kind !== 'judgement' && options.filter(isWritten).length < 2) return '至少写 2 个选项'
  return key.length === 0 ? '标出正确答案' : undefined
}

/** What is still missing, for the button; undefined when it can be saved. */
export function lackOf(edited: EditedQuestion): string | undefined {
  if (edited.kind !== 'case') return itemLack({ ...edited, kind: edited.kind })
  if (edited.stem.trim() === '') return '先写案例'
  const lacking = edited.parts.findIndex((part) => itemLack(part) !== undefined)
  const part = edited.parts[lacking]
  return part ? `第 ${lacking + 1} 小题：${itemLack(part)}` : undefined
}
