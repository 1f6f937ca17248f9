import { defineModule } from '@cloud/core/defineModule'
import { organizationsContract } from '@shared/modules/organizations/contract'
import { organizationRoutes } from './routes'

export { getOrganizationFor, standing } from './access'
export { findBatchOrganizations, findOfficesBeside, removeBatchOrganizations, setFoundingDays } from './batch'
export { type ClosedOffice, closeOffices, reopenClosed } from './closing'
export { type AppointmentRecord, Appointments } from './collection'
export type { AppointmentDraft, OrganizationDraft } from './commands'
export { appoint, editOrganization, endAppointment, insertAppointments, insertOrganizations } from './commands'
export { type EndedOffice, endOfficesOf, reopenOffices } from './leaving'
export type { Appointment, OrganizationFilter } from './queries'
export {
  countBranches,
  findTurningPlaces,
  getOrganization,
  listAppointments,
  listAppointmentsOf,
  listBranchPage,
  listOrganizationIds,
  listOrganizations,
  organizationNames,
  settingsOf,
  settingsOfAll,
  visibleOrganizations,
} from './queries'

export { listActorAppointments } from './reach'
export { dissolveOrganization, moveOrganization, removeAppointment, restoreOrganization } from './restructure'

/** 组织 — the tree of bodies, who holds which office in them, and what each has set for itself. */
export const organizations = defineModule({
  name: 'organizations',
  contract: organizationsContract,
  routes: organizationRoutes,
})
