import mongoose from 'mongoose'
import type { Migration } from '../core/database/migrations'

/** Wrong passwords used to be counted in the account itself; they are counted by the name that was typed. */
export const passwordAttempts: Migration = {
  name: '0002-password-attempts',
  async run() {
    const accounts = mongoose.connection.collection('accounts')
    await accounts.updateMany({ failures: { $exists: true } }, { $unset: { failures: '', lockedUntil: '' } })
  },
}
