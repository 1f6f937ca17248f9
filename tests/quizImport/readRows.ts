import { collectEvidence } from '@shared/modules/quiz/import/collectEvidence'
import { readTable } from '@shared/modules/quiz/import/formats/readTable'
import type { SourceQuestion } from '@shared/modules/quiz/import/model'
import { readQuestion } from '@shared/modules/quiz/import/readQuestion'
import type { Item } from '@shared/modules/quiz/model'

const keyText = (item: Item): string => {
  if (item.kind === 'blank') return item.accepted.map((wordings) => wordings.join('|')).join('；')
  return item.key.map((place) => item.options[place]?.text).join('＋')
}

/** A question in one line: kind, stem, what is right, or why it is parked or passed over. */
export function outcomes(questions: readonly SourceQuestion[] | undefined): string[] {
  if (!questions) return ['没有表头']
  const evidence = collectEvidence(questions.flatMap(({ aside, texts }) => (aside ? [] : [texts])))
  return questions.map(({ texts, aside }) => {
    if (aside) return `略过：${aside}`
    const { draft, issues } = readQuestion(texts, evidence)
    if (!draft) return `待处理：${issues.flatMap(({ level, reason }) => (level === 'ask' ? [reason] : [])).join('；')}`
    const { content } = draft
    if (content.kind === 'case')
      return `case ${content.stem} → ${content.parts.map((part) => `${part.kind} ${keyText(part)}`).join(' / ')}`
    return `${content.kind} ${content.stem} → ${keyText(content)}`
  })
}

/** The same for the cells of one sheet; empty rows fall out as they do when a file is read. */
export const sheetOutcomes = (rows: readonly (readonly string[])[], name = '题库'): string[] =>
  outcomes(readTable([sheetOf(rows, name)]))

export const sheetOf = (rows: readonly (readonly string[])[], name = '题库') => ({
  name,
  hidden: false,
  rows: rows.flatMap((cells, i) => (cells.some((cell) => cell.trim() !== '') ? [{ row: i + 1, cells }] : [])),
})
