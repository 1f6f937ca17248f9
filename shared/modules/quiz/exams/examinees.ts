import { clockTimeOf, plainDateOfInstant } from '@shared/core/plainDate'
import type { Table } from '@shared/core/table'
import { pointsText } from './rules'

/** 交卷情况 — where somebody stands in an exam. Who has handed in once is done, also while trying again. */
export const EXAMINEE_STATE_LABELS = { none: '未开始', open: '答题中', done: '已交卷' } as const
export type ExamineeState = keyof typeof EXAMINEE_STATE_LABELS

/** A row of those an exam is meant for. */
export interface ExamineeRow {
  id: string
  name: string
  organizationName: string
  teamName: string
  state: ExamineeState
  /** So many attempts begun. */
  attempts: number
  /** Of the attempt that counts. */
  outcome?: { score: number; full: number; passed: boolean; submittedAt: string } | undefined
}

/** 交卷名单 — by organisation and name, never by score. */
export const EXAMINEES_TABLE: Table<ExamineeRow> = {
  id: 'examinees',
  title: '交卷名单',
  columns: [
    { id: 'name', label: '姓名', text: (row) => row.name },
    { id: 'organization', label: '组织', text: (row) => row.organizationName },
    { id: 'team', label: '班组', text: (row) => row.teamName },
    { id: 'state', label: '状态', text: (row) => EXAMINEE_STATE_LABELS[row.state] },
    {
      id: 'score',
      label: '得分',
      text: ({ outcome }) => (outcome ? `${pointsText(outcome.score)} / ${pointsText(outcome.full)}` : ''),
      numeric: true,
    },
    {
      id: 'passed',
      label: '合格',
      text: ({ outcome }) => (outcome ? (outcome.passed ? '合格' : '没有合格') : ''),
    },
    {
      id: 'submittedAt',
      label: '交卷时间',
      text: ({ outcome }) =>
        outcome ? `${plainDateOfInstant(outcome.submittedAt)} ${clockTimeOf(outcome.submittedAt)}` : '',
    },
    { id: 'attempts', label: '考了几次', text: (row) => (row.attempts > 0 ? String(row.attempts) : ''), extra: true },
  ],
}

/** Where somebody stands, by the attempts begun. */
export const examineeState = (attempts: readonly { state: 'open' | 'submitted' }[]): ExamineeState =>
  attempts.some(({ state }) => state === 'submitted') ? 'done' : attempts.length > 0 ? 'open' : 'none'
