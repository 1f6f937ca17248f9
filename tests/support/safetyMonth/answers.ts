import { DISPUTED_STEM, type Known, knownAs } from './bankFile'

/** How somebody takes the exam: how much is right besides the disputed question, what is said to that, and how it is sent. */
export interface Sitting {
  right: number
  disputed: 'asKeyed' | 'truth' | 'neither'
  /** Answer by answer, all with the hand-in, or hours later because there was no signal. */
  how: 'bits' | 'once' | 'late'
}

/** A question as somebody sees it. */
export interface Shown {
  place: number
  points: number
  asked: { kind: string; stem: string; options: readonly { text: string }[] }
}

/** What was chosen, in words. */
export interface Chosen {
  place: number
  stem: string
  texts: readonly string[]
}

const sorted = (texts: readonly string[]): string[] => [...texts].sort()
const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))

function wrongTo({ options, key }: Known): string[] {
  // Of several right ones only one: an answer that is not whole gives nothing.
  if (key.length > 1) return key.slice(0, 1)
  return options.filter((text) => !key.includes(text)).slice(0, 1)
}

function disputedTo({ options, key, truth = [] }: Known, say: Sitting['disputed']): readonly string[] {
  if (say === 'asKeyed') return key
  if (say === 'truth') return truth
  return options.filter((text) => !key.includes(text) && !truth.includes(text)).slice(0, 1)
}

/** What somebody will choose who knows so much; fails for a question that is not as the file has it. */
export function chooseAnswers(questions: readonly Shown[], { right, disputed }: Sitting): Chosen[] {
  let left = right
  return questions.map(({ place, points, asked }) => {
    const known = knownAs(asked.stem)
    expect({ stem: asked.stem, points, options: sorted(asked.options.map(({ text }) => text)) }).toEqual({
      stem: asked.stem,
      points: POINTS,
      options: sorted(known.options),
    })
    if (asked.stem === DISPUTED_STEM) return { place, stem: asked.stem, texts: disputedTo(known, disputed) }
    left -= 1
    return { place, stem: asked.stem, texts: left >= 0 ? known.key : wrongTo(known) }
  })
}

/** Places of the chosen options as they are shown. */
export const placesOf = ({ asked }: Shown, texts: readonly string[]): number[] =>
  asked.options.flatMap(({ text }, place) => (texts.includes(text) ? [place] : []))

export const POINTS = 2
export const FULL = 20
export const PASS_PERCENT = 60

/** Points of an attempt by the key of the file, or as it was put right. */
export function pointsOf(chosen: readonly Chosen[], by: 'file' | 'truth'): number {
  const keyOf = (stem: string) => {
    const { key, truth } = knownAs(stem)
    return (by === 'truth' && truth) || key
  }
  return chosen.filter(({ stem, texts }) => isSame(texts, keyOf(stem))).length * POINTS
}

export const passes = (points: number): boolean => points * 100 >= FULL * PASS_PERCENT
