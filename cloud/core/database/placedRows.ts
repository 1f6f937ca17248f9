import type { Query, Schema } from 'mongoose'

/**
 * A row of an organisation: its id and where it stands in the tree; `places`, the organisation a row speaks of behind all above it;
 * the team of a person, which may stand elsewhere. An update may set one of them without the others.
 */
export interface PlacedRow {
  organizationId?: string
  path?: string
  places?: string[]
  teamId?: string
  teamPath?: string
}

/**
 * How a collection with `organizationId` and `path` takes part when organisations move. `follows` unless told otherwise; `recomputed`
 * rows follow too, but are written anew after a move in any case; `stays` tells where something was when it happened.
 */
export type Placement = 'follows' | 'recomputed' | 'stays'

type PutInPlace = (rows: readonly PlacedRow[]) => Promise<void>

let putInPlace: PutInPlace = async () => undefined

/** Names what puts rows in place; once, by the one who does. */
export const setPutInPlace = (put: PutInPlace): void => {
  putInPlace = put
}

const isPlaced = (row: unknown): row is PlacedRow => {
  const { organizationId, path, teamId, teamPath } = (row ?? {}) as PlacedRow
  const areTexts = (...values: unknown[]) => values.every((value) => typeof value === 'string')
  return areTexts(organizationId, path) || areTexts(teamId, teamPath)
}

/** The parts of an update that may set a place: values of an update without operators, or of those that set. */
const settersOf = (update: unknown): unknown[] => {
  const { $set, $setOnInsert } = (update ?? {}) as { $set?: unknown; $setOnInsert?: unknown }
  return [update, $set, $setOnInsert]
}

interface BulkOperation {
  insertOne?: { document: unknown }
  replaceOne?: { replacement: unknown }
  updateOne?: { update: unknown }
  updateMany?: { update: unknown }
}

const rowsOf = ({ insertOne, replaceOne, updateOne, updateMany }: BulkOperation): unknown[] => [
  insertOne?.document,
  replaceOne?.replacement,
  ...settersOf(updateOne?.update),
  ...settersOf(updateMany?.update),
]

/** Has every row of a collection put in place before it is written, whichever way it is written. */
export function watchPlaces(schema: Schema): void {
  const place = (rows: readonly unknown[]) => putInPlace(rows.filter(isPlaced))
  schema.pre('save', async function () {
    const { organizationId, path, places, teamId, teamPath } = this.toObject() as unknown as Required<PlacedRow>
    const row: PlacedRow = { organizationId, path, ...(places && { places }), ...(teamId && { teamId, teamPath }) }
    await place([row])
    this.set(row)
  })
  schema.pre('insertMany', async (rows: unknown) => {
    await place(Array.isArray(rows) ? rows : [rows])
  })
  schema.pre('bulkWrite', async (operations) => {
    await place((operations as BulkOperation[]).flatMap(rowsOf))
  })
  schema.pre(
    ['updateOne', 'updateMany', 'replaceOne', 'findOneAndUpdate', 'findOneAndReplace'],
    async function (this: Query<unknown, unknown>) {
      await place(settersOf(this.getUpdate()))
    },
  )
}
