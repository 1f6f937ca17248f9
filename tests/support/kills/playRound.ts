import type { PlainDate } from '@shared/core/plainDate'
import { appraise } from './acts/appraise'
import { arrangeDay } from './acts/arrange'
import { enterBranch } from './acts/enter'
import { escalate } from './acts/escalate'
import { handOver } from './acts/handOver'
import { meet } from './acts/meet'
import { scanIn } from './acts/scanIn'
import { received } from './checkMessages'
import { createKiller } from './killer'
import type { Play, Stage } from './play'
import { createRandom } from './seededRandom'

/** The scenario of one week, in a branch of its own, while the seed says who dies when. @returns what was acknowledged. */
export async function playRound(
  stage: Stage,
  { seed, round, monday, kills }: { seed: string; round: number; monday: PlainDate; kills: number },
): Promise<Play> {
  const { live, stub } = stage
  stage.killer = createKiller(live, createRandom(`${seed} ${round} kills`), kills, () => received(stub).length)
  stage.caller.weather(createRandom(`${seed} ${round} weather`))
  const before = stage.caller.tally.acknowledged.length
  try {
    const play = await enterBranch(stage, round, monday)
    const id = await arrangeDay(stage, play)
    await meet(stage, play, id)
    await escalate(stage, play)
    await appraise(stage, play)
    await handOver(stage, play)
    await scanIn(stage, play)
    // Days later a phone that has missed the answer asks again: what was done without signal gets the same one.
    for (const one of stage.caller.tally.acknowledged.slice(before))
      if (/check-in$|leave$/.test(one.request.path)) await stage.caller.repeat(one)
    return play
  } finally {
    await stage.killer.settle()
  }
}
