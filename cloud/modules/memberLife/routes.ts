import { defineRoutes } from '@cloud/core/http/route'
import { memberLifeContract } from '@shared/modules/memberLife/contract'
import { readDual } from './leading'
import { readAbsences, readMine } from './views'

export const memberLifeRoutes = defineRoutes(memberLifeContract, {
  mine: (call) => readMine(call, call.query),
  absences: (call) => readAbsences(call, call.query),
  dual: (call) => readDual(call, call.query),
})
