import { type Fields, isFields } from '../bson/document'
import { badValue } from '../errors'
import { valueAt } from '../query/paths'

/** A copy of the document in which the value at a path is another; undefined takes the field away. */
const withValue = (fields: Fields, parts: readonly string[], value: unknown): Fields => {
  const [part = '', ...rest] = parts
  const copy = { ...fields }
  const inner = copy[part]
  if (rest.length > 0) copy[part] = withValue(isFields(inner) ? inner : {}, rest, value)
  else if (value === undefined) delete copy[part]
  else copy[part] = value
  return copy
}

/** `$unwind`: one document per array element. */
export const compileUnwind = (spec: unknown): ((documents: Iterable<Fields>) => Iterable<Fields>) => {
  const options: Fields = isFields(spec) ? spec : { path: spec }
  const { path, includeArrayIndex, preserveNullAndEmptyArrays } = options
  if (typeof path !== 'string' || !path.startsWith('$')) throw badValue('path option to $unwind should begin with $')
  const parts = path.slice(1).split('.')
  const numbered = (fields: Fields, position: number | null): Fields =>
    typeof includeArrayIndex === 'string' ? withValue(fields, includeArrayIndex.split('.'), position) : fields
  return function* (documents) {
    for (const fields of documents) {
      const value = valueAt(fields, parts)
      const isEmpty = value === undefined || value === null || (Array.isArray(value) && value.length === 0)
      if (isEmpty && preserveNullAndEmptyArrays !== true) continue
      if (isEmpty) yield numbered(Array.isArray(value) ? withValue(fields, parts, undefined) : fields, null)
      else if (!Array.isArray(value)) yield numbered(fields, null)
      else for (const [i, item] of value.entries()) yield numbered(withValue(fields, parts, item), i)
    }
  }
}
