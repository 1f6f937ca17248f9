import type { SealedField } from './model'

const stars = (n: number): string => '*'.repeat(Math.max(n, 1))

const MASKS: Record<SealedField, (value: string) => string> = {
  idNumber: (value) =>
    value.length < 10 ? stars(value.length) : `${value.slice(0, 4)}${stars(value.length - 8)}${value.slice(-4)}`,
  phone: (value) => (value.length < 8 ? stars(value.length) : `${value.slice(0, 3)}****${value.slice(-4)}`),
  address: (value) => `${[...value].slice(0, 3).join('')}${stars(6)}`,
}

/** A personal number as lists show it: enough to tell two people apart, not enough to use (H-06). */
export const maskField = (field: SealedField, value: string): string => MASKS[field](value)

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** Check character of the first 17 digits of a citizen's number (GB 11643, ISO 7064 mod 11-2). */
export function idNumberCheckDigit(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(first17[i]), 0)
  return '10X98765432'.charAt(sum % 11)
}

/** Is this an 18-digit citizen's number whose check character fits? */
export const isIdNumber = (value: string): boolean =>
  /^\d{17}[\dX]$/.test(value) && idNumberCheckDigit(value.slice(0, 17)) === value[17]

export const isPhone = (value: string): boolean => /^1[3-9]\d{9}$/.test(value)
