import { AppError } from '@shared/core/errors'
import * as v from '@shared/core/schema'

/** Parses a part of a request. @throws AppError invalid_input that lists every field that is wrong. */
export function parseWith<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, value)
  if (parsed.success) return parsed.output
  const violations = parsed.issues.slice(0, 50).map((issue) => {
    const field = v.getDotPath(issue)
    const missing = issue.received === 'undefined'
    const message = missing ? '缺少这一项' : /[\u4e00-\u9fff]/.test(issue.message) ? issue.message : '格式不对'
    return field ? { field, message } : { message }
  })
  const [first] = violations
  const place = first && 'field' in first ? `（${first.field}）` : ''
  const more = violations.length > 1 ? `，另有 ${violations.length - 1} 处` : ''
  throw new AppError('invalid_input', `填写有误：${first?.message ?? '格式不对'}${place}${more}`, violations)
}
