import {
  check,
  integer,
  maxLength,
  maxValue,
  minValue,
  nonEmpty,
  number,
  pipe,
  regex,
  string,
  transform,
  trim,
} from 'valibot'
import { isPlainDate, type PlainDate } from './plainDate'

/**
 * The one door through which schemas enter the product: `import * as v from '@shared/core/schema'`.
 * Everything of valibot, plus the few field kinds every module needs. Messages are Chinese and are shown as they are.
 */
export * from 'valibot'

/** The keys of a table of labels, for a `picklist`. */
export const keysOf = <K extends string>(labels: Readonly<Record<K, unknown>>) => Object.keys(labels) as [K, ...K[]]

/** Identifier of a stored record: 24 hexadecimal digits. */
export const id = () => pipe(string('缺少编号'), regex(/^[0-9a-f]{24}$/, '编号格式不对'))

/** One line of text without surrounding spaces, 1…max characters. */
export const line = (max: number) =>
  pipe(
    string('请填写文字'),
    trim(),
    nonEmpty('不能为空'),
    maxLength(max, `不能超过 ${max} 个字`),
    check((value: string) => !/[\u0000-\u001f\u007f\u2028\u2029]/.test(value), '只能写一行，不能有换行或控制字符'),
  )

/** Free text of several lines, 0…max characters. */
export const text = (max: number) =>
  pipe(
    string('请填写文字'),
    trim(),
    maxLength(max, `不能超过 ${max} 个字`),
    check(
      (value: string) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(value),
      '含有看不见的控制字符，请删去',
    ),
  )

/** A business day `YYYY-MM-DD` that exists in the calendar. */
export const plainDate = () =>
  pipe(
    string('请填写日期'),
    check((value: string) => isPlainDate(value), '日期不存在，应写成 2026-06-11 这样'),
    transform((value) => value as PlainDate),
  )

/** An instant as UTC ISO string, for example `2026-06-11T06:30:00.000Z`. */
export const instant = () =>
  pipe(
    string('请填写时间'),
    regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/, '时间格式不对'),
    // Date.parse takes 31 February and 24:00 for days after them.
    check((value) => isPlainDate(value.slice(0, 10)) && /T([01]\d|2[0-3]):[0-5]\d:[0-5]\d/.test(value), '时间不存在'),
  )

/** A whole number between two limits, both included. */
export const whole = (min: number, max: number) =>
  pipe(number('请填写数字'), integer('请填写整数'), minValue(min, `不能小于 ${min}`), maxValue(max, `不能大于 ${max}`))

/** The same, arriving as text in an address: `?limit=20`. */
export const wholeText = (min: number, max: number) =>
  pipe(
    string(),
    regex(/^\d{1,9}$/, '请填写数字'),
    transform(Number),
    minValue(min, `不能小于 ${min}`),
    maxValue(max, `不能大于 ${max}`),
  )
