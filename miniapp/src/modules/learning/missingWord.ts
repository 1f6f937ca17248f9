import type { MissingFile } from './downloads'

const WHY = { large: '放不下', failed: '没有取到' } as const

export const MISSING = '没存下来，有信号才能看'

/** `应急手册.pdf（放不下）、洞口.png（没有取到）` */
export const missingWord = (missing: readonly MissingFile[]): string =>
  missing.map(({ name, why }) => `${name}（${WHY[why]}）`).join('、')
