import type { Answer, Content, Item, ItemAnswer } from './model'

/** 多选题漏选怎么计分 — `none`: only the full set counts; `half`: half for a choice that is right but not whole. */
export type PartialCredit = 'none' | 'half'

export const FULL_SHARE = 1_000

/**
 * A filled-in text as it is compared: width, case, spaces and punctuation around it make no difference.
 */
export const plainText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\u200b\ufeff]+/g, '')
    .replace(/^[“”"'‘’《》<>（）()【】[\]、，,。.;；:：]+|[“”"'‘’《》<>（）()【】[\]、，,。.;；:：]+$/g, '')

function shareOfChoice(key: readonly number[], chosen: readonly number[], isMultiple: boolean, partial: PartialCredit) {
  const picked = new Set(chosen)
  const right = key.filter((place) => picked.has(place)).length
  if (right !== picked.size) return 0
  if (right === key.length) return FULL_SHARE
  return isMultiple && partial === 'half' && right > 0 ? FULL_SHARE / 2 : 0
}

function shareOfItem(item: Item, answer: ItemAnswer, partial: PartialCredit): number {
  if (answer === null) return 0
  if (item.kind === 'blank') {
    const right = item.accepted.filter((wordings, gap) => {
      const given = answer[gap]
      return typeof given === 'string' && wordings.some((wording) => plainText(wording) === plainText(given))
    })
    return Math.floor((FULL_SHARE * right.length) / item.accepted.length)
  }
  const places = answer.filter((place): place is number => typeof place === 'number')
  return places.length === answer.length ? shareOfChoice(item.key, places, item.kind === 'multiple', partial) : 0
}

const isOfParts = (answer: Answer): answer is { readonly parts: readonly ItemAnswer[] } =>
  answer !== null && 'parts' in answer

/**
 * 评分 — how much of a question is right, in thousandths: 0 nothing, 1000 all of it. Every gap of a fill-in and every part of a case
 * weighs the same. The order in which options were chosen makes no difference; an answer of another shape is worth nothing.
 */
export function gradeAnswer(content: Content, answer: Answer, partial: PartialCredit): number {
  if (content.kind !== 'case') return isOfParts(answer) ? 0 : shareOfItem(content, answer, partial)
  if (!isOfParts(answer)) return 0
  const shares = content.parts.map((part, i) => shareOfItem(part, answer.parts[i] ?? null, partial))
  return Math.floor(shares.reduce((sum, share) => sum + share, 0) / content.parts.length)
}

/** 得分 — points of a paper in hundredths: shares of the questions weighed with what each is worth. */
export const scoreOf = (graded: readonly { share: number; points: number }[]): number =>
  graded.reduce((sum, { share, points }) => sum + Math.round((share * points * 100) / FULL_SHARE), 0)

/** Has this question been answered at all, each gap and each part of it? */
export function isAnswered(content: Content, answer: Answer | undefined): boolean {
  if (answer === undefined || answer === null) return false
  const whole = (item: Item, given: ItemAnswer | undefined): boolean =>
    item.kind === 'blank'
      ? given?.length === item.accepted.length && given.every((text) => String(text).trim() !== '')
      : (given?.length ?? 0) > 0
  if (content.kind !== 'case') return !isOfParts(answer) && whole(content, answer)
  return isOfParts(answer) && content.parts.every((part, i) => whole(part, answer.parts[i] ?? null))
}
