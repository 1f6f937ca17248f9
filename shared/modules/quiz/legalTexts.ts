import { type PlainDate, plainDate } from '@shared/core/plainDate'

/** 法规文本的一个版本 — from when until (and including) when it applies, and which articles it has. */
export interface LegalTextVersion {
  from: PlainDate
  /** Last day; absent while it is in force. */
  to?: PlainDate
  /** Number of the last article, or the numbers of those that were checked where the whole text was not at hand. */
  articles: number | readonly number[]
}

const whole = (from: string, articles: number): LegalTextVersion => ({ from: plainDate(from), articles })
const excerpt = (from: string, articles: readonly number[]): LegalTextVersion => ({ from: plainDate(from), articles })

/** 法规目录 — texts our own questions rest on, in the versions they were checked against. Units add theirs. */
export const LEGAL_TEXTS: Readonly<Record<string, readonly LegalTextVersion[]>> = {
  安全生产法: [whole('2021-09-01', 119)],
  生产安全事故应急条例: [whole('2019-04-01', 35)],
  生产安全事故报告和调查处理条例: [whole('2007-06-01', 46)],
  消防法: [whole('2021-04-29', 74)],
  工会法: [whole('2022-01-01', 58)],
  职业病防治法: [whole('2018-12-29', 88)],
  突发事件应对法: [whole('2024-11-01', 106)],
  工伤保险条例: [whole('2011-01-01', 67)],
  劳动法: [whole('2018-12-29', 107)],
  劳动合同法: [whole('2013-07-01', 98)],
  公职人员政务处分法: [whole('2020-07-01', 68)],
  国有企业管理人员处分条例: [whole('2024-09-01', 52)],
  监察法: [whole('2025-06-01', 78)],
  信访工作条例: [whole('2022-05-01', 50)],
  保守国家秘密法: [whole('2024-05-01', 65)],
  中国共产党廉洁自律准则: [whole('2016-01-01', 8)],
  纪检监察机关处理检举控告工作规则: [excerpt('2020-01-21', [14, 15, 16, 17, 18, 24, 25, 29, 47, 49, 50, 51, 52])],
  '中国共产党支部工作条例（试行）': [excerpt('2018-11-26', [4, 11, 17, 18, 20, 21])],
  '中国共产党国有企业基层组织工作条例（试行）': [excerpt('2019-12-30', [4])],
  中国共产党党员教育管理工作条例: [
    excerpt(
      '2019-05-06',
      [16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 34, 35, 36, 37, 38, 40, 41, 42, 43, 45, 46],
    ),
  ],
  '关于中国共产党党费收缴、使用和管理的规定': [
    excerpt('2008-04-01', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]),
  ],
  关于党的基层组织任期的意见: [whole('2018-07-12', 5)],
  中国共产党发展党员工作细则: [
    excerpt('2026-05-18', [5, 6, 7, 8, 9, 10, 11, 13, 14, 16, 17, 18, 19, 20, 25, 29, 31, 32, 33, 36]),
  ],
}

/** The number in `第28条` or `第28条第2款`; undefined for anything else. */
export function articleNumber(article: string): number | undefined {
  const found = /^第(\d{1,3})条/.exec(article)
  return found ? Number(found[1]) : undefined
}

/** Does this version hold this article? */
export function hasArticle({ articles }: LegalTextVersion, article: string): boolean {
  const number = articleNumber(article)
  if (number === undefined) return false
  return typeof articles === 'number' ? number >= 1 && number <= articles : articles.includes(number)
}

/** Is the version a question was checked against still in force on a day? */
export const isInForce = (version: Pick<LegalTextVersion, 'from' | 'to'>, day: PlainDate): boolean =>
  version.from <= day && (version.to === undefined || day <= version.to)
