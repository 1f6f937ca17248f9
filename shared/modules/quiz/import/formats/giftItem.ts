import { GAP, type Item, JUDGEMENT_OPTIONS, letterOf } from '../../model'
import { tidyText } from '../cells/tidyText'
import { cutAt, placesOf, plainOfGift } from './giftText'

/** An item of a GIFT file, or what keeps it from being one: a kind we do not have, or choices of which nobody says which are right. `description`: a text that asks nothing. */
export type GiftReading =
  | { item: Item }
  | { stem: string; gaps: { answer: string; explanation: string } }
  | { stem: string; choices: string[] }
  | { stem: string; refused: string }
  | { description: string }

interface GiftAnswer {
  isRight: boolean
  /** Percent; undefined where none is written. */
  weight: number | undefined
  text: string
  feedback: string
}

const FORMAT = /^\s*\[(html|moodle|plain|markdown)\]/i

function createTexts(own: boolean) {
  return (raw: string): string => {
    const text = plainOfGift(raw.trim().replace(FORMAT, ''))
    return own ? text.trim() : tidyText(text)
  }
}
type Texts = ReturnType<typeof createTexts>

function readAnswers(body: string, textOf: Texts): GiftAnswer[] {
  const starts = placesOf(body, '=~')
  return starts.map((start, i) => {
    const main = body.slice(start + 1, starts[i + 1])
    const [answer, feedback = ''] = cutAt(main, placesOf(main, '#')[0])
    const weight = /^\s*%(-?\d{1,3}(?:\.\d+)?)%/.exec(answer)
    return {
      isRight: body.charAt(start) === '=',
      weight: weight ? Number(weight[1]) : undefined,
      text: textOf(weight ? answer.slice(weight[0].length) : answer).replace(/\n/g, ' '),
      feedback: textOf(feedback),
    }
  })
}

const feedbackOf = (answers: readonly GiftAnswer[]): string[] =>
  answers.flatMap(({ feedback }, i) => (feedback === '' ? [] : [`${letterOf(i)}：${feedback}`]))

function choiceOf(stem: string, answers: readonly GiftAnswer[], why: string): GiftReading {
  const right = answers.flatMap(({ isRight }, i) => (isRight ? [i] : []))
  const weighed = answers.flatMap(({ weight = 0 }, i) => (weight > 0 ? [i] : []))
  const explanation = [why, ...feedbackOf(answers)].filter((text) => text !== '').join('\n')
  const options = answers.map(({ text }) => ({ text }))
  if (right.length === 1) return { item: { kind: 'single', stem, options, key: right, explanation } }
  if (right.length === 0 && weighed.length > 0)
    return { item: { kind: 'multiple', stem, options, key: weighed, explanation } }
  return { stem, choices: answers.map(({ text }) => text) }
}

function blankOf(stem: string, answers: readonly GiftAnswer[], why: string, gapAtEnd: boolean): GiftReading {
  if (answers.some(({ weight = 100 }) => weight < 100)) return { stem, refused: '数值题' }
  const asked = stem.includes(GAP) ? stem : `${stem}${gapAtEnd ? GAP : ''}`
  const gaps = asked.split(GAP).length - 1
  const [only] = answers
  if (gaps > 1)
    return { stem: asked, gaps: { answer: answers.length === 1 ? (only?.text ?? '') : '', explanation: why } }
  const accepted = [answers.map(({ text }) => text)]
  return { item: { kind: 'blank', stem: asked, accepted, explanation: why } }
}

function truthOf(body: string): { truth: boolean; why: string } | undefined {
  const found = /^\s*(TRUE|FALSE|T|F)\s*(?=#|$)/i.exec(body)
  return found ? { truth: /^T/i.test(found[1] ?? ''), why: body.slice(found[0].length) } : undefined
}

/** Splits the general feedback off; it stands behind four signs. */
function splitWhy(body: string): [string, string] {
  const places = placesOf(body, '#')
  const at = places.find((place) => body.startsWith('####', place))
  const [answers, why = ''] = cutAt(body, at, 4)
  return [answers, why]
}

/** Reads one question. @param own written by us: its texts are taken exactly as they are. */
export function readGiftItem(raw: string, own: boolean): GiftReading {
  const textOf = createTexts(own)
  const title = /^\s*::/.exec(raw)
  const titleEnd = title
    ? placesOf(raw, ':').find((at) => at >= title[0].length && raw.startsWith('::', at))
    : undefined
  const body = titleEnd === undefined ? raw : raw.slice(titleEnd + 2)
  const [open] = placesOf(body, '{')
  const closes = placesOf(body, '}')
  const close = closes[closes.length - 1]
  if (open === undefined || close === undefined || close < open) return { description: textOf(body) }
  const [before, after] = [
    textOf(body.slice(0, open)),
    body.slice(close + 1).trim() === '' ? '' : textOf(body.slice(close + 1)),
  ]
  const [answerBody, whyBody] = splitWhy(body.slice(open + 1, close))
  const why = textOf(whyBody)
  const stem = after === '' ? before : `${before}${GAP}${after}`
  const truth = truthOf(answerBody)
  if (truth) {
    const notes = placesOf(truth.why, '#').map((at, i, all) => textOf(truth.why.slice(at + 1, all[i + 1])))
    const explanation = [why, ...notes].filter((text) => text !== '').join('\n')
    const options = JUDGEMENT_OPTIONS.map((text) => ({ text }))
    return { item: { kind: 'judgement', stem, options, key: [truth.truth ? 0 : 1], explanation } }
  }
  if (answerBody.trim() === '') return { stem, refused: '问答题' }
  if (answerBody.trim().startsWith('#')) {
    const exact = /^\s*#\s*=?\s*(-?\d+(?:\.\d+)?)\s*(?::0)?\s*$/.exec(answerBody)
    if (!exact?.[1]) return { stem, refused: '数值题' }
    return blankOf(stem, [{ isRight: true, weight: undefined, text: exact[1], feedback: '' }], why, after === '')
  }
  const answers = readAnswers(answerBody, textOf)
  const pairs = placesOf(answerBody, '-').filter((at) => answerBody.startsWith('->', at))
  if (answers.length > 1 && pairs.length === answers.length) return { stem, refused: '匹配题' }
  if (answers.every(({ isRight }) => isRight)) return blankOf(stem, answers, why, after === '')
  return choiceOf(stem, answers, why)
}
