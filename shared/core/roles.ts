/**
 * 职务 — what a person may be appointed to in an organisation. An appointment is dated (person, organisation, role, from, to);
 * rights, quorum, term ends and reminders all read it. Every Party member is a member of the own branch without an appointment.
 */
export const ROLE_LABELS = {
  administrator: '系统管理员',
  secretary: '书记',
  deputySecretary: '副书记',
  organizationCommissioner: '组织委员',
  publicityCommissioner: '宣传委员',
  disciplineCommissioner: '纪检委员',
  committeeMember: '委员',
  groupLeader: '党小组长',
  unionChair: '工会主席',
  unionOfficer: '工会干事',
  unionGroupLeader: '工会小组长',
  teamLeader: '班组长',
} as const

export type Role = keyof typeof ROLE_LABELS

export const ROLES = Object.keys(ROLE_LABELS) as readonly Role[]

/** 支部委员会成员 — due at a committee meeting and bound to 56 hours of training a year (B-41). */
export const COMMITTEE_ROLES = [
  'secretary',
  'deputySecretary',
  'organizationCommissioner',
  'publicityCommissioner',
  'disciplineCommissioner',
  'committeeMember',
] as const satisfies readonly Role[]

/** Who runs a branch's meetings: plans them, takes the attendance, files the minutes. */
export const ORGANISER_ROLES = [
  'secretary',
  'deputySecretary',
  'organizationCommissioner',
  'publicityCommissioner',
] as const satisfies readonly Role[]

/** 工会工作人员 — held in a union, these offices reach everybody in the organisation the union stands in. */
export const UNION_ROLES = ['unionChair', 'unionOfficer'] as const satisfies readonly Role[]

/** Who writes question banks, exams, courses and campaigns for those they are over. */
export const UNION_STAFF_ROLES = ['administrator', ...UNION_ROLES] as const satisfies readonly Role[]

/** Who looks after one team: sees its people and how far they are, and speaks to whoever is not reached. */
export const TEAM_ROLES = ['unionGroupLeader', 'teamLeader'] as const satisfies readonly Role[]
