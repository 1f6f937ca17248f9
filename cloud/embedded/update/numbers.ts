import { Double, Int32, Long } from 'bson'
import { isNumber, toDouble, toExactInteger } from '../bson/order'
import { typeMismatch } from '../errors'

const isInt32 = (value: unknown): boolean => value instanceof Int32
const isInteger = (value: unknown): boolean => isInt32(value) || toExactInteger(value) !== undefined

const exactOf = (value: unknown): bigint => toExactInteger(value) ?? BigInt(toDouble(value))

/** MongoDB's arithmetic: double if one is, else int64 if one is or int32 overflows. Operands keep their BSON types. */
const calculate = (
  a: unknown,
  b: unknown,
  onDoubles: (x: number, y: number) => number,
  onIntegers: (x: bigint, y: bigint) => bigint,
): Int32 | Long | Double => {
  if (!isInteger(a) || !isInteger(b)) return new Double(onDoubles(toDouble(a), toDouble(b)))
  const result = onIntegers(exactOf(a), exactOf(b))
  if (BigInt.asIntN(64, result) !== result) throw typeMismatch('integer overflow')
  const staysInt32 = isInt32(a) && isInt32(b) && BigInt.asIntN(32, result) === result
  return staysInt32 ? new Int32(Number(result)) : Long.fromBigInt(result)
}

const checkNumber = (value: unknown, operator: string, path: string): void => {
  if (!isNumber(value)) throw typeMismatch(`Cannot apply ${operator} to the non-numeric field or argument ${path}`)
}

/** The result of `$inc`; a missing field counts as 0. @throws StoreError TypeMismatch */
export const addNumbers = (current: unknown, argument: unknown, path: string): unknown => {
  checkNumber(argument, '$inc', path)
  if (current === undefined) return argument
  checkNumber(current, '$inc', path)
  return calculate(
    current,
    argument,
    (x, y) => x + y,
    (x, y) => x + y,
  )
}

/** The result of `$mul`; a missing field becomes 0. @throws StoreError TypeMismatch */
export const multiplyNumbers = (current: unknown, argument: unknown, path: string): unknown => {
  checkNumber(argument, '$mul', path)
  const factor = current === undefined ? new Int32(0) : current
  checkNumber(factor, '$mul', path)
  return calculate(
    factor,
    argument,
    (x, y) => x * y,
    (x, y) => x * y,
  )
}
