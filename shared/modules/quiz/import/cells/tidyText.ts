const INVISIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g
const SPACES = /[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g

/** A mark in front of a text that is to be taken exactly as it stands; spreadsheets use it for the same. */
export const LITERAL = "'"

const SUPERSCRIPT = '⁰¹²³⁴⁵⁶⁷⁸⁹'
const SUBSCRIPT = '₀₁₂₃₄₅₆₇₈₉'
const ENTITIES: Readonly<Record<string, string>> = {
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  ldquo: '“',
  rdquo: '”',
  lsquo: '‘',
  rsquo: '’',
  mdash: '—',
  hellip: '…',
  middot: '·',
  times: '×',
  deg: '°',
}
const ENTITY = new RegExp(`&(${Object.keys(ENTITIES).join('|')}|#\\d{2,6}|#x[0-9a-f]{2,5});`, 'gi')
const TAG = /<\/?(p|br|div|span|font|b|i|u|strong|em|sup|sub|li|ul|ol|table|tbody|tr|td|a|h[1-6])(\s[^<>]*)?\/?>/gi

function characterOf(entity: string): string {
  const named = ENTITIES[entity.toLowerCase()]
  if (named !== undefined) return named
  const code = /^#x/i.test(entity) ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1))
  return code >= 32 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
}

const raised = (digits: string, row: string): string => [...digits].map((digit) => row[Number(digit)] ?? digit).join('')

/** Web markup as plain text: line breaks for paragraphs, raised digits for powers, a gap for an underlined blank. */
function withoutMarkup(text: string): string {
  if (!/[<&]/.test(text)) return text
  return text
    .replace(/<u(\s[^<>]*)?>(\s|&nbsp;|_)*<\/u>/gi, '____')
    .replace(/<sup(\s[^<>]*)?>(\d+)<\/sup>/gi, (_, __, digits: string) => raised(digits, SUPERSCRIPT))
    .replace(/<sub(\s[^<>]*)?>(\d+)<\/sub>/gi, (_, __, digits: string) => raised(digits, SUBSCRIPT))
    .replace(/<br(\s[^<>]*)?\/?>|<\/(p|div|li|tr|h[1-6])>/gi, '\n')
    .replace(TAG, '')
    .replace(ENTITY, (_, entity: string) => characterOf(entity))
}

/** One line of nothing but signs that stay as they are; most texts are. */
const PLAIN = /^[!-%'-;=-~\u00a1-\u1fff\u2010-\u2027\u2100-\u2fff\u3001-\ufaff\ufe30-\ufefe\uff00-\uffef]+$/

/**
 * A text as somebody meant it: no invisible signs, plain spaces, no markup, no empty lines, nothing around it. Line breaks stay.
 */
export function tidyText(raw: string): string {
  if (PLAIN.test(raw)) return raw
  const text = withoutMarkup(raw.replace(/\r\n?/g, '\n'))
  return text
    .replace(INVISIBLE, '')
    .replace(SPACES, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')
}

/** The text behind the mark, or undefined when there is none. */
export function literalOf(raw: string): string | undefined {
  const text = raw.trim()
  return text.startsWith(LITERAL) ? text.slice(LITERAL.length) : undefined
}

/** A text that is tidied unless it is marked as to be taken literally. */
export const readText = (raw: string): string => literalOf(raw) ?? tidyText(raw)

/** A text written so that `read` gives it back: as it is where that works, otherwise with the mark. */
export const writtenFor = (text: string, read: (raw: string) => string): string =>
  text === '' || (literalOf(text) === undefined && read(text) === text) ? text : `${LITERAL}${text}`

const SCRIPT =
  /<\s*\/?\s*(script|iframe|object|embed|svg|style|link|meta|form|base|video|audio)\b|<[a-z][^<>]*(\son\w+\s*=|javascript:)/i
const PICTURE = /<\s*img\b|!\[[^\]]*\]\([^)]*\)|\[(图片|img|pic)[^\]]*\]/i

/** Why a text cannot be taken at all: it carries something a page would run, or a picture that does not come along. */
export function findUnfit(text: string): string | undefined {
  if (!/[<&[]/.test(text)) return undefined
  const bare = text.replace(ENTITY, (_, entity: string) => characterOf(entity))
  if (SCRIPT.test(text) || SCRIPT.test(bare)) return '里有网页脚本一类的代码，不导入；确实要写请改成文字'
  return PICTURE.test(text) ? '里有图片标记，图片不随文件导入；请删去标记，导入后再补图' : undefined
}
