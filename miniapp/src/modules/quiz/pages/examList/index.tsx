import { EXAM_PHASE_LABELS, type ExamPhase } from '@shared/modules/quiz/exams/model'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { openPage } from '@/core/navigation'
import { usePages } from '@/core/usePages'
import { useRested } from '@/core/useRested'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Empty } from '@/ui/Empty'
import { FilterSelect } from '@/ui/FilterSelect'
import { Loaded } from '@/ui/Loaded'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { SearchField } from '@/ui/SearchField'
import { useShell } from '@/ui/shell'
import { type Column, Table } from '@/ui/Table'
import { windowWord } from '../../exams/words'
import {
  APPEALS_PAGE,
  type ExamRow,
  examEditPage,
  examStaffPage,
  PHASE_TONES,
  settingApi,
} from '../../setting/settingApi'

const COLUMNS: Column<ExamRow>[] = [
  { id: 'title', label: '考试', cell: ({ title }) => title },
  { id: 'owner', label: '谁安排', cell: ({ organizationName }) => organizationName },
  {
    id: 'phase',
    label: '阶段',
    short: true,
    cell: ({ phase }) => <Chip tone={PHASE_TONES[phase]}>{EXAM_PHASE_LABELS[phase]}</Chip>,
  },
  { id: 'window', label: '时间', cell: (exam) => windowWord(exam) },
  { id: 'questions', label: '题数', numeric: true, cell: ({ questions }) => questions },
  { id: 'done', label: '已交卷', numeric: true, cell: ({ done, phase }) => (phase === 'draft' ? '' : `${done} 人`) },
]

/** 管理考试 — the exams of my places, where each stands, and how many have handed in. */
export default function ExamListPage() {
  const { wide } = useShell()
  const [phase, setPhase] = useState<ExamPhase>()
  const [text, setText] = useState('')
  const search = useRested(text.trim())
  const query = { ...(phase && { phase }), ...(search && { search }) }
  const list = usePages(
    `quiz/staff/exams/${JSON.stringify(query)}`,
    (cursor) => settingApi.exams({ query: { ...query, limit: '50', ...(cursor && { cursor }) } }),
    { keep: false },
  )
  const size = wide ? 'd' : undefined
  return (
    <Page
      title="管理考试"
      acts={
        <>
          <Button size={size} icon="flag" onClick={() => openPage(APPEALS_PAGE)}>
            题目异议
          </Button>
          <Button size={size} kind="fill" icon="plus" wide={!wide} onClick={() => openPage(examEditPage())}>
            新建考试
          </Button>
        </>
      }
    >
      <SearchField label="找考试" value={text} onChange={setText} />
      <View className="board-tools">
        <FilterSelect
          label="阶段"
          value={phase}
          options={Object.entries(EXAM_PHASE_LABELS).map(([value, label]) => ({ value, label }))}
          onChange={(value) => setPhase(value as ExamPhase | undefined)}
        />
      </View>
      <Loaded query={list} rows={5}>
        {() =>
          list.items.length === 0 ? (
            <Card>
              <Empty icon="grad" title={phase || search ? '没有符合条件的考试' : '还没有考试'}>
                时间、次数、及格线都已按单位的规则填好，只写标题、对象和抽题
              </Empty>
            </Card>
          ) : (
            <>
              <Table
                label="考试"
                columns={COLUMNS}
                rows={list.items}
                keyOf={({ id }) => id}
                onSelect={({ id }) => openPage(examStaffPage(id))}
                acts={(exam) => (
                  <Button size="x" label={`打开 ${exam.title}`} onClick={() => openPage(examStaffPage(exam.id))}>
                    打开
                  </Button>
                )}
              />
              <Pager {...list.pager} />
            </>
          )
        }
      </Loaded>
    </Page>
  )
}
