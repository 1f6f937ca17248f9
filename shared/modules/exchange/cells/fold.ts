/** Full-width letters, digits and signs become half-width ones; every kind of space becomes a plain one. */
export const foldWidth = (text: string): string =>
  text
    .replace(/[\uff01-\uff5e]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000\t\r\n]+/g, ' ')

/** Takes off what spreadsheets wrap around a text and nobody sees: ="…", a leading apostrophe, zero-width signs, outer spaces. */
export function bareText(text: string): string {
  const visible = text
    .replace(/[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
    .trim()
  const formula = /^="(.*)"$/s.exec(visible)
  return (formula?.[1] ?? visible).replace(/^['‘’`]+/, '').trim()
}

const NOTHING = /^(无|暂无|没有|不详|未知|空|[-—–_/\\·.、*]+|n\/?a|null|none|nil)$/i

/** Is this a cell that says “nothing” in words or dashes? */
export const saysNothing = (text: string): boolean => text === '' || NOTHING.test(text)

/** A long number a spreadsheet has rounded: `1.10101E+17`. Its last digits are lost. */
export const isRounded = (text: string): boolean => /^\d(\.\d+)?e\+?\d{1,2}$/i.test(text)
