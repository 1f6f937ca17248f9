import { defineModule } from '@cloud/core/defineModule'
import { peopleContract } from '@shared/modules/people/contract'
import { peopleObligations } from './confirmation/obligations'
import { peopleMatters } from './confirmation/seatMatters'
import { leavingJob } from './leaving'
import { peopleRoutes } from './routes'

export {
  findBatchPeople,
  findPeopleEditedSince,
  findPeopleJoined,
  findRegistered,
  type PersonUpdate,
  removeBatchPeople,
  updatePeople,
} from './batch'
export type { PersonRecord } from './collection'
export { editPerson, insertPeople, type PersonDraft } from './commands'
export { findNewcomers } from './findNewcomers'
export { LEAVING, leave, undoLeave } from './leaving'
export { listBranchOffices, movePerson } from './move'
export { findHigherPlaced } from './offices'
export {
  countMembers,
  countRegistered,
  countTeams,
  findMembership,
  findPeopleLeft,
  findPersonBrief,
  findPersonRecords,
  findPersonsByPhoneHash,
  hasLeft,
  listMembers,
  listPersonBriefs,
  type Member,
  namesOf,
  type PersonBrief,
  standingOf,
  standingTo,
  visiblePeople,
} from './queries'
export {
  type AudienceMember,
  countAudience,
  listAudience,
  listAudienceGroups,
  listGroupPeople,
  listGroupsOf,
  listRegistered,
  meantFor,
  mustReachAudience,
  pagesOfEverybody,
} from './teams/audience'
export { pageOfAudience } from './teams/audiencePage'
export { findTeamFor } from './teams/getTeamFor'
export { listTeamOffices, setTeam } from './teams/setTeam'
export { tellPlans } from './teams/tellPlans'

/** 人员 — the register: one record per person, and who holds which office. */
export const people = defineModule({
  name: 'people',
  contract: peopleContract,
  routes: peopleRoutes,
  jobs: [leavingJob],
  obligations: peopleObligations,
  openMatters: peopleMatters,
})
