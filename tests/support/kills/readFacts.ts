import { Appraisals, Participants, Totals } from '@cloud/modules/appraisals/collection'
import { Adjustments, LocalItems } from '@cloud/modules/duties/collection'
import { Handovers } from '@cloud/modules/handovers/collection'
import { Attendances, Meetings } from '@cloud/modules/meetings/collection'
import { Organizations } from '@cloud/modules/organizations/collection'
import { People } from '@cloud/modules/people/collection'
import { Deliveries } from '@cloud/modules/reminders/collection'
import { namesOfRound } from './acts/enter'
import type { Play } from './play'

const sorted = (list: readonly string[]): string[] => [...list].sort()

/** How often each occurs. */
const countBy = (list: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const one of list) counts[one] = (counts[one] ?? 0) + 1
  return counts
}

async function readMeetings(organizationId: string) {
  const meetings = await Meetings.find({ organizationId }).sort({ _id: 1 }).lean()
  return Promise.all(
    meetings.map(async ({ _id: id, title, entries }) => {
      const list = await Attendances.find({ meetingId: id }).lean()
      const kinds = list.map((one) => [one.personId, one.entries.map((entry) => entry.kind as string)] as const)
      const attendance = Object.fromEntries(kinds.filter(([, entries]) => entries.length > 0))
      return { id, title, steps: entries.map((entry) => entry.step as string), attendance }
    }),
  )
}

async function readAppraisal(organizationId: string) {
  const [record, ...more] = await Appraisals.find({ organizationId }).lean()
  if (!record || more.length > 0) return undefined
  const rounds = await Totals.find({ _id: { $regex: `^${record._id}:` } }).lean()
  const totals = rounds.map(({ _id, counts }) => {
    const sums = Object.entries(counts).map(([personId, chosen]) => [personId, chosen.reduce((a, b) => a + b, 0)])
    return [_id.split(':')[1], Object.fromEntries(sums)] as const
  })
  const people = await Participants.find({ caseId: record._id }).lean()
  const tookPart = people.filter((one) => one.selfOn && one.peerDone && one.ballotDone && one.acknowledged)
  return {
    id: record._id,
    steps: record.entries.map((entry) => entry.step as string),
    totals: Object.fromEntries(totals),
    tookPart: sorted(tookPart.map((one) => one.personId)),
    ratings: people.map((one) => one.ratings.length),
  }
}

async function readHandover(organizationId: string) {
  const [record, ...more] = await Handovers.find({ organizationId }).lean()
  if (!record || more.length > 0) return undefined
  const own = record.entries.filter((entry) => !['successor', 'settle'].includes(entry.kind))
  return { id: record._id, kinds: countBy(own.map((entry) => entry.kind)) }
}

const noticeOf = ({ meetingId, word }: Play['notices'][number]) => ({
  subject: `meetings.meeting:${meetingId}`,
  rung: word,
})

/** What is stored of one round, in the words in which it was acknowledged. */
export async function readFacts({ branchId, round, rungs, notices }: Play) {
  const keys = rungs.map(({ dutyKey }) => dutyKey)
  const heard = await Deliveries.find({ subject: { $in: keys }, rung: { $in: rungs.map((one) => one.rung) } }).lean()
  const announced = await Deliveries.find({ $or: notices.map(noticeOf) }).lean()
  return {
    branches: await Organizations.countDocuments({ name: `第${round}党支部` }),
    people: sorted((await People.find({ name: { $in: namesOfRound(round) } }).lean()).map((one) => one._id)),
    meetings: await readMeetings(branchId),
    items: (await LocalItems.find({ organizationId: branchId }).lean()).map(({ _id, title, closedOn }) => [
      _id,
      title,
      closedOn !== undefined,
    ]),
    waived: (await Adjustments.find({ organizationId: branchId }).lean()).map((one) => one._id),
    rungs: sorted(heard.map((one) => `${one.subject} ${one.rung} ${one.recipientId}`)),
    notices: sorted(announced.map((one) => `${one.subject} ${one.rung} ${one.recipientId}`)),
    appraisal: await readAppraisal(branchId),
    handover: await readHandover(branchId),
  }
}

/** The same from what was acknowledged. */
export function factsOf(play: Play): Awaited<ReturnType<typeof readFacts>> {
  const { people, meetings, items, waived, rungs, notices, appraisal, handover } = play
  const everybody = Object.values(people)
  return {
    branches: 1,
    people: sorted(everybody.map((one) => one.id)),
    meetings,
    items: items.map(({ id, title }) => [id, title, true]),
    waived,
    rungs: sorted(rungs.map((one) => `${one.dutyKey} ${one.rung} ${one.recipientId}`)),
    notices: sorted(
      notices.map(noticeOf).flatMap(({ subject, rung }) => everybody.map(({ id }) => `${subject} ${rung} ${id}`)),
    ),
    appraisal: appraisal && {
      ...appraisal,
      tookPart: sorted(appraisal.tookPart),
      ratings: everybody.map(() => 1),
    },
    handover,
  }
}
