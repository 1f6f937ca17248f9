import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A script of this folder in a process of its own that answers every line with a line of JSON. */
export function startWorker(script: string, ...args: string[]) {
  const file = fileURLToPath(new URL(script, import.meta.url))
  const child = spawn(process.execPath, [...process.execArgv, file, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const read = async <T>(): Promise<T> => {
    const { value, done } = await lines.next()
    if (done) throw new Error('the service of the bench has ended')
    return JSON.parse(value) as T
  }
  const ask = async <T>(line: string): Promise<T> => {
    child.stdin.write(`${line}\n`)
    return read<T>()
  }
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const end = async (): Promise<void> => {
    child.stdin.end()
    await ended
  }
  return { read, ask, ended, end }
}
