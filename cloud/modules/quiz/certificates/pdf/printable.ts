/** Stands where a character cannot be printed, as printers have always done it. */
export const NO_GLYPH = '〓'

/** Tells which characters a font can draw; fontkit's fonts do. */
export interface Glyphs {
  hasGlyphForCodePoint(codePoint: number): boolean
}

/** A text as it can be printed: what only chooses between forms of a character is left out, and no character comes out blank. */
export function printable(glyphs: Glyphs, text: string): string {
  const plain = text.normalize('NFC').replace(/\p{Variation_Selector}|\p{Cf}|\p{Cc}/gu, '')
  return [...plain]
    .map((character) => (glyphs.hasGlyphForCodePoint(character.codePointAt(0) ?? 0) ? character : NO_GLYPH))
    .join('')
}
