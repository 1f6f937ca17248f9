import type { PlainDate } from '@shared/core/plainDate'

/** 人员类别 (D-03) */
export const MEMBERSHIP_LABELS = { full: '正式党员', probationary: '预备党员', none: '非党员' } as const
export type Membership = keyof typeof MEMBERSHIP_LABELS

/** 性别 (GB/T 2261.1) */
export const SEX_LABELS = { male: '男', female: '女' } as const
export type Sex = keyof typeof SEX_LABELS

/** 党员 — one record per human, entered once. Personal numbers stay sealed on the service and are shown masked. */
export interface Person {
  id: string
  name: string
  /** 所在党支部 */
  organizationId: string
  path: string
  /** 党小组 */
  groupId?: string
  /** 班组; it may stand in another tree than the branch. */
  teamId?: string
  teamPath?: string
  membership: Membership
  sex?: Sex
  /** 民族, in words. */
  ethnicity?: string
  birthOn?: PlainDate
  /** 学历, in words. */
  education?: string
  /** 加入党组织日期 */
  joinedOn?: PlainDate
  /** 转为正式党员日期 */
  fullOn?: PlainDate
  /** 工作岗位 */
  post?: string
  /** 年老、患病、残疾等，不作硬性到会要求 (B-31). */
  exempt: boolean
  /** 离开单位日期 — from this day on the person gets in no more. */
  leftOn?: PlainDate
  leftBecause?: LeaveReason
}

/** 离开单位的原因 */
export const LEAVE_REASON_LABELS = {
  transferred: '调出本单位',
  resigned: '离职',
  retired: '退休',
  deceased: '去世',
  other: '其他',
} as const
export type LeaveReason = keyof typeof LEAVE_REASON_LABELS

/** Fields kept sealed, and what they are called. */
export const SEALED_FIELD_LABELS = { idNumber: '公民身份号码', phone: '手机号码', address: '家庭住址' } as const
export type SealedField = keyof typeof SEALED_FIELD_LABELS
