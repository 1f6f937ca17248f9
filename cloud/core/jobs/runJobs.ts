import { addDays, clockTimeOf, instantAt, type PlainDate, plainDateOf } from '@shared/core/plainDate'
import type { Model } from 'mongoose'
import { defineCollection, text, when } from '../database/collection'
import { newId } from '../database/id'
import type { Deps } from '../deps'
import type { Job } from './job'

interface JobRun {
  /** `name:day` or `name:day:HH:MM`. */
  _id: string
  state: 'running' | 'done'
  /** Instance that runs it; a lease that ended may be taken over. */
  holder: string
  leaseUntil: Date
  at: Date
}

const JobRuns: Model<JobRun> = defineCollection<JobRun>(
  'jobRuns',
  { state: text, holder: text, leaseUntil: when, at: when },
  [{ keys: { at: 1 }, expireAfterSeconds: 400 * 86_400 }],
)

const LEASE_MS = 10 * 60_000
const instance = newId()

/** The latest run of a job that is due on a day, as `HH:MM`; undefined while it is too early. */
function dueSlot(job: Job, day: PlainDate, nowDay: PlainDate, nowTime: string): string | undefined {
  const last = day < nowDay ? '23:59' : nowTime
  if (last < job.at) return undefined
  if (!job.everyMinutes) return job.at
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  const passed = Math.floor((minutes(last) - minutes(job.at)) / job.everyMinutes) * job.everyMinutes
  return clockTimeOf(instantAt(day, `00:${minutes(job.at) + passed}`))
}

/** Takes a run for this instance. A finished one, or one another instance is busy with, is left alone. */
async function claim(id: string, now: Date): Promise<boolean> {
  const lease = { state: 'running', holder: instance, leaseUntil: new Date(now.getTime() + LEASE_MS), at: now } as const
  try {
    await JobRuns.create({ _id: id, ...lease })
    return true
  } catch (error) {
    if ((error as { code?: number }).code !== 11_000) throw error
  }
  const taken = await JobRuns.updateOne({ _id: id, state: 'running', leaseUntil: { $lt: now } }, { $set: lease })
  return taken.modifiedCount === 1
}

/** Runs every job that is due and has not run, oldest day first. @returns the ids of the runs done. */
export async function runDueJobs(deps: Deps, jobs: readonly Job[]): Promise<string[]> {
  const done: string[] = []
  for (const job of jobs) {
    const now = deps.clock.now()
    const today = plainDateOf(now)
    const nowTime = clockTimeOf(new Date(now).toISOString())
    for (let back = job.catchUpDays; back >= 0; back -= 1) {
      const day = addDays(today, -back)
      const slot = dueSlot(job, day, today, nowTime)
      if (!slot) continue
      const id = job.everyMinutes ? `${job.name}:${day}:${slot}` : `${job.name}:${day}`
      if (!(await claim(id, new Date(now)))) continue
      try {
        await job.run(deps, day)
        await JobRuns.updateOne({ _id: id }, { $set: { state: 'done' } })
        done.push(id)
      } catch (error) {
        deps.logger.error({ err: error, job: id }, 'job failed; it will be tried again')
        await JobRuns.deleteOne({ _id: id, holder: instance })
      }
    }
  }
  return done
}

/** Looks for due jobs every 20 seconds. */
export function startJobs(deps: Deps, jobs: readonly Job[], intervalMs = 20_000): { stop(): Promise<void> } {
  let running: Promise<unknown> | undefined
  const tick = (): void => {
    if (running) return
    running = runDueJobs(deps, jobs)
      .catch((error: unknown) => deps.logger.error({ err: error }, 'looking for due jobs failed'))
      .finally(() => {
        running = undefined
      })
  }
  const timer = setInterval(tick, intervalMs)
  tick()
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
