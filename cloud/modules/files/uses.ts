import type { Work } from '@cloud/core/deps'
import { AppError } from '@shared/core/errors'
import type { FileKind } from '@shared/modules/files/model'
import { FILE_TYPES } from '@shared/modules/files/model'
import { type FileRecord, Files } from './collection'

/** These files, in the order asked for; those that do not exist are left out. */
export async function listFiles(ids: readonly string[]): Promise<FileRecord[]> {
  if (ids.length === 0) return []
  const rows = await Files.find({ _id: { $in: [...new Set(ids)] }, whole: true }).lean<FileRecord[]>()
  const byId = new Map(rows.map((row) => [row._id, row]))
  return [...new Set(ids)].flatMap((id) => byId.get(id) ?? [])
}

/**
 * Files a record is to show: each one exists, is of the wanted kind, and is the actor's own upload or shown by this record already.
 * @throws AppError invalid_input.
 */
export async function checkFiles(
  { actor }: Work,
  use: string,
  wanted: readonly { id: string; kind: FileKind }[],
): Promise<void> {
  const rows = new Map((await listFiles(wanted.map(({ id }) => id))).map((row) => [row._id, row]))
  for (const { id, kind } of wanted) {
    const row = rows.get(id)
    if (!row || (row.byId !== actor.personId && !row.uses.includes(use)))
      throw new AppError('invalid_input', '有一个文件已经不在了，请重新上传')
    if (FILE_TYPES[row.type].kind !== kind)
      throw new AppError(
        'invalid_input',
        kind === 'picture' ? `“${row.name}”不是图片` : `“${row.name}”是图片，请放进图文里`,
      )
  }
}

/** Notes which files a record shows from now on; those it no longer shows are removed after some days unless something else does. */
export async function holdFiles({ now }: Pick<Work, 'now'>, use: string, ids: readonly string[]): Promise<void> {
  const wanted = [...new Set(ids)]
  const before = await Files.find({ uses: use }, { uses: 1 }).lean<Pick<FileRecord, '_id' | 'uses'>[]>()
  for (const { _id, uses } of before)
    if (!wanted.includes(_id))
      await Files.updateOne(
        { _id },
        { $pull: { uses: use }, ...(uses.length === 1 && { $set: { unusedSince: new Date(now) } }) },
      )
  if (wanted.length > 0)
    await Files.updateMany({ _id: { $in: wanted } }, { $addToSet: { uses: use }, $unset: { unusedSince: 1 } })
}
