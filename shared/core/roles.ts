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
