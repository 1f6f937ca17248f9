/**
 * Parses JSON written by WeChat. Message ids are 64-bit numbers, which JSON.parse would round: they are read as strings.
 * Inside a JSON string quotes are escaped, so the pattern can only meet a real key.
 *
 * @returns the object, or undefined when the text is not a JSON object.
 */
export function parseWechatJson(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/"(msgid)"\s*:\s*(\d+)/gi, '"$1":"$2"'))
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** A JSON object, not an array and not null. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
