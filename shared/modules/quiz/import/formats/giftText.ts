/** A text inside a GIFT file: what steers the format gets a backslash, line breaks are written out. */
export const giftText = (text: string): string =>
  text
    .replace(/[\\~=#{}:]/g, '\\$&')
    .replace(/->/g, '-\\>')
    .replace(/\n/g, '\\n')

/** The same read back. */
export const plainOfGift = (text: string): string =>
  text.replace(/\\([\s\S])/g, (_, character: string) => (character === 'n' ? '\n' : character))

/** Places of a sign that is not behind a backslash. */
export function placesOf(text: string, signs: string): number[] {
  const places: number[] = []
  for (let i = 0; i < text.length; i += 1) {
    if (text.charAt(i) === '\\') i += 1
    else if (signs.includes(text.charAt(i))) places.push(i)
  }
  return places
}

/** Cuts a text in two at the first of these places. */
export const cutAt = (text: string, place: number | undefined, width = 1): [string, string | undefined] =>
  place === undefined ? [text, undefined] : [text.slice(0, place), text.slice(place + width)]

/** In front of what the product knows of a question and GIFT has no place for. Other programs pass over such lines. */
export const OWN_MARK = '// 知行'
