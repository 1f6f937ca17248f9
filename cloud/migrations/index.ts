import type { Migration } from '../core/database/migrations'
import { dutyIndexes } from './dutyIndexes'
import { passwordAttempts } from './passwordAttempts'
import { peopleIndexes } from './peopleIndexes'
import { sortKeys } from './sortKeys'

/** All migrations. */
export const migrations: readonly Migration[] = [sortKeys, passwordAttempts, peopleIndexes, dutyIndexes]
