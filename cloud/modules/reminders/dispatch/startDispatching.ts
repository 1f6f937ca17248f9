import type { Deps } from '@cloud/core/deps'
import { dispatchPending } from './dispatchPending'

/** Keeps sending what is waiting, every few seconds. */
export function startDispatching(deps: Deps, intervalMs = 3_000): { stop(): Promise<void> } {
  let running: Promise<unknown> | undefined
  const run = (): void => {
    running ??= dispatchPending(deps)
      .catch((error: unknown) => deps.logger.error({ err: error }, 'sending reminders failed; will be tried again'))
      .finally(() => {
        running = undefined
      })
  }
  const timer = setInterval(run, intervalMs)
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
