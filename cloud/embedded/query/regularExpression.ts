import type { BSONRegExp } from 'bson'
import { badValue, unsupported } from '../errors'

const FLAGS: Record<string, string> = { i: 'i', m: 'm', s: 's', u: '' }

/** A BSON regular expression, or its source and options, as a JavaScript one. @throws StoreError for flag x. */
export const toRegExp = (source: unknown, options?: unknown): RegExp => {
  const isBson = typeof source === 'object' && source !== null && 'pattern' in source
  const pattern = isBson ? (source as BSONRegExp).pattern : source
  const letters = options ?? (isBson ? (source as BSONRegExp).options : '')
  if (typeof pattern !== 'string' || typeof letters !== 'string') throw badValue('$regex has to be a string')
  const flags = [...letters].map((letter) => {
    const flag = FLAGS[letter]
    if (flag === undefined) throw unsupported(`regular expression option ${letter}`)
    return flag
  })
  try {
    return new RegExp(pattern, `${flags.join('')}u`)
  } catch {
    try {
      return new RegExp(pattern, flags.join(''))
    } catch (error) {
      throw badValue(`Regular expression is invalid: ${String(error)}`)
    }
  }
}

/** The text every match starts with (`^abc…`), or '' when the pattern does not say. */
export const literalPrefix = (pattern: RegExp): string => {
  if (pattern.flags.includes('i') || pattern.flags.includes('m') || pattern.source.includes('|')) return ''
  const found = /^\^((?:[^\\^$.*+?()[\]{}|]|\\[^a-zA-Z0-9])+)/u.exec(pattern.source)
  const literal = found?.[1]
  if (literal === undefined) return ''
  const rest = pattern.source.slice(1 + literal.length)
  const characters = literal.match(/\\?./gsu) ?? []
  if (/^[*?{]/.test(rest)) characters.pop()
  return characters.map((character) => character.replace(/^\\/, '')).join('')
}
