const DELIMITERS = [',', '\t', ';', '|'] as const

/** The delimiter that stands most often outside quotes in the first lines. */
function delimiterOf(text: string): string {
  const head = text.slice(0, 20_000).replace(/"[^"]*"/g, '')
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, count: head.split(delimiter).length }))
  return counts.sort((a, b) => b.count - a.count)[0]?.delimiter ?? ','
}

/** Splits comma separated text (RFC 4180, other delimiters too) into rows of cells; stops after `maxRows`. */
export function parseCsv(text: string, maxRows: number): string[][] {
  const declared = /^sep=(.)\r?\n/i.exec(text)
  const body = declared ? text.slice(declared[0].length) : text
  const delimiter = declared?.[1] ?? delimiterOf(body)
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const endRow = () => {
    row.push(cell)
    rows.push(row)
    row = []
    cell = ''
  }
  for (let i = 0; i < body.length && rows.length < maxRows; i += 1) {
    const character = body.charAt(i)
    if (quoted) {
      if (character !== '"') cell += character
      else if (body.charAt(i + 1) === '"') {
        cell += '"'
        i += 1
      } else quoted = false
    } else if (character === '"' && (cell === '' || cell === '=')) quoted = true
    else if (character === delimiter) {
      row.push(cell)
      cell = ''
    } else if (character === '\n') endRow()
    else if (character !== '\r') cell += character
  }
  if (rows.length < maxRows && (cell !== '' || row.length > 0)) endRow()
  return rows
}
