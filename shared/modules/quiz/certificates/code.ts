/**
 * Without what is taken for one another when read or typed: no 0 O, 1 I L. Thirty-one of them: with a prime the check character finds
 * every single wrong character and every two that have changed places.
 */
export const CERTIFICATE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
/** Drawn at random: 31¹¹ possibilities are not guessed. */
export const DRAWN_CHARACTERS = 11

const PRIME = CERTIFICATE_ALPHABET.length
const worthOf = (character: string): number => CERTIFICATE_ALPHABET.indexOf(character)

/** 校验字符 — the last character of a code: all of them, weighted by their place, come to a multiple of the prime. */
export function checkCharacter(drawn: string): string {
  const sum = [...drawn].reduce((total, character, place) => total + (place + 2) * worthOf(character), 0)
  return CERTIFICATE_ALPHABET.charAt((PRIME - (sum % PRIME)) % PRIME)
}

/** A typed or scanned code as it is stored: in capitals, without what stands between its groups. */
export const plainCertificateCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/[\s\-–—·._]/g, '')
    .toUpperCase()

/** Has a plain code the right length, the right characters, and a check character that fits? */
export function isCertificateCode(code: string): boolean {
  if (code.length !== DRAWN_CHARACTERS + 1 || [...code].some((character) => worthOf(character) < 0)) return false
  return checkCharacter(code.slice(0, DRAWN_CHARACTERS)) === code.charAt(DRAWN_CHARACTERS)
}

/** `ABCD-EFGH-JKMN`: as a code is shown. */
export const spacedCertificateCode = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-')

/** The code in what a camera has read: our address with the code, or the code by itself. Undefined for anything else. */
export function certificateCodeIn(scanned: string): string | undefined {
  const named = /[?&](?:code|scene)=([^&#]+)/.exec(scanned)?.[1]
  const code = plainCertificateCode(named ?? scanned)
  return isCertificateCode(code) ? code : undefined
}
