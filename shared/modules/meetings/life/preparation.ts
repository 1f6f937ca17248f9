import type { PlainDate } from '@shared/core/plainDate'

/** 会前准备期: days before the meeting in which study and talks count as preparation; a habit of the unit, not a number of a national text. */
export const PREPARATION_DAYS = 60
/** Days after the meeting by which the list should stand; reminded, never blocking. */
export const LIST_DAYS = 15
/** Days given for checking an item that was reported as done. */
export const CHECK_DAYS = 7

/** What is known about the preparation of a life meeting. */
export interface PreparationFacts {
  theme: string
  /** Meetings with study in the time before. */
  studies: readonly { title: string; on: PlainDate }[]
  /** Confirmed talks of the branch in the time before. */
  talks: number
  opinions: number
  notesReady: number
  notesDue: number
}

export interface PreparationItem {
  id: 'theme' | 'study' | 'talks' | 'opinions' | 'notes'
  label: string
  done: boolean
  /** What stands behind it, in words. */
  detail: string
}

/** 会前准备清单 — 确定主题，认真学习，谈心谈话，听取意见 (BR18 第17条) and each person's own notes, from the facts where they are. */
export function preparationItems(facts: PreparationFacts): PreparationItem[] {
  const { theme, studies, talks, opinions, notesReady, notesDue } = facts
  const [last] = studies
  return [
    { id: 'theme', label: '确定主题', done: theme !== '', detail: theme || '还没有写' },
    {
      id: 'study',
      label: '会前学习',
      done: studies.length > 0,
      detail: last ? `${studies.length} 次，最近一次“${last.title}”` : `会前 ${PREPARATION_DAYS} 天内还没有学习记录`,
    },
    {
      id: 'talks',
      label: '谈心谈话',
      done: talks > 0,
      detail: talks > 0 ? `已记录 ${talks} 次` : `会前 ${PREPARATION_DAYS} 天内还没有谈话记录`,
    },
    {
      id: 'opinions',
      label: '听取意见',
      done: opinions > 0,
      detail: opinions > 0 ? `收到 ${opinions} 条` : '还没有收到意见',
    },
    {
      id: 'notes',
      label: '个人检视',
      done: notesDue > 0 && notesReady >= notesDue,
      detail: `${notesReady} / ${notesDue} 人写好了`,
    },
  ]
}
