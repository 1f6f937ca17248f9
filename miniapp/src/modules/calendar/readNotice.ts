import { addDays, daysBetween, isPlainDate, type PlainDate } from '@shared/core/plainDate'

export interface Notice {
  holidays: Record<string, string>
  workdays: string[]
}

const LINE = /^(\d{4}-\d\d-\d\d)\s*(?:至|到|-|—|~)?\s*(\d{4}-\d\d-\d\d)?\s*(\S+)$/

/**
 * Reads what was copied from the notice, one line per span: `2027-10-01 至 2027-10-07 国庆节`, `2027-10-09 上班`. Lines it does not
 * understand come back as days of that text, so that the service names them as wrong.
 */
export function readNotice(text: string): Notice {
  const notice: Notice = { holidays: {}, workdays: [] }
  for (const line of text
    .split('\n')
    .map((one) => one.trim())
    .filter(Boolean)) {
    const [, from = line, to, name = ''] = LINE.exec(line) ?? []
    if (name === '上班') {
      notice.workdays.push(from)
      continue
    }
    const days = to && isPlainDate(from) && isPlainDate(to) ? daysBetween(from, to) : 0
    for (let i = 0; i <= Math.min(days, 30); i += 1)
      notice.holidays[days > 0 ? addDays(from as PlainDate, i) : from] = name || '放假'
  }
  return notice
}

/** The same lines back, for correcting a year. */
export function writeNotice({
  holidays,
  workdays,
}: {
  holidays: Record<string, string>
  workdays: readonly string[]
}): string {
  const lines: string[] = []
  let start: string | undefined
  const days = Object.keys(holidays).sort()
  days.forEach((day, i) => {
    start ??= day
    const next = days[i + 1]
    const goes = next !== undefined && addDays(day as PlainDate, 1) === next && holidays[next] === holidays[day]
    if (goes) return
    lines.push(start === day ? `${day} ${holidays[day]}` : `${start} 至 ${day} ${holidays[day]}`)
    start = undefined
  })
  return [...lines, ...workdays.map((day) => `${day} 上班`)].join('\n')
}
