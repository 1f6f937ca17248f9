import type { MissingFile } from './downloads'

const WHY = { large: '放不下', failed: '没有取到' } as const

/** `没存下来：应急手册.pdf（放不下）`: files of a course that can only be seen with a signal. */
export const missingWord = (missing: readonly MissingFile[]): string =>
  `没存下来，有信号才能看：${missing.map(({ name, why }) => `${name}（${WHY[why]}）`).join('、')}`
