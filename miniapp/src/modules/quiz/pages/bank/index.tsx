import {
  citationLabel,
  DIFFICULTY_LABELS,
  QUESTION_KIND_LABELS,
  QUESTION_STATE_LABELS,
  type QuestionState,
} from '@shared/modules/quiz/model'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { openPage } from '@/core/navigation'
import { usePages } from '@/core/usePages'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { useRested } from '@/core/useRested'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Empty } from '@/ui/Empty'
import { Loaded } from '@/ui/Loaded'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { useShell } from '@/ui/shell'
import { type Column, Table } from '@/ui/Table'
import { BANK_CRUMB, banksApi, importPage, type QuestionRow, questionPage, STATE_TONES } from '../../banksApi'
import { BankFilters, type QuestionFilters } from '../../components/BankFilters'
import { BankForm } from '../../components/BankForm'
import { ExportSheet } from '../../components/ExportSheet'

const COLUMNS: Column<QuestionRow>[] = [
  { id: 'title', label: '题目', cell: ({ title }) => title },
  { id: 'kind', label: '题型', short: true, cell: ({ kind }) => QUESTION_KIND_LABELS[kind] },
  { id: 'difficulty', label: '难度', short: true, cell: ({ difficulty }) => DIFFICULTY_LABELS[difficulty] },
  { id: 'tags', label: '标签', cell: ({ tags }) => tags.join('、') },
  { id: 'source', label: '出处', cell: ({ source }) => (source ? citationLabel(source) : '') },
  {
    id: 'state',
    label: '状态',
    cell: ({ state, flaggedBecause }) =>
      state === 'active' ? (
        ''
      ) : (
        <View>
          <Chip tone={STATE_TONES[state]}>{QUESTION_STATE_LABELS[state]}</Chip>
          {flaggedBecause && <View className="note mt1">{flaggedBecause}</View>}
        </View>
      ),
  },
]

/** One bank: what is in it, searched and narrowed; what waits for review says why. */
export default function BankPage() {
  const { id = '', state } = useParams()
  const { wide } = useShell()
  const [editing, setEditing] = useState(false)
  const [exporting, setExporting] = useState(false)
  const [filters, setFilters] = useState<QuestionFilters>(state ? { state: state as QuestionState } : {})
  const bank = useQuery(`quiz/staff/bank/${id}`, () => banksApi.bank({ params: { bankId: id } }), { keep: false })
  const asked = { ...filters, q: useRested(filters.q?.trim() ?? '') || undefined }
  const query = Object.fromEntries(Object.entries(asked).filter(([, value]) => value))
  const ask = (cursor?: string) =>
    banksApi.questions({ params: { bankId: id }, query: { ...query, limit: '50', ...(cursor && { cursor }) } })
  const list = usePages(`quiz/staff/questions/${id}/${JSON.stringify(query)}`, ask, { keep: false })
  const { data } = bank
  const mayEdit = data?.allowed.includes('edit') ?? false
  const size = wide ? 'd' : undefined
  return (
    <Page
      title={data?.title ?? '题库'}
      crumbs={[BANK_CRUMB, { label: data?.title ?? '题库' }]}
      who={data && `${data.organizationName} · ${data.questions} 道题${data.active ? '' : ' · 已停用'}`}
      acts={
        data && (
          <>
            <Button size={size} icon="export" onClick={() => setExporting(true)}>
              导出
            </Button>
            {mayEdit && (
              <Button size={size} icon="upload" onClick={() => openPage(importPage(id))}>
                导入
              </Button>
            )}
            {mayEdit && (
              <Button size={size} icon="gear" onClick={() => setEditing(true)}>
                设置
              </Button>
            )}
            {mayEdit && (
              <Button
                size={size}
                kind="fill"
                icon="plus"
                wide={!wide}
                onClick={() => openPage(questionPage({ bankId: id }))}
              >
                加一道题
              </Button>
            )}
          </>
        )
      }
      state={<AnswerState error={bank.error} shown={data !== undefined} onRetry={bank.refresh} />}
    >
      {data && <BankFilters bank={data} filters={filters} onChange={setFilters} />}
      <Loaded query={list} rows={6}>
        {() =>
          list.items.length === 0 ? (
            <Card>
              <Empty icon="search" title={Object.keys(query).length > 0 ? '没有符合条件的题' : '还没有题'} />
            </Card>
          ) : (
            <>
              <Table
                label="题目"
                columns={COLUMNS}
                rows={list.items}
                keyOf={(row) => row.id}
                onSelect={(row) => openPage(questionPage(row))}
                acts={(row) => (
                  <Button size="x" label={`打开 ${row.title}`} onClick={() => openPage(questionPage(row))}>
                    {row.state === 'flagged' ? '复核' : '打开'}
                  </Button>
                )}
              />
              <Pager {...list.pager} />
            </>
          )
        }
      </Loaded>
      {exporting && data && <ExportSheet bank={data} onClose={() => setExporting(false)} />}
      {editing && data && (
        <BankForm
          bank={data}
          onClose={() => setEditing(false)}
          onDone={() => {
            setEditing(false)
            bank.refresh()
          }}
        />
      )}
    </Page>
  )
}
