import * as v from '@shared/core/schema'
import { LONGEST, MAX_PARTS, MAX_TAGS } from '../../bankFile'
import { OWN_MARK, placesOf } from './giftText'

/** What stands in a line of our own before a question. `parts`: so many of the questions that follow belong to this case. */
export const GiftAbout = v.object({
  code: v.optional(v.line(40)),
  chapter: v.optional(v.line(60)),
  difficulty: v.optional(v.picklist([1, 2, 3])),
  tags: v.optional(v.pipe(v.array(v.line(LONGEST.tag)), v.maxLength(MAX_TAGS))),
  source: v.optional(v.object({ document: v.line(60), version: v.plainDate(), article: v.line(30) })),
  parts: v.optional(v.whole(1, MAX_PARTS)),
  explanation: v.optional(v.text(LONGEST.explanation)),
})
export type GiftAbout = v.InferOutput<typeof GiftAbout>

/** The text of one question and what stands above it. */
export interface GiftBlock {
  row: number
  body: string
  category: string
  about?: GiftAbout
}

function parseAbout(line: string): GiftAbout | undefined {
  try {
    const result = v.safeParse(GiftAbout, JSON.parse(line.slice(OWN_MARK.length)))
    return result.success ? result.output : undefined
  } catch {
    return undefined
  }
}

const isOpen = (body: string): boolean => placesOf(body, '{').length > placesOf(body, '}').length
const beginsNext = (line: string): boolean => /^\s*(::|\$CATEGORY)/.test(line)

/** Parts a GIFT file at its empty lines; braces that are still open reach over them, but not into the next titled question. */
export function giftBlocks(text: string): GiftBlock[] {
  const blocks: GiftBlock[] = []
  let category = ''
  let about: GiftAbout | undefined
  let lines: string[] = []
  let row = 0
  const close = (): void => {
    const body = lines.join('\n').trim()
    if (body !== '') blocks.push({ row, body, category, ...(about && { about }) })
    if (body !== '') about = undefined
    lines = []
  }
  text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .forEach((line, i) => {
      if (line.startsWith(OWN_MARK)) {
        close()
        about = parseAbout(line)
      } else if (/^\s*\/\//.test(line)) return
      else if (/^\s*\$CATEGORY\s*:/i.test(line)) {
        close()
        category = line.replace(/^\s*\$CATEGORY\s*:\s*/i, '').trim()
      } else if (line.trim() === '') {
        if (!isOpen(lines.join('\n'))) close()
      } else {
        if (lines.length > 0 && beginsNext(line)) close()
        if (lines.length === 0) row = i + 1
        lines.push(line)
      }
    })
  close()
  return blocks
}
