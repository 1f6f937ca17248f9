const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** 24 letters and digits that nobody else has: request ids, idempotency keys, facts made without signal. Not a secret. */
export function newId(): string {
  const moment = Date.now().toString(36).padStart(9, '0')
  const rest = Array.from({ length: 15 }, () => alphabet[Math.floor(Math.random() * alphabet.length)])
  return moment + rest.join('')
}
