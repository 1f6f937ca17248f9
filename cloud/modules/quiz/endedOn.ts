import type { PlainDate } from '@shared/core/plainDate'
import { endedBefore } from '@shared/modules/quiz/legalVersions'
import type { Citation } from '@shared/modules/quiz/model'
import { listVersions } from './banks/legal'

/** Tells of what a question cites whether it is no longer in force on a day. */
export async function endedOn(day: PlainDate): Promise<(source: Citation) => boolean> {
  const ended = new Set(endedBefore(await listVersions(), day).map(({ document, from }) => `${document}:${from}`))
  return ({ document, version }) => ended.has(`${document}:${version}`)
}
