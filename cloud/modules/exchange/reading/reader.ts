import { AppError, type ErrorCode } from '@shared/core/errors'
import type { ImportKind } from '@shared/modules/exchange/model'
import { type Roster, readRoster } from './readRoster'

export interface ReaderRequest {
  kind: ImportKind
  file: Uint8Array
}

export type ReaderAnswer = { roster: Roster } | { refused: { code: ErrorCode; message: string } }

function answer({ kind, file }: ReaderRequest): ReaderAnswer {
  try {
    return { roster: readRoster(kind, Buffer.from(file)) }
  } catch (error) {
    if (error instanceof AppError) return { refused: { code: error.code, message: error.message } }
    return { refused: { code: 'invalid_input', message: '文件读不出来，请用表格软件打开后另存为 .xlsx 再上传' } }
  }
}

// The process of its own in which one file is read; see readApart.
process.once('message', (request: ReaderRequest) => {
  process.send?.(answer(request), () => process.disconnect())
})
