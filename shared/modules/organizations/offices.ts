import { COMMITTEE_ROLES, type Role } from '@shared/core/roles'
import { ORGANIZATION_KINDS, type OrganizationKind, PARENT_KINDS } from './model'

type Offices = readonly [Role, ...Role[]]

const PARTY: Offices = [...COMMITTEE_ROLES, 'administrator']
const WORKPLACE: Offices = ['administrator', 'unionChair', 'unionOfficer']

/** Offices that are usual in an organisation of a kind, the first one first offered. Others are not refused: units differ. */
export const USUAL_OFFICES: Readonly<Record<OrganizationKind, Offices>> = {
  unit: WORKPLACE,
  department: WORKPLACE,
  team: ['teamLeader', 'unionGroupLeader'],
  partyCommittee: PARTY,
  generalBranch: PARTY,
  branch: PARTY,
  partyGroup: ['groupLeader'],
  union: ['unionChair', 'unionOfficer', 'administrator'],
  discipline: ['secretary', 'deputySecretary', 'disciplineCommissioner', 'committeeMember', 'administrator'],
}

/** Kinds of organisation that may stand directly below one of this kind; `null` stands for the top of the tree. */
export const kindsBelow = (parent: OrganizationKind | null): OrganizationKind[] =>
  ORGANIZATION_KINDS.filter((kind) => (PARENT_KINDS[kind] as readonly (OrganizationKind | null)[]).includes(parent))
