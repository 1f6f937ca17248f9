import { defineModule } from '@cloud/core/defineModule'
import { peopleContract } from '@shared/modules/people/contract'
import { leavingJob } from './leaving'
import { peopleRoutes } from './routes'

export {
  findBatchPeople,
  findPeopleEditedSince,
  findRegistered,
  type PersonUpdate,
  removeBatchPeople,
  updatePeople,
} from './batch'
export type { PersonRecord } from './collection'
export { editPerson, insertPeople, type PersonDraft } from './commands'
export { LEAVING } from './leaving'
export { findHigherPlaced } from './offices'
export {
  countMembers,
  findPeopleLeft,
  findPersonBrief,
  findPersonRecords,
  findPersonsByPhoneHash,
  hasLeft,
  listMembers,
  type Member,
  namesOf,
  standingTo,
  visiblePeople,
} from './queries'

/** 人员 — the register: one record per person, and who holds which office. */
export const people = defineModule({
  name: 'people',
  contract: peopleContract,
  routes: peopleRoutes,
  jobs: [leavingJob],
})
