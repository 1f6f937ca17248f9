import type { Migration } from '../core/database/migrations'
import { sortKeys } from './sortKeys'

/** All migrations. */
export const migrations: readonly Migration[] = [sortKeys]
