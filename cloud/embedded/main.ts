import { ownFolder } from './process/own'
import { isEchoOfFailedCommit } from './storage/keyValue'

/**
 * The store's own process: `main <folder> <socket|tcp>`. It reports one line of JSON on standard output, stays as long
 * as its parent keeps standard input open, and after that as long as any client is connected.
 */
const report = (message: object): void => {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}

const main = async (): Promise<void> => {
  const [folder, transport] = process.argv.slice(2)
  if (folder === undefined) throw new Error('usage: main <folder> [socket|tcp]')
  const owned = await ownFolder(folder, transport === 'tcp' ? 'tcp' : 'socket')
  if (!owned) {
    report({ isTaken: true })
    return
  }
  let isParentGone = false
  let isLeaving = false
  const leave = async (): Promise<void> => {
    if (isLeaving) return
    isLeaving = true
    await owned.release()
    process.exit(0)
  }
  const leaveWhenUnused = (): void => {
    if (isParentGone && owned.server.clients() === 0) void leave()
  }
  owned.server.onLeave(leaveWhenUnused)
  process.stdin.on('close', () => {
    isParentGone = true
    leaveWhenUnused()
  })
  process.stdin.on('error', () => undefined)
  process.stdin.resume()
  process.stderr.on('error', () => undefined)
  process.on('SIGTERM', () => void leave())
  // Ctrl-C in a terminal reaches the whole process group; the parent decides when the store is no longer needed.
  process.on('SIGINT', () => undefined)
  process.on('SIGHUP', () => undefined)
  process.on('unhandledRejection', (reason) => {
    if (!isEchoOfFailedCommit(reason)) throw reason
  })
  report({ owner: owned.owner })
}

main().catch((error: unknown) => {
  report({ error: error instanceof Error ? error.message : String(error) })
  process.exit(1)
})
