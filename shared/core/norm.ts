import type { PlainDate } from './plainDate'

/** 依据 — the document and the article a rule stands in. */
export interface Source {
  document: string
  article: string
}

/** One wording of a norm and the day it began to apply. */
export interface NormVersion<T> {
  from: PlainDate
  value: T
  source: Source
}

/** 规范 — a rule as data. A rule that changed gets a new version, never an edit; old records keep being judged by the old one. */
export interface Norm<T> {
  label: string
  versions: readonly NormVersion<T>[]
}

/** Declares a norm and sorts nothing: versions must stand in order of `from`. @throws RangeError when they do not. */
export function defineNorm<T>(label: string, versions: readonly NormVersion<T>[]): Norm<T> {
  versions.forEach((version, i) => {
    const before = versions[i - 1]
    if (before && before.from >= version.from) throw new RangeError(`规范“${label}”的版本没有按日期排列`)
  })
  if (versions.length === 0) throw new RangeError(`规范“${label}”没有版本`)
  return { label, versions }
}

/** The version in force on a day, or undefined when the norm did not exist yet. */
export function findInForce<T>(norm: Norm<T>, day: PlainDate): NormVersion<T> | undefined {
  let found: NormVersion<T> | undefined
  for (const version of norm.versions) if (version.from <= day) found = version
  return found
}

/** The version in force on a day. @throws RangeError when the norm did not exist yet. */
export function inForce<T>(norm: Norm<T>, day: PlainDate): NormVersion<T> {
  const found = findInForce(norm, day)
  if (!found) throw new RangeError(`${day} 时还没有规范“${norm.label}”`)
  return found
}

/** `《中国共产党支部工作条例（试行）》第11条`. */
export const sourceLabel = (source: Source): string => `《${source.document}》${source.article}`
