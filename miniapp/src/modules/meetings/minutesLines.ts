import type { Votes } from '@shared/modules/meetings/model'
import type { MeetingDetail } from '@shared/modules/meetings/schemas'

/** Fields that repeat other lines, or that only the printed sheet needs. */
const QUIET = ['decisions', 'votes', 'kind']

/** The minutes as people read them: what a hand writes, the votes, and what is known by itself. Pages list and count from here alone. */
export function minutesLines(
  { minutes, agenda }: Pick<MeetingDetail, 'minutes' | 'agenda'>,
  votes: Record<string, Votes>,
) {
  const asked = minutes.fields.filter((field) => field.asked)
  const known = minutes.fields.filter((field) => !field.asked && !QUIET.includes(field.id))
  const voted = agenda.flatMap((item, i) => {
    const own = votes[String(i)]
    return own ? [{ item, i, votes: own }] : []
  })
  return { asked, known, voted, filled: known.length + voted.length }
}
