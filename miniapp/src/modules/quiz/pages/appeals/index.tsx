import { APPEAL_STATE_LABELS, type AppealState } from '@shared/modules/quiz/appeals/model'
import { useState } from 'react'
import { openPage } from '@/core/navigation'
import { usePages } from '@/core/usePages'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { Loaded } from '@/ui/Loaded'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { Segmented } from '@/ui/Segmented'
import { type Column, Table } from '@/ui/Table'
import { momentWord } from '../../exams/words'
import { type AppealRow, appealPage, EXAMS_CRUMB, settingApi } from '../../setting/settingApi'

const COLUMNS: Column<AppealRow>[] = [
  { id: 'title', label: '题目', cell: ({ title }) => title },
  { id: 'exam', label: '考试', cell: ({ examTitle }) => examTitle },
  { id: 'owner', label: '谁安排', cell: ({ organizationName }) => organizationName },
  { id: 'voices', label: '几人提出', numeric: true, cell: ({ voices }) => `${voices} 人` },
  { id: 'at', label: '最早', cell: ({ firstAt }) => momentWord(firstAt) },
]
const STATES = Object.entries(APPEAL_STATE_LABELS) as [AppealState, string][]

/** 题目异议 — questions people say are wrong, the oldest open one first. */
export default function AppealsPage() {
  const [state, setState] = useState<AppealState>('open')
  const list = usePages(
    `quiz/staff/appeals/${state}`,
    (cursor) => settingApi.appeals({ query: { state, limit: '50', ...(cursor && { cursor }) } }),
    { keep: false },
  )
  return (
    <Page
      title="题目异议"
      crumbs={[EXAMS_CRUMB, { label: '题目异议' }]}
      who="考完的人说有问题的题；看的是题，不看是谁说的"
    >
      <Segmented
        inset
        label="哪些异议"
        value={state}
        options={STATES.map(([value, label]) => ({ value, label }))}
        onChange={setState}
      />
      <Loaded query={list} rows={4}>
        {() =>
          list.items.length === 0 ? (
            <Card>
              <Empty title={state === 'open' ? '没有待处理的异议' : '没有这样的异议'} />
            </Card>
          ) : (
            <>
              <Table
                label="题目异议"
                columns={COLUMNS}
                rows={list.items}
                keyOf={({ id }) => id}
                onSelect={({ id }) => openPage(appealPage(id))}
                acts={(row) => (
                  <Button
                    size="x"
                    label={`${row.state === 'open' ? '处理' : '打开'} ${row.title}`}
                    onClick={() => openPage(appealPage(row.id))}
                  >
                    {row.state === 'open' ? '处理' : '打开'}
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
