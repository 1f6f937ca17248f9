import { chosenColumns, usualColumns } from '@shared/core/table'
import {
  EXAMINEES_TABLE,
  type ExamineeRow,
  type ExamineeState,
  examineeState,
} from '@shared/modules/quiz/exams/examinees'

describe('交卷情况', () => {
  test.each<[ExamineeState, ('open' | 'submitted')[]]>([
    ['none', []],
    ['open', ['open']],
    ['done', ['submitted']],
    ['done', ['submitted', 'open']],
    ['done', ['submitted', 'submitted']],
  ])('%s：%j', (state, attempts) => {
    expect(examineeState(attempts.map((one) => ({ state: one })))).toBe(state)
  })

  test('没交的不写分数；时间按北京时间；没有一列能按分数排', () => {
    const row: ExamineeRow = { id: 'p', name: '甲', organizationName: '一班', teamName: '', state: 'none', attempts: 0 }
    const outcome = { score: 8650, full: 10000, passed: false, submittedAt: '2026-06-11T20:05:00.000Z' }
    const textOf = (one: ExamineeRow) => EXAMINEES_TABLE.columns.map(({ text }) => text(one))
    expect(textOf(row)).toEqual(['甲', '一班', '', '未开始', '', '', '', ''])
    expect(textOf({ ...row, state: 'done', attempts: 2, outcome })).toEqual([
      ...['甲', '一班', '', '已交卷', '86.5 / 100', '没有合格', '2026-06-12 04:05', '2'],
    ])
    expect(EXAMINEES_TABLE.columns.filter(({ sorts }) => sorts)).toEqual([])
    expect(chosenColumns(EXAMINEES_TABLE, usualColumns(EXAMINEES_TABLE)).map(({ id }) => id)).not.toContain('attempts')
  })
})
