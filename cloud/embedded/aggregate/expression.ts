import { type Fields, isFields, soleEntry } from '../bson/document'
import { badValue, unsupported } from '../errors'
import { OPERATORS } from './operators'

/** Names bound by `$map` and `$filter`, without the `$$`. */
export type Variables = Record<string, unknown>
export type Evaluate = (fields: Fields, variables: Variables) => unknown

/** Missing, null, false and 0 are false; everything else, also '' and [], is true. */
export const isTruthy = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== false && value !== 0

/** A field path looks into arrays of documents: `$items.name` is the list of names. */
const readPath = (value: unknown, parts: readonly string[], depth: number): unknown => {
  const part = parts[depth]
  if (part === undefined) return value
  if (Array.isArray(value))
    return value.map((item) => readPath(item, parts, depth)).filter((item) => item !== undefined)
  return isFields(value) ? readPath(value[part], parts, depth + 1) : undefined
}

const compileString = (text: string): Evaluate => {
  if (!text.startsWith('$')) return () => text
  const [first = '', ...parts] = text.split('.')
  if (!text.startsWith('$$')) {
    const path = [first.slice(1), ...parts]
    return (fields) => readPath(fields, path, 0)
  }
  const name = first.slice(2)
  if (name === 'ROOT' || name === 'CURRENT') return (fields) => readPath(fields, parts, 0)
  if (name === 'NOW') return () => new Date()
  if (/^[A-Z]/.test(name)) throw unsupported(`variable $$${name}`)
  return (_fields, variables) => {
    if (!(name in variables)) throw badValue(`Use of undefined variable: ${name}`)
    return readPath(variables[name], parts, 0)
  }
}

const compileOperator = (name: string, argument: unknown): Evaluate => {
  if (name === '$literal') return () => argument
  const operator = OPERATORS[name]
  if (!operator) throw unsupported(`expression operator ${name}`)
  return operator(argument, compileExpression)
}

const compileFields = (fields: Fields): Evaluate => {
  const entries = Object.entries(fields).map(([name, value]): [string, Evaluate] => {
    if (name.startsWith('$')) throw badValue(`unexpected operator ${name}`)
    return [name, compileExpression(value)]
  })
  return (source, variables) => {
    const made: Fields = {}
    for (const [name, evaluate] of entries) {
      const value = evaluate(source, variables)
      if (value !== undefined) made[name] = value
    }
    return made
  }
}

/** An aggregation expression as a function. @throws StoreError for operators that are not supported */
export const compileExpression = (expression: unknown): Evaluate => {
  if (typeof expression === 'string') return compileString(expression)
  if (Array.isArray(expression)) {
    const items = expression.map((item) => compileExpression(item))
    return (fields, variables) => items.map((evaluate) => evaluate(fields, variables) ?? null)
  }
  if (!isFields(expression)) return () => expression
  const sole = soleEntry(expression)
  return sole?.[0].startsWith('$') ? compileOperator(sole[0], sole[1]) : compileFields(expression)
}
