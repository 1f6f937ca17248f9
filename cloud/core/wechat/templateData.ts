import { WechatError } from './wechatError'

/** `data` of a subscribe message as WeChat wants it. */
export type TemplateData = Record<string, { value: string }>

interface FieldType {
  /** In code points: one Chinese character counts one. */
  limit: number
  pattern: RegExp
  /** Ends a text that had to be cut; a type without it is refused when too long, because a cut value would lie. */
  ellipsis?: string
  /** Stands for a value that is empty after cleaning. */
  empty?: string
}

const clock = String.raw`([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?`
const month = '(0?[1-9]|1[0-2])'
const day = String.raw`(0?[1-9]|[12]\d|3[01])`
const date = String.raw`\d{4}(年${month}月${day}日|[-/.]${month}[-/.]${day})`
const range = (moment: string) => new RegExp(`^${moment}(\\s?~\\s?${moment})?$`)

/** 订阅消息参数值内容限制说明. Source: mp-message-management/subscribe-message/api_sendmessage. */
const fieldTypes: Readonly<Record<string, FieldType>> = {
  thing: { limit: 20, pattern: /./u, ellipsis: '…', empty: '—' },
  number: { limit: 32, pattern: /^-?\d+(\.\d+)?$/ },
  letter: { limit: 32, pattern: /^[A-Za-z]+$/ },
  symbol: { limit: 5, pattern: /^[\p{P}\p{S}]+$/u },
  character_string: { limit: 32, pattern: /^[\x20-\x7e]+$/, ellipsis: '...' },
  time: { limit: 64, pattern: range(`(${date}\\s?)?${clock}`) },
  date: { limit: 64, pattern: range(`${date}(\\s?${clock})?`) },
  amount: { limit: 14, pattern: /^[¥￥$€£]?\d{1,10}(\.\d+)?元?$/ },
  phone_number: { limit: 17, pattern: /^[\d+() -]+$/ },
  car_number: { limit: 8, pattern: /^[\p{Script=Han}A-Za-z\d]+$/u },
  name: { limit: 10, pattern: /./u, ellipsis: '…' },
  phrase: { limit: 5, pattern: /^\p{Script=Han}+$/u },
  // The allowed values stand in the account's template, which only WeChat knows.
  enum: { limit: 64, pattern: /./u },
}

/** A name without any Chinese has twice the room; `…` would make it count as Chinese. */
const latinName: FieldType = { limit: 20, pattern: /^[\x20-\x7e]+$/, ellipsis: '...' }

/**
 * Formats the fields of one subscribe message by their WeChat type, which is the key without its number:
 * control characters and emoji go, white space collapses, texts are cut by code points.
 *
 * @param fields template key (`thing1`, `time2` …) to text.
 * @throws WechatError `invalidInput` with the field that breaks its type.
 */
export function buildTemplateData(fields: Readonly<Record<string, string>>): TemplateData {
  return Object.fromEntries(
    Object.entries(fields).map(([key, text]) => [key, { value: formatTemplateField(key, text) }]),
  )
}

/** One field of {@link buildTemplateData}. */
export function formatTemplateField(key: string, text: string): string {
  const cleaned = cleanText(text)
  const type = findType(key, cleaned)
  if (type === undefined) throw invalidField(key)
  const value = cut(cleaned === '' ? (type.empty ?? '') : cleaned, type)
  if (value === undefined || !type.pattern.test(value)) throw invalidField(key)
  return value
}

function findType(key: string, text: string): FieldType | undefined {
  const name = /^([a-z_]+)\d+$/.exec(key)?.[1] ?? ''
  return name === 'name' && latinName.pattern.test(text) ? latinName : fieldTypes[name]
}

function cut(text: string, { limit, ellipsis }: FieldType): string | undefined {
  const points = [...text]
  if (points.length <= limit) return text
  if (ellipsis === undefined) return undefined
  return (
    points
      .slice(0, limit - ellipsis.length)
      .join('')
      .trimEnd() + ellipsis
  )
}

function cleanText(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/\p{C}|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u{fe0f}|\u{20e3}/gu, '')
    .replace(/ +/g, ' ')
    .trim()
}

function invalidField(field: string): WechatError {
  return new WechatError('invalidInput', { endpoint: '/cgi-bin/message/subscribe/send', field })
}
