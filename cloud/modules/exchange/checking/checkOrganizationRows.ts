import { findRegistered } from '@cloud/modules/people/index'
import { readCell } from '@shared/modules/exchange/cells/readCell'
import { checkOrganizations } from '@shared/modules/exchange/checkOrganizations'
import type { Column } from '@shared/modules/exchange/model'
import { type BatchRow, inputOf } from './batchRow'
import type { CheckedBatchRow } from './checkedBatchRow'
import type { Reach } from './organizationsInReach'

/** Checks all rows of an organisation roster. */
export async function checkOrganizationRows(
  rows: readonly BatchRow[],
  { columns, reach, date1904 }: { columns: readonly Column[]; reach: Reach; date1904: boolean },
): Promise<CheckedBatchRow[]> {
  const inputs = rows.map((row) => inputOf(row, columns))
  const names = new Set(
    inputs.flatMap(({ texts, typed }) => {
      const reading = readCell('secretary', typed.secretary ?? texts.secretary ?? '')
      return reading.fix?.value ?? reading.value
    }),
  )
  const people = await findRegistered({ names: [...names].filter((name) => name !== '') })
  const byName = new Map<string, string[]>()
  for (const { _id, name, path } of people)
    if (path.startsWith(reach.root.path)) byName.set(name, [...(byName.get(name) ?? []), _id])
  const results = checkOrganizations(inputs, {
    date1904,
    register: reach.all,
    rootId: reach.root.id,
    findPersonNamed(name) {
      const [id, ...more] = byName.get(name) ?? []
      if (!id) return 'none'
      return more.length > 0 ? 'several' : { id }
    },
  })
  return rows.flatMap((batchRow, i) => {
    const input = inputs[i]
    const result = results.get(batchRow.source.row)
    return input && result ? [{ batchRow, input, result, keys: [], hasNumber: false, digest: '' }] : []
  })
}
