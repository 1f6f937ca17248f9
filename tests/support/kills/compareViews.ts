import { drainChanges } from '@cloud/core/change'
import { todayOf } from '@cloud/core/clock'
import type { Deps } from '@cloud/core/deps'
import { modules } from '@cloud/modules'
import { Boards, Duties } from '@cloud/modules/duties/collection'
import { Participations } from '@cloud/modules/meetings/collection'
import { rebuildParticipations } from '@cloud/modules/meetings/index'
import mongoose from 'mongoose'

async function readViews() {
  const duties = await Duties.find({ year: { $gte: 0 } })
    .sort({ _id: 1 })
    .lean()
  const boards = await Boards.find({ changedAt: { $gte: new Date(0) } })
    .sort({ _id: 1 })
    .lean()
  return {
    duties,
    boards: boards.map(({ revision: _r, changedAt: _c, ...board }) => board),
    participations: await Participations.find({}).sort({ _id: 1 }).lean(),
  }
}

/** Everything derived as it was kept, and as it is when it is made anew from the facts. */
export async function compareViews(deps: Deps) {
  await drainChanges(deps)
  const kept = await readViews()
  for (const name of ['duties', 'boards', 'standings', 'planRevisions'])
    await mongoose.connection.collection(name).deleteMany({})
  await rebuildParticipations()
  const rollover = modules.flatMap((module) => module.jobs ?? []).find((job) => job.name === 'duties.rollover')
  await rollover?.run(deps, todayOf(deps.clock))
  return { kept, rebuilt: await readViews() }
}
