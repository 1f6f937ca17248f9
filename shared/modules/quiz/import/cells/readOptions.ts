import { MAX_OPTIONS } from '../../bankFile'
import { letterOf } from '../../model'
import { findMarkFault, readInline, readLabels } from './labels'
import { LITERAL, literalOf, tidyText } from './tidyText'

/** Options of one question, without marks, or why they cannot be told apart. */
export type OptionsReading = { texts: string[] } | { fault: string }

/** Signs that part options, the plainest first. `name` is how a reason speaks of it. */
const SEPARATORS = [
  { id: 'line', name: '换行', pattern: /\n/ },
  { id: 'star', name: '**', pattern: /\s*\*{2,}\s*/ },
  { id: 'hash', name: '##', pattern: /\s*#{2,}\s*/ },
  { id: 'bar', name: '|', pattern: /\s*[|｜]+\s*/ },
  { id: 'dollar', name: '$$', pattern: /\s*\${2,}\s*/ },
  { id: 'at', name: '@@', pattern: /\s*@{2,}\s*/ },
  { id: 'tab', name: '制表符', pattern: /\t+/ },
  /** Also ends a sentence: believed only when most rows of the file use it, or the pieces carry marks. */
  { id: 'semicolon', name: '；', pattern: /\s*[；;]\s*/ },
] as const

const WEAK: readonly string[] = ['semicolon']

/** A cell that says there are no options. */
const NONE = /^(无|没有|[-—–/\\]+|n\/?a|null|none)$/i

interface Split {
  id: string
  name: string
  pieces: string[]
}

/** A run longer than the others stands for two signs with nothing between them: an empty option. */
function withEmpties(text: string): string {
  const doubled = text.replace(/\*{4,}|#{4,}|\${4,}|@{4,}/g, (run) => `${run.slice(0, 2)} ${run.slice(0, 2)}`)
  const bars = doubled.match(/[|｜]+/g) ?? []
  const shortest = Math.min(...bars.map((bar) => bar.length))
  return bars.some((bar) => bar.length > shortest)
    ? doubled.replace(/[|｜]+/g, (bar) =>
        bar.length > shortest ? `${bar.slice(0, shortest)} ${bar.slice(0, shortest)}` : bar,
      )
    : doubled
}

/** Line breaks beside another separator are only there for the eye. */
const withoutEdgeBreaks = (text: string): string =>
  text.replace(/\s*(\*{2,}|#{2,}|[|｜]+|\${2,}|@{2,})[ \t]*\n?/g, (found, sign: string) =>
    found.includes('\n') ? sign : found,
  )

/** The ways in which a text comes apart into two or more pieces. */
export function splitsOf(raw: string): Split[] {
  const text = withEmpties(withoutEdgeBreaks(raw.replace(/\r\n?/g, '\n').trim()))
  return SEPARATORS.flatMap(({ id, name, pattern }) => {
    const pieces = text.split(pattern).map((piece) => piece.trim())
    while (pieces.length > 0 && pieces[pieces.length - 1] === '') pieces.pop()
    while (pieces.length > 0 && pieces[0] === '') pieces.shift()
    const kept = id === 'line' ? pieces.filter((piece) => piece !== '') : pieces
    return kept.length > 1 ? [{ id, name, pieces: kept }] : []
  })
}

/** One option as it is kept: a single line. */
const oneLine = (text: string): string => literalOf(text) ?? tidyText(text).replace(/\n/g, ' ')

/** Pieces with marks decide which separator it is; the one with most of them wins. */
function listMarked(splits: readonly Split[], text: string): string[] | { fault: string } | undefined {
  const readings = splits.map(({ id, pieces }) => readLabels(pieces, id === 'line'))
  const lists = readings.flatMap((reading) => ('texts' in reading && reading.labelled ? [reading.texts] : []))
  const inline = readInline(tidyText(text))
  if (inline && (inline.before === '') === (inline.texts[0] !== ''))
    lists.push(inline.before === '' ? inline.texts : [inline.before, ...inline.texts.slice(1)])
  const longest = lists.reduce<string[]>((best, list) => (list.length > best.length ? list : best), [])
  if (longest.length > 1) return longest.map(oneLine)
  const faulty = readings.find((reading) => 'fault' in reading)
  return faulty && 'fault' in faulty ? { fault: findMarkFault(tidyText(text)) ?? faulty.fault } : undefined
}

const EXACT_LINE = /^([A-Z])\. '(.*)$/

/** Every line marked as literal: nothing in it is read as anything else. */
function listExact(text: string): string[] | undefined {
  const lines = text.split('\n').map((line) => EXACT_LINE.exec(line))
  return lines.every((line, i) => line?.[1] === ALPHABET.charAt(i)) ? lines.map((line) => line?.[2] ?? '') : undefined
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

function listOptions(raw: string, separator?: string): string[] | { fault: string } {
  const text = raw.startsWith(LITERAL) ? raw.slice(LITERAL.length) : raw
  if (tidyText(text) === '' || NONE.test(tidyText(text))) return []
  const exact = listExact(raw.trim())
  if (exact) return exact
  const splits = splitsOf(text)
  const marked = listMarked(splits, text)
  if (marked) return marked
  const usual = splits.find(({ id }) => id === separator)
  const [only, other] = splits.filter(({ id }) => !WEAK.includes(id))
  const chosen = usual ?? (other ? undefined : only)
  if (chosen) return chosen.pieces.map(oneLine)
  if (only && other) return { fault: `选项里既有“${only.name}”又有“${other.name}”，看不出用哪个分开` }
  const single = readLabels([text])
  return ('texts' in single ? single.texts : [text]).map(oneLine)
}

/**
 * Takes the text of an options cell apart. `separator`: what most rows of the file use, for a text that could be read in two ways.
 */
export function readOptions(raw: string, separator?: string): OptionsReading {
  const options = listOptions(raw, separator)
  if ('fault' in options) return options
  if (options.length > MAX_OPTIONS) return { fault: `选项有 ${options.length} 个，最多 ${MAX_OPTIONS} 个` }
  const empty = options.indexOf('')
  return empty < 0 ? { texts: options } : { fault: `选项 ${letterOf(empty)} 是空的` }
}

/** Options as they are written into one cell, a mark and a line each, so that reading gives them back. */
export function optionsText(options: readonly string[]): string {
  const plain = options.map((option, i) => `${ALPHABET.charAt(i)}. ${option}`).join('\n')
  const back = listOptions(plain)
  const same = !('fault' in back) && back.length === options.length && back.every((option, i) => option === options[i])
  return same ? plain : options.map((option, i) => `${ALPHABET.charAt(i)}. ${LITERAL}${option}`).join('\n')
}
