import type { Fields } from '../bson/document'
import { withIdFirst } from '../bson/rawDocument'
import { StoreError } from '../errors'
import { insertDocument } from '../storage/documents'
import { checkOptions, namespaceOf, OK, rawDocuments, type WriteCommand } from './command'

/** How a write error is told, beside the writes that succeeded. */
const describeWriteError = (index: number, { code, message, extra }: StoreError): Fields => ({
  index,
  code,
  errmsg: message,
  ...(extra.keyPattern && { keyPattern: extra.keyPattern, keyValue: extra.keyValue }),
})

/** Runs the statements of one write command; after a refused one it goes on only when they are unordered. */
export const runStatements = <T>(
  statements: readonly T[],
  isOrdered: boolean,
  run: (statement: T, index: number) => void,
): Fields[] => {
  const errors: Fields[] = []
  for (const [index, statement] of statements.entries()) {
    try {
      run(statement, index)
    } catch (error) {
      if (!(error instanceof StoreError) || error.extra.labels) throw error
      errors.push(describeWriteError(index, error))
      if (isOrdered) break
    }
  }
  return errors
}

export const insert: WriteCommand = (command, view, server) => {
  const { body } = command
  checkOptions(body, ['insert', 'documents', 'ordered', 'bypassDocumentValidation'], 'insert')
  const collection = server.store.ensureCollection(namespaceOf(command), view)
  let n = 0
  const writeErrors = runStatements(rawDocuments(command, 'documents'), body.ordered !== false, (raw) => {
    insertDocument(view, collection, withIdFirst(raw))
    n++
  })
  return { n, ...(writeErrors.length > 0 && { writeErrors }), ok: OK }
}
