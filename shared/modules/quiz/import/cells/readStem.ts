import { GAP } from '../../model'
import { findKind, type KindReading } from './readKind'
import { literalOf, tidyText } from './tidyText'

export interface StemReading {
  text: string
  /** The kind it names in front: `【判断题】…`. */
  kind?: KindReading
}

const NUMBER =
  /^(?:第\s*(\d{1,5})\s*题\s*[:：.、．]?|[(（]\s*(\d{1,5})\s*[)）]|(\d{1,5})\s*(?:[、．)）:：]|\.(?!\d)))\s*(?!\d)/
const SPACED_NUMBER = /^(\d{1,5})\s+(?!\d)/
const KIND_MARK = /^[【[(（]\s*([^【】[\]()（）]{2,8})\s*[】\])）]\s*[:：]?\s*|^([^\s:：]{2,5}题)\s*[:：]\s*/
const POINTS = /^[(（[【]\s*(?:本题)?\s*\d{1,3}(?:\.\d)?\s*分\s*[)）\]】]\s*/

/** Does the text go on counting? Then the number in front belongs to what it says. */
const countsOn = (rest: string, number: number, mark: string): boolean =>
  rest.includes(`${number + 1}${mark}`) || new RegExp(`[(（]\\s*${number + 1}\\s*[)）]`).test(rest)

function withoutNumber(text: string, numbered: boolean): string {
  const found = NUMBER.exec(text) ?? (numbered ? SPACED_NUMBER.exec(text) : null)
  if (!found) return text
  const number = Number(found[1] ?? found[2] ?? found[3] ?? 0)
  const rest = text.slice(found[0].length)
  const mark = /[、．.)）:：]/.exec(found[0])?.[0] ?? ' '
  return rest === '' || countsOn(rest, number, mark) ? text : rest
}

/**
 * A stem without what only its list needs: running number, name of its kind, points. A number that belongs to the sentence
 * (“2.5 米以上”, “1、…；2、…”) stays.
 */
export function readStem(raw: string, numbered = false): StemReading {
  const literal = literalOf(raw)
  if (literal !== undefined) return { text: literal }
  let text = tidyText(raw)
  let kind: KindReading | undefined
  for (let round = 0; round < 3; round += 1) {
    const before = text
    text = withoutNumber(text, numbered && round === 0).replace(POINTS, '')
    const mark = KIND_MARK.exec(text)
    const named = mark && findKind(mark[1] ?? mark[2] ?? '')
    if (mark && named && mark[0].length < text.length) {
      kind ??= named
      text = text.slice(mark[0].length)
    }
    if (text === before) break
  }
  return { text, ...(kind && { kind }) }
}

const PICTURE = /(如|见)(上|下|左|右)?图|(上|下|左|右|该)图(所示|中|为|是|里)|图中所示|图示(的|中)/

/** Does the stem speak of a picture, which does not come along with a file? */
export const mentionsPicture = (stem: string): boolean => PICTURE.test(stem)

const UNDERLINES = /_{2,}|＿+|﹍+|﹏+/g
const EMPTY_BRACKETS = /[(（]\s*[)）]|【\s*】|\[\s*\]/g

/** The stem of a fill-in question with its gaps in the one spelling: lines first; empty brackets only where there is no line. */
export function withGaps(stem: string): string {
  const lined = stem.replace(UNDERLINES, GAP)
  return lined.includes(GAP) ? lined : stem.replace(EMPTY_BRACKETS, GAP)
}

const MARKED = /[(（]([^()（）]{1,20})[)）](?=[^()（）]*$)/

/** What stands in the last brackets of a stem, where some write the answer, and the stem with these brackets empty. */
export function answerInStem(stem: string): { answer: string; stem: string } | undefined {
  const found = MARKED.exec(stem)
  const answer = found?.[1]?.trim()
  if (
    !found ||
    !answer ||
    !/^([A-Ja-j](\s*[、,，]?\s*[A-Ja-j])*|[√×✓✗✔✘对错]|正确|错误)$/.test(answer.normalize('NFKC'))
  )
    return undefined
  return { answer, stem: `${stem.slice(0, found.index)}（ ）${stem.slice(found.index + found[0].length)}` }
}
