import type { Fields } from '../bson/document'
import { compileFilter } from '../query/compileFilter'
import { conjuncts, type Filter } from '../query/filter'
import { valueAt } from '../query/paths'

/** Conditions on the array itself or inside its elements. */
const concerning = (filter: Filter, path: string): Filter[] =>
  conjuncts(filter).filter((part) => {
    if (part.kind === 'or') return part.filters.some((branch) => concerning(branch, path).length > 0)
    return part.kind === 'field' && (part.path === path || part.path.startsWith(`${path}.`))
  })

/** The document as it would look with nothing at `parts` but `value`. */
const nest = (parts: readonly string[], value: unknown): Fields =>
  parts.reduceRight<unknown>((inner, part) => ({ [part]: inner }), value) as Fields

/**
 * Which element of the array at `arrayParts` made the document match: the first that, standing alone, meets all the
 * query asks of that array.
 */
export const findMatchedPosition = (
  filter: Filter,
  fields: Fields,
  arrayParts: readonly string[],
): number | undefined => {
  const items = valueAt(fields, arrayParts)
  const conditions = concerning(filter, arrayParts.join('.'))
  if (!Array.isArray(items) || conditions.length === 0) return undefined
  const matches = compileFilter({ kind: 'and', filters: conditions })
  const position = items.findIndex((item) => matches(nest(arrayParts, [item])))
  return position < 0 ? undefined : position
}
