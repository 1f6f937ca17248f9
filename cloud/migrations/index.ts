import type { Migration } from '../core/database/migrations'

/** All migrations; the first release needs none. */
export const migrations: readonly Migration[] = []
