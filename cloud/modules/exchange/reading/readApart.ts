import { type ChildProcess, fork } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { AppError } from '@shared/core/errors'
import type { RosterKind } from '@shared/modules/exchange/model'
import type { ReaderAnswer, ReaderRequest } from './reader'
import type { QuestionFile } from './readQuestions'
import type { Roster } from './readRoster'

const MEMORY_MB = 768
const TIME_LIMIT_MS = 60_000
const KEPT_VARIABLES = ['PATH', 'SystemRoot', 'TMPDIR', 'TEMP', 'TZ']

let built: string | undefined

/** Lets a service that runs from source use a reader that has been built: it is there in a tenth of the time. @param entry its path */
export function takeBuiltReader(entry: string): void {
  built = entry
}

/** From source (tests, development) the reader runs through tsx; the built service has it beside its main file. No secret goes along. */
function startReader(): ChildProcess {
  const here = import.meta.url
  const fromSource = here.endsWith('.ts') && !built
  const entry = built ?? fileURLToPath(new URL(fromSource ? './reader.ts' : './roster-reader.mjs', here))
  const loader = fromSource ? ['--import', pathToFileURL(createRequire(here).resolve('tsx')).href] : []
  return fork(entry, [], {
    execArgv: [`--max-old-space-size=${MEMORY_MB}`, ...loader],
    env: Object.fromEntries(KEPT_VARIABLES.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
}

/**
 * Reads a file in a process of its own with a limit on time and memory: whatever the file does to the reader, the service goes on.
 * @throws AppError invalid_input or too_large with what to do.
 */
function askReader(request: ReaderRequest): Promise<Exclude<ReaderAnswer, { refused: unknown }>> {
  const child = startReader()
  return new Promise<Exclude<ReaderAnswer, { refused: unknown }>>((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new AppError('too_large', '读这个文件用时过长，请只留需要导入的一张表再上传')),
      TIME_LIMIT_MS,
    )
    child.once('message', (answer: ReaderAnswer) => {
      if ('refused' in answer) reject(new AppError(answer.refused.code, answer.refused.message))
      else resolve(answer)
    })
    child.once('error', reject)
    child.once('exit', () => {
      clearTimeout(timer)
      reject(new AppError('too_large', '文件内容过多或已损坏，读不下；请另存为 .xlsx，或分成几个文件'))
    })
    child.send(request)
  }).finally(() => child.kill('SIGKILL'))
}

/** Reads a roster apart from the service. @throws AppError invalid_input or too_large with what to do. */
export async function readApart(kind: RosterKind, file: Uint8Array): Promise<Roster> {
  const answer = await askReader({ kind, file })
  if (!('roster' in answer)) throw new Error('the reader answered another question')
  return answer.roster
}

/** Reads a file of questions apart from the service. @throws AppError invalid_input or too_large with what to do. */
export async function readQuestionsApart(file: Uint8Array, fileName: string): Promise<QuestionFile> {
  const answer = await askReader({ kind: 'questions', file, fileName })
  if (!('questions' in answer)) throw new Error('the reader answered another question')
  return answer.questions
}
