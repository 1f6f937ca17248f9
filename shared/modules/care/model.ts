import type { PlainDate } from '@shared/core/plainDate'

/** 不作硬性要求的原因 — a category is enough for the books; an illness is never asked for by name (B-31). */
export const EXEMPTION_CATEGORY_LABELS = {
  age: '年老体弱',
  mobility: '行动不便',
  illness: '身患重病',
  disability: '残疾',
  other: '其他原因',
} as const
export type ExemptionCategory = keyof typeof EXEMPTION_CATEGORY_LABELS

/** 不作硬性要求 — from one day to another, or until further notice. */
export interface Exemption {
  id: string
  personId: string
  organizationId: string
  path: string
  category: ExemptionCategory
  from: PlainDate
  /** Last day; null until it is ended. */
  to: PlainDate | null
}

/** 送学上门 — study brought to a member who cannot come; it gives the visited person hours. */
export interface Visit {
  id: string
  personId: string
  organizationId: string
  path: string
  on: PlainDate
  minutes: number
  topic: string
  /** Members who went. */
  visitorIds: readonly string[]
  /** Study hours, by the unit's conversion on the day it was recorded. */
  hours: number
}
