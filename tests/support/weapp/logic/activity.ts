/** What the mini-program still has under way, and what went wrong in it. */
export interface Activity {
  problems: string[]
  /** Marks something as under way; call the answer once when it is over. */
  begin(): () => void
  /** Runs a task of the mini-program; what it throws becomes a problem, as WeChat reports it, not an exception here. */
  run<T>(task: () => T): T | undefined
  /** Runs a task in a later turn, as the view layer answers. */
  later(task: () => void): void
  /** Waits until nothing is under way for three turns in a row, at most `limit` ms. */
  settle(limit?: number): Promise<void>
}

/** An error in words, stack included. */
export function describeError(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'stack' in error) return String(error.stack)
  return typeof error === 'object' ? JSON.stringify(error) : String(error)
}

export function createActivity(): Activity {
  const problems: string[] = []
  let underWay = 0
  const begin = () => {
    underWay++
    let over = false
    return () => {
      if (!over) underWay--
      over = true
    }
  }
  const run = <T>(task: () => T): T | undefined => {
    try {
      return task()
    } catch (error) {
      problems.push(describeError(error))
      return undefined
    }
  }
  return {
    problems,
    begin,
    run,
    later(task) {
      const end = begin()
      setTimeout(() => {
        run(task)
        end()
      }, 0)
    },
    async settle(limit = 3_000) {
      const deadline = Date.now() + limit
      for (let quiet = 0; quiet < 3 && Date.now() < deadline; ) {
        await new Promise((resolve) => setTimeout(resolve, 1))
        quiet = underWay === 0 ? quiet + 1 : 0
      }
    },
  }
}
