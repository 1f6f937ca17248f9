import { defineModule } from '@cloud/core/defineModule'
import { auditContract } from '@shared/modules/audit/contract'
import { auditRoutes } from './routes'

/** 操作记录 — search, export and check of the chain; writing is part of every command (`cloud/core/audit`). */
export const audit = defineModule({ name: 'audit', contract: auditContract, routes: auditRoutes })
