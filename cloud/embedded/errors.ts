import type { Fields } from './bson/document'

interface ErrorExtra {
  labels?: string[]
  keyPattern?: Fields
  keyValue?: Fields
}

/** An error the client is told about, with MongoDB's own code and code name so that the driver reacts as it should. */
export class StoreError extends Error {
  constructor(
    readonly code: number,
    readonly codeName: string,
    message: string,
    readonly extra: ErrorExtra = {},
  ) {
    super(message)
  }
}

/** The refusal of something MongoDB has and this store has not, by name. */
export const unsupported = (what: string): StoreError =>
  new StoreError(238, 'NotImplemented', `Unsupported: ${what} is not supported by the embedded store`)

export const badValue = (message: string): StoreError => new StoreError(2, 'BadValue', message)

export const typeMismatch = (message: string): StoreError => new StoreError(14, 'TypeMismatch', message)

export const failedToParse = (message: string): StoreError => new StoreError(9, 'FailedToParse', message)

/** Another open transaction holds or has changed the record; the driver repeats the whole transaction. */
export const writeConflict = (): StoreError =>
  new StoreError(112, 'WriteConflict', 'Write conflict: please retry your operation or multi-document transaction', {
    labels: ['TransientTransactionError'],
  })

export const noSuchTransaction = (number: string): StoreError =>
  new StoreError(
    251,
    'NoSuchTransaction',
    `Given transaction number ${number} does not match any in-progress transactions`,
    { labels: ['TransientTransactionError'] },
  )
