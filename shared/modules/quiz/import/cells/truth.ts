const TRUE_WORDS = [
  '正确',
  '对',
  '对的',
  '正确的',
  '是',
  '是的',
  '√',
  '✓',
  '✔',
  '☑',
  't',
  'true',
  'y',
  'yes',
  'right',
  'correct',
  'v',
  '真',
]
const FALSE_WORDS = [
  '错误',
  '错',
  '错的',
  '错误的',
  '不对',
  '不正确',
  '否',
  '不是',
  '×',
  '✗',
  '✘',
  '☒',
  '╳',
  '✕',
  '✖',
  'х',
  'x',
  'f',
  'false',
  'n',
  'no',
  'wrong',
  'incorrect',
  '假',
]
const TRUTHS = new Map<string, boolean>([
  ...TRUE_WORDS.map((word) => [word.normalize('NFKC'), true] as const),
  ...FALSE_WORDS.map((word) => [word.normalize('NFKC'), false] as const),
])

/** “正确”, “√”, “错” … as true or false; undefined for anything else. Digits and letters of options are no such word. */
export const findTruth = (text: string): boolean | undefined =>
  TRUTHS.get(
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/^[\s(（[【“"]+|[\s)）\]】”".。!！]+$/g, ''),
  )
