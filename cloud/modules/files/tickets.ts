import { timingSafeEqual } from 'node:crypto'
import type { Work } from '@cloud/core/deps'
import { addDays, type PlainDate } from '@shared/core/plainDate'
import type { StoredFile } from '@shared/modules/files/schemas'
import type { FileRecord } from './collection'

/** Days for which an address opens its file: as long as what a phone keeps for places without signal may be shown with it. */
const OPEN_DAYS = 2

const ticketOf = ({ deps }: Pick<Work, 'deps'>, fileId: string, until: string): string =>
  deps.cipher.fingerprint(`file ${fileId} ${until}`)

/** Does this ticket open the file today? */
export function isOpenBy(
  work: Pick<Work, 'deps' | 'today'>,
  { fileId, until, ticket }: { fileId: string; until: string; ticket: string },
): boolean {
  const right = Buffer.from(ticketOf(work, fileId, until))
  const given = Buffer.from(ticket)
  return until >= work.today && right.length === given.length && timingSafeEqual(right, given)
}

/**
 * A file as a page gets it. Whoever may see the record that shows it is handed its address; the file itself asks no more than that
 * the address is genuine, because pictures of a page travel without the sign-in.
 */
export function presentFile(work: Pick<Work, 'deps' | 'today'>, record: FileRecord): StoredFile {
  const { _id, name, type, bytes, width, height } = record
  const until: PlainDate = addDays(work.today, OPEN_DAYS)
  const url = `/files/${_id}/${until}/${ticketOf(work, _id, until)}`
  return { id: _id, name, type, bytes, ...(width && { width }), ...(height && { height }), url }
}
