import { badValue, unsupported } from '../errors'

const pad = (value: number, width: number): string => String(value).padStart(width, '0')

/** Minutes a time zone is ahead of UTC at an instant. @throws StoreError for an unknown zone */
const offsetMinutes = (date: Date, zone: string): number => {
  const fixed = /^([+-])(\d\d):?(\d\d)$/.exec(zone)
  if (fixed) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3]))
  try {
    const shown = date.toLocaleString('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    const offset = /GMT(?:([+-]\d\d:\d\d))?/.exec(shown)?.[1]
    return offset === undefined ? 0 : offsetMinutes(date, offset)
  } catch {
    throw badValue(`unrecognized time zone identifier: "${zone}"`)
  }
}

/** A date by MongoDB's format letters (%Y %m %d %H %M %S %L %%) in a time zone. */
export const formatDate = (date: Date, format: string, zone: string): string => {
  const local = new Date(date.getTime() + offsetMinutes(date, zone) * 60_000)
  const letters: Record<string, string> = {
    Y: pad(local.getUTCFullYear(), 4),
    m: pad(local.getUTCMonth() + 1, 2),
    d: pad(local.getUTCDate(), 2),
    H: pad(local.getUTCHours(), 2),
    M: pad(local.getUTCMinutes(), 2),
    S: pad(local.getUTCSeconds(), 2),
    L: pad(local.getUTCMilliseconds(), 3),
    '%': '%',
  }
  return format.replace(/%(.)/g, (_whole, letter: string) => {
    const text = letters[letter]
    if (text === undefined) throw unsupported(`%${letter} in a date format`)
    return text
  })
}
