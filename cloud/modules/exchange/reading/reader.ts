import { AppError, type ErrorCode } from '@shared/core/errors'
import type { RosterKind } from '@shared/modules/exchange/model'
import { type QuestionFile, readQuestions } from './readQuestions'
import { type Roster, readRoster } from './readRoster'

export type ReaderRequest = { file: Uint8Array } & ({ kind: RosterKind } | { kind: 'questions'; fileName: string })

export type ReaderAnswer =
  | { roster: Roster }
  | { questions: QuestionFile }
  | { refused: { code: ErrorCode; message: string } }

function answer(request: ReaderRequest): ReaderAnswer {
  const file = Buffer.from(request.file)
  try {
    return request.kind === 'questions'
      ? { questions: readQuestions(file, request.fileName) }
      : { roster: readRoster(request.kind, file) }
  } catch (error) {
    if (error instanceof AppError) return { refused: { code: error.code, message: error.message } }
    return { refused: { code: 'invalid_input', message: '文件读不出来，请用表格软件打开后另存为 .xlsx 再上传' } }
  }
}

// The process of its own in which one file is read; see readApart.
process.once('message', (request: ReaderRequest) => {
  process.send?.(answer(request), () => process.disconnect())
})
