import type { Page, PageRequest } from '@cloud/core/database/paging'
import type { Audience } from '@shared/core/audience'
import { AppError } from '@shared/core/errors'
import { type AudienceMember, listAudience } from './audience'

const CURSOR = /^(\d{1,4})\|(.*)$/

/**
 * A page of those an audience means for whom something more is known, by register and name. A cursor says how many of which page of the
 * register were shown.
 * @param atOnce people read in one go: as many as are shown where all fit, more where few do
 * @param look what is known of these people, of those that fit, in their order
 * @throws AppError invalid_input for a foreign cursor.
 */
export async function pageOfAudience<Row>(
  audience: Audience,
  { cursor, limit = 50 }: PageRequest,
  atOnce: number,
  look: (people: readonly AudienceMember[]) => Promise<Row[]>,
): Promise<Page<Row>> {
  const [, skipText = '', start = ''] = CURSOR.exec(cursor ?? '0|') ?? []
  if (skipText === '') throw new AppError('invalid_input', '翻页标记无效，请从第一页重新打开')
  const items: Row[] = []
  let skip = Number(skipText)
  for (let from = start; ; ) {
    const page = await listAudience(audience, { cursor: from || undefined, limit: atOnce })
    const fitting = await look(page.items)
    const taken = fitting.slice(skip, skip + limit - items.length)
    items.push(...taken)
    const shown = skip + taken.length
    if (shown < fitting.length) return { items, next: `${shown}|${from}` }
    if (page.next === null) return { items, next: null }
    if (items.length === limit) return { items, next: `0|${page.next}` }
    skip = Math.max(0, skip - fitting.length)
    from = page.next
  }
}
