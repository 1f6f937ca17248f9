import type { Work } from '@cloud/core/deps'
import { checkFiles, holdFiles, listFiles, presentFile } from '@cloud/modules/files/index'
import type { Content } from '@shared/modules/quiz/model'
import { picturesIn, withAddresses } from '@shared/modules/quiz/pictures'
import { versionId } from './banks/collection'
import { contentsOf, type VersionContent } from './contents'

/**
 * Notes which pictures a version of a question shows: for good, as the version itself stands for good.
 * @param before content of the version before; its pictures need not be the actor's own
 * @throws AppError invalid_input for a picture that is none, or is gone.
 */
export async function keepPictures(
  work: Work,
  question: { questionId: string; version: number },
  content: Content,
  before?: Content,
): Promise<void> {
  const shown = picturesIn(content)
  if (shown.length === 0) return
  const use = `quiz.question:${versionId(question.questionId, question.version)}`
  const known = new Set(before ? picturesIn(before) : [])
  await checkFiles(
    work,
    use,
    shown.filter((id) => !known.has(id)).map((id) => ({ id, kind: 'picture' as const })),
  )
  await holdFiles(work, use, shown)
}

/** Where each of these pictures is found for a while, by id. */
export async function picturesFor(
  work: Pick<Work, 'deps' | 'today'>,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await listFiles(ids)
  return new Map(rows.map((row) => [row._id, presentFile(work, row).url]))
}

/** What these versions ask, as it is shown: with the address of each picture instead of its id. */
export async function shownContents(
  work: Pick<Work, 'deps' | 'today'>,
  versionIds: readonly string[],
): Promise<Map<string, VersionContent>> {
  const contents = await contentsOf(versionIds)
  const ids = [...contents.values()].flatMap(({ content }) => picturesIn(content))
  if (ids.length === 0) return contents
  const addresses = Object.fromEntries(await picturesFor(work, ids))
  return new Map(
    [...contents].map(([id, version]) => [id, { ...version, content: withAddresses(version.content, addresses) }]),
  )
}
