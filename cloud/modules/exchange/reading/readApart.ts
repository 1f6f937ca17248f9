import { type ChildProcess, fork } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { AppError } from '@shared/core/errors'
import type { ImportKind } from '@shared/modules/exchange/model'
import type { ReaderAnswer, ReaderRequest } from './reader'
import type { Roster } from './readRoster'

const MEMORY_MB = 768
const TIME_LIMIT_MS = 60_000
const KEPT_VARIABLES = ['PATH', 'SystemRoot', 'TMPDIR', 'TEMP', 'TZ']

/** From source (tests, development) the reader runs through tsx; the built service has it beside its main file. No secret goes along. */
function startReader(): ChildProcess {
  const here = import.meta.url
  const fromSource = here.endsWith('.ts')
  const entry = fileURLToPath(new URL(fromSource ? './reader.ts' : './roster-reader.mjs', here))
  const loader = fromSource ? ['--import', pathToFileURL(createRequire(here).resolve('tsx')).href] : []
  return fork(entry, [], {
    execArgv: [`--max-old-space-size=${MEMORY_MB}`, ...loader],
    env: Object.fromEntries(KEPT_VARIABLES.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
}

/**
 * Reads a roster in a process of its own with a limit on time and memory: whatever the file does to the reader, the service goes on.
 * @throws AppError invalid_input or too_large with what to do.
 */
export function readApart(kind: ImportKind, file: Uint8Array): Promise<Roster> {
  const child = startReader()
  return new Promise<Roster>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new AppError('too_large', '读这个文件用时过长，请只留需要导入的一张表再上传')),
      TIME_LIMIT_MS,
    )
    child.once('message', (answer: ReaderAnswer) => {
      if ('roster' in answer) resolve(answer.roster)
      else reject(new AppError(answer.refused.code, answer.refused.message))
    })
    child.once('error', reject)
    child.once('exit', () => {
      clearTimeout(timer)
      reject(new AppError('too_large', '文件内容过多或已损坏，读不下；请另存为 .xlsx，或分成几个文件'))
    })
    child.send({ kind, file } satisfies ReaderRequest)
  }).finally(() => child.kill('SIGKILL'))
}
