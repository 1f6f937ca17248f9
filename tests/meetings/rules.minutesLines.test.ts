import { MINUTES_TEMPLATE } from '@shared/modules/meetings/forms'
import { minutesLines } from '@/modules/meetings/minutesLines'

const field = ({ id, from }: (typeof MINUTES_TEMPLATE)['sections'][number]['fields'][number]) => ({
  id,
  label: id,
  kind: 'text' as const,
  section: '',
  required: false,
  asked: from === undefined,
  adjustable: false,
})
const minutes = { fields: MINUTES_TEMPLATE.sections.flatMap(({ fields }) => fields.map(field)), revision: 0 }
const agenda = [
  { title: '学习', kind: 'study' as const },
  { title: '表决年度计划', kind: 'decide' as const },
]

test('会议记录上写的项数，就是列出来的项数：票数算一项，重复别处的不列也不数', () => {
  const { asked, known, voted, filled } = minutesLines({ minutes, agenda }, { 1: { yes: 9, no: 0, abstain: 0 } })
  expect(voted.map(({ i }) => i)).toEqual([1])
  expect(filled).toBe(known.length + 1)
  expect(asked.length + known.length).toBe(minutes.fields.length - 3)
  expect(known.map(({ id }) => id)).not.toContain('votes')
})
