import type { Migration } from '../core/database/migrations'
import { passwordAttempts } from './passwordAttempts'
import { sortKeys } from './sortKeys'

/** All migrations. */
export const migrations: readonly Migration[] = [sortKeys, passwordAttempts]
