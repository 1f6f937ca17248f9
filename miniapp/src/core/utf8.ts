/** Text as the bytes of UTF-8. WeChat has no `TextEncoder`. @throws URIError for half a character. */
export function utf8Bytes(text: string): ArrayBuffer {
  const bytes: number[] = []
  const escaped = encodeURIComponent(text)
  for (let i = 0; i < escaped.length; i += 1) {
    const isByte = escaped[i] === '%'
    bytes.push(isByte ? Number.parseInt(escaped.slice(i + 1, i + 3), 16) : escaped.charCodeAt(i))
    if (isByte) i += 2
  }
  return new Uint8Array(bytes).buffer
}
