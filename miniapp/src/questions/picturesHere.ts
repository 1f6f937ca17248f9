import type { Asked } from '@shared/modules/quiz/asked'
import { picturesAsked } from '@shared/modules/quiz/pictures'
import { holdFiles, releaseFiles, type WantedFile } from '@/core/heldFiles'

const MB = 1024 * 1024
/** So much is kept at the same time for one sheet or set: WeChat gives a mini-program 200 MB for everything. */
const LIMITS = { files: 100, bytes: 20 * MB }

/** Id of the picture behind an address of the service: `/files/<id>/<last day>/<ticket>`. */
export const pictureIdOf = (url: string): string => url.split('/')[2] ?? ''

/** The pictures of these questions, each once, in the order of the questions. */
export const picturesToHold = (questions: readonly Asked[]): WantedFile[] =>
  [...new Set(questions.flatMap(picturesAsked))].map((url) => ({ id: pictureIdOf(url), url }))

/** Puts the pictures of questions onto this phone while they are answered; nothing waits for it, and nothing depends on it. */
export function keepPictures(owner: string, questions: readonly Asked[]): void {
  holdFiles(owner, picturesToHold(questions), LIMITS).catch(() => undefined)
}

export function dropPictures(owner: string): void {
  releaseFiles(owner).catch(() => undefined)
}
