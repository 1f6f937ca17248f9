import type { CallReply } from '@shared/core/contract'
import { examEndpoints } from '@shared/modules/quiz/exams/endpoints'
import { QUESTION_KIND_LABELS } from '@shared/modules/quiz/model'
import { View } from '@tarojs/components'
import { createClient } from '@/core/api'
import { openPage } from '@/core/navigation'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Empty } from '@/ui/Empty'
import { Loaded } from '@/ui/Loaded'
import { Page } from '@/ui/Page'
import { type Column, Table } from '@/ui/Table'
import { questionPage } from '../../banksApi'

const api = createClient({ module: 'quiz', endpoints: examEndpoints })
type Item = CallReply<(typeof examEndpoints)['itemStatistics']>['items'][number]

const optionsText = ({ options }: Item): string =>
  options.map(({ place, right, times }) => `${String.fromCharCode(65 + place)}${right ? '✓' : ''} ${times}`).join('　')

const COLUMNS: Column<Item>[] = [
  { id: 'stem', label: '题目', cell: ({ stem }) => stem },
  { id: 'kind', label: '题型', short: true, cell: ({ kind }) => QUESTION_KIND_LABELS[kind] },
  { id: 'times', label: '作答', numeric: true, cell: ({ times }) => times, sortBy: ({ times }) => times },
  { id: 'right', label: '答对', numeric: true, cell: ({ right }) => `${right}%`, sortBy: ({ right }) => right },
  {
    id: 'discrimination',
    label: '区分度',
    numeric: true,
    cell: ({ discrimination }) => (discrimination === null ? '—' : discrimination.toFixed(2)),
    sortBy: ({ discrimination }) => discrimination ?? 2,
  },
  { id: 'options', label: '各选项', cell: optionsText },
  {
    id: 'findings',
    label: '看点',
    cell: ({ findings }) =>
      findings.length === 0 ? (
        ''
      ) : (
        <View>
          <Chip tone="warn">请复核</Chip>
          <View className="note mt1">{findings.join('；')}</View>
        </View>
      ),
  },
]

/** 题目分析 — how the questions of an exam did; those that should be looked at stand first. */
export default function StatisticsPage() {
  const { id = '' } = useParams()
  const query = useQuery(`quiz/staff/items/${id}`, () => api.itemStatistics({ params: { examId: id } }), {
    keep: false,
  })
  const { data } = query
  return (
    <Page title="题目分析" who={data && `${data.title} · ${data.people} 人的成绩`}>
      <Loaded query={query} rows={6}>
        {({ items, untold, least }) => (
          <>
            {items.length === 0 ? (
              <Card>
                <Empty icon="chart" title="人数太少，还看不出什么">{`一道题满 ${least} 人作答才统计`}</Empty>
              </Card>
            ) : (
              <Table
                label="题目分析"
                columns={COLUMNS}
                rows={items}
                keyOf={({ versionId }) => versionId}
                acts={({ questionId, stem }) => (
                  <Button size="x" label={`打开 ${stem}`} onClick={() => openPage(questionPage({ id: questionId }))}>
                    打开
                  </Button>
                )}
              />
            )}
            <View className="note block">
              答对：平均得分的百分比。区分度：这道题的得分与其余得分的相关系数，越接近 1 越能分出会与不会；接近 0
              或为负，多半是题有问题。字母按题库里的选项顺序。
              {untold > 0 && items.length > 0 && `另有 ${untold} 道作答不足 ${least} 人，没有列出。`}
            </View>
          </>
        )}
      </Loaded>
    </Page>
  )
}
