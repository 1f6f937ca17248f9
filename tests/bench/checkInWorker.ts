// The service of the check-in bench in a process of its own: prepares the meetings, says where it is, and answers until it is told to end.
import { createInterface } from 'node:readline'
import { drainChanges, recordChange } from '@cloud/core/change'
import { currentCode } from '@cloud/core/checkIn/rollingCode'
import { systemClock } from '@cloud/core/clock'
import { inTransaction } from '@cloud/core/database/connect'
import { newId } from '@cloud/core/database/id'
import { takeTurn } from '@cloud/core/database/takeTurn'
import { openSession } from '@cloud/modules/accounts/index'
import { type AttendanceRecord, Attendances, type MeetingRecord, Meetings } from '@cloud/modules/meetings/collection'
import { FACT } from '@cloud/modules/meetings/write'
import { dispatchPending } from '@cloud/modules/reminders/index'
import { addDays, clockTimeOf, plainDateOf } from '@shared/core/plainDate'
import { memberName } from '../support/factories'
import { type FilledBranch, fillBranches } from './fillBranches'
import { openBench } from './openBench'

const [, , folder = '', branches = '0', members = '0'] = process.argv
const FLOOR_WRITES = 200

interface Guest {
  token: string
  meetingId: string
}

/** A meeting that has begun, with everybody of the branch on its list. */
function beginMeeting({ id, path, members: people }: FilledBranch) {
  const now = systemClock.now()
  const at = new Date(now).toISOString()
  const on = plainDateOf(now)
  const [secretary = '', commissioner = ''] = people
  const meeting: MeetingRecord = {
    _id: newId(),
    organizationId: id,
    path,
    kind: 'themeDay',
    title: '主题党日',
    on,
    startTime: clockTimeOf(at),
    endTime: '23:59',
    place: '党员活动室',
    chairId: secretary,
    recorderId: commissioner,
    agenda: [{ title: '集中学习', kind: 'study' }],
    entries: [
      { step: 'plan', by: commissioner, at, on: addDays(on, -3) },
      { step: 'notify', by: commissioner, at, on: addDays(on, -3) },
    ],
    changes: [],
    minutes: {},
    votes: {},
    state: 'notified',
    revision: 2,
  }
  const list = people.map(
    (personId, i): AttendanceRecord => ({
      _id: `${meeting._id}:${personId}`,
      meetingId: meeting._id,
      organizationId: id,
      personId,
      name: memberName(i),
      standing: 'voting',
      entries: [],
    }),
  )
  return { meeting, list }
}

/** Branches in which everybody has long been invited: plans are made, notices are delivered. */
async function prepare(): Promise<Guest[]> {
  const bench = await openBench(folder, systemClock)
  const { deps } = bench.service
  const filled = await fillBranches(deps, Number(branches), Number(members))
  const begun = filled.branches.map(beginMeeting)
  await Meetings.insertMany(
    begun.map(({ meeting }) => meeting),
    { lean: true },
  )
  await Attendances.insertMany(
    begun.flatMap(({ list }) => list),
    { lean: true },
  )
  await recordChange(
    { now: new Date(systemClock.now()).toISOString() },
    begun.map(({ meeting }) => ({ organizationId: meeting.organizationId, fact: FACT, factId: meeting._id })),
  )
  await drainChanges(deps)
  await dispatchPending(deps)
  const guests: Guest[] = []
  for (const { list } of begun)
    guests.push(
      ...(await Promise.all(
        list.map(async ({ meetingId, personId }) => ({
          token: await openSession(deps, { personId }, 'wechat', 'bench'),
          meetingId,
        })),
      )),
    )
  await bench.close()
  return guests
}

async function main(): Promise<void> {
  const guests = await prepare()
  const bench = await openBench(folder, systemClock, true)
  const { deps, url } = bench.service
  const started = performance.now()
  const floor = Array.from({ length: FLOOR_WRITES }, (_, i) => i)
  const write = async () => {
    for (let i = floor.pop(); i !== undefined; i = floor.pop()) await inTransaction(() => takeTurn(`bench:${i}`))
  }
  await Promise.all(Array.from({ length: 20 }, write))
  console.log(JSON.stringify({ url, guests, floor: (FLOOR_WRITES * 1_000) / (performance.now() - started) }))
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'codes') {
      const codes = [...new Set(guests.map((guest) => guest.meetingId))]
      console.log(JSON.stringify(Object.fromEntries(codes.map((id) => [id, currentCode(deps, id, systemClock.now())]))))
      continue
    }
    const rows = await Attendances.find({ meetingId: { $in: guests.map((guest) => guest.meetingId) } }).lean()
    console.log(
      JSON.stringify({
        present: rows.filter((row) => row.entries.some((entry) => entry.kind === 'checkIn')).length,
        entries: rows.reduce((sum, row) => sum + row.entries.length, 0),
      }),
    )
    break
  }
  await bench.close()
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
