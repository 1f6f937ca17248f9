import { ASKED_FACT, type Asked, Askings } from '@cloud/core/asked'
import type { Change, Consumer } from '@cloud/core/change'
import { inTransaction } from '@cloud/core/database/connect'
import { takeTurn } from '@cloud/core/database/takeTurn'
import { listOrganizations } from '@cloud/modules/organizations/index'
import { addMonths, plainDate, plainDateOf } from '@shared/core/plainDate'
import { askedBy, repetitionsIn } from '@shared/modules/burden/rules'
import { type MonthRecord, Months } from './collection'

/** Months looked through for words given before. */
const LOOK_BACK = 2
/** What one organisation can be asked in three months; more than this is no longer read, the sums stay a lower bound. */
const MOST_ASKINGS = 20_000

export const monthBefore = (month: string, months = 1): string =>
  addMonths(plainDate(`${month}-01`), -months).slice(0, 7)

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** The record of one organisation and month, from what it was asked. */
export async function computeMonth(organizationId: string, path: string, month: string): Promise<MonthRecord> {
  const askings = await Askings.find({ organizationId, month: { $gte: monthBefore(month, LOOK_BACK), $lte: month } })
    .limit(MOST_ASKINGS)
    .lean<Asked[]>()
  const by = askedBy(askings, month)
  return {
    _id: `${organizationId}:${month}`,
    organizationId,
    path,
    month,
    by,
    repeated: repetitionsIn(askings, month),
    times: sum(by.map((each) => each.times)),
    fields: sum(by.map((each) => each.fields)),
    typed: sum(by.map((each) => each.typed)),
  }
}

const placeOf = ({ organizationId, at }: Change): string => `${organizationId}:${plainDateOf(at.getTime()).slice(0, 7)}`

const ORGANIZATION_FACT = 'organizations.organization'

/** Sums up anew the months in which something was asked; an organisation that moves takes its months along. */
export const burdenConsumer: Consumer = {
  name: 'burden',
  facts: [ASKED_FACT, ORGANIZATION_FACT],
  async apply(_deps, changes) {
    const ids = [...new Set(changes.map(({ organizationId }) => organizationId))]
    const paths = new Map((await listOrganizations({ ids })).map(({ id, path }) => [id, path]))
    const asked = changes.filter(({ fact }) => fact === ASKED_FACT).map(placeOf)
    const places = [...new Set(asked)].map((place) => place.split(':') as [string, string])
    const moved = changes.filter(({ fact }) => fact === ORGANIZATION_FACT).map(({ organizationId }) => organizationId)
    for (const id of new Set(moved)) {
      const path = paths.get(id)
      if (path !== undefined) await Months.updateMany({ organizationId: id, path: { $ne: path } }, { path })
    }
    for (const [organizationId, month] of places) {
      const path = paths.get(organizationId)
      if (path === undefined) continue
      // Of two instances at it the later one starts over: it must not write down what it had read before the other wrote.
      await inTransaction(async () => {
        await takeTurn(`burden:${organizationId}:${month}`)
        const record = await computeMonth(organizationId, path, month)
        await Months.replaceOne({ _id: record._id }, record, { upsert: true })
      })
    }
  },
}
