import { MAX_PAPER_QUESTIONS } from '@shared/modules/quiz/exams/model'
import { DIFFICULTY_LABELS, QUESTION_KIND_LABELS, type QuestionKind } from '@shared/modules/quiz/model'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { goBack, openPage } from '@/core/navigation'
import { usePages } from '@/core/usePages'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { useRested } from '@/core/useRested'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { FilterSelect } from '@/ui/FilterSelect'
import { Loaded } from '@/ui/Loaded'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { SearchField } from '@/ui/SearchField'
import { SelectField } from '@/ui/SelectField'
import { useShell } from '@/ui/shell'
import { type Column, Table } from '@/ui/Table'
import { banksApi, type QuestionRow, questionPage } from '../../banksApi'
import { toggleQuestion } from '../../setting/draft'
import { EXAMS_CRUMB, examEditPage } from '../../setting/settingApi'
import { useEditedExam } from '../../setting/useEditedExam'

const COLUMNS: Column<QuestionRow>[] = [
  { id: 'title', label: '题目', cell: ({ title }) => title },
  { id: 'kind', label: '题型', short: true, cell: ({ kind }) => QUESTION_KIND_LABELS[kind] },
  { id: 'difficulty', label: '难度', short: true, cell: ({ difficulty }) => DIFFICULTY_LABELS[difficulty] },
  { id: 'tags', label: '标签', cell: ({ tags }) => tags.join('、') },
]

interface Filters {
  kind?: string | undefined
  difficulty?: string | undefined
  tag?: string | undefined
}

/** 选题 — questions for a fixed paper from any bank one may use; what is chosen stays on this phone until the exam is stored. */
export default function ExamPickPage() {
  const { id } = useParams()
  const { wide } = useShell()
  const { query, exam, change } = useEditedExam(id)
  const [own, setBank] = useState<string>()
  const [text, setText] = useState('')
  const [filters, setFilters] = useState<Filters>({})
  const banks = usePages(
    'quiz/staff/banksToDraw',
    (cursor) => banksApi.banks({ query: { limit: '100', ...(cursor && { cursor }) } }),
    { keep: false },
  )
  const inUse = banks.items.filter(({ active }) => active)
  const bankId = own ?? inUse[0]?.id
  const bank = useQuery(
    bankId && `quiz/staff/bank/${bankId}`,
    () => banksApi.bank({ params: { bankId: bankId ?? '' } }),
    { keep: false },
  )
  const q = useRested(text.trim())
  const asked = Object.fromEntries(Object.entries({ ...filters, q }).filter(([, value]) => value))
  const list = usePages(
    bankId && `quiz/staff/pick/${bankId}/${JSON.stringify(asked)}`,
    (cursor) =>
      banksApi.questions({
        params: { bankId: bankId ?? '' },
        query: { ...asked, state: 'active', limit: '50', ...(cursor && { cursor }) },
      }),
    { keep: false },
  )
  const chosen = exam?.questions ?? []
  const isChosen = (row: QuestionRow) => chosen.some(({ questionId }) => questionId === row.id)
  const isFull = chosen.length >= MAX_PAPER_QUESTIONS
  const toggle = (row: QuestionRow) => change({ paper: 'fixed', questions: toggleQuestion(chosen, row) })
  const set = (next: Filters) => setFilters({ ...filters, ...next })
  const detail = bank.data
  return (
    <Page
      title="选题"
      who={`已选 ${chosen.length} 道，最多 ${MAX_PAPER_QUESTIONS} 道`}
      crumbs={[EXAMS_CRUMB, { label: id ? '修改考试' : '新建考试', url: examEditPage(id) }, { label: '选题' }]}
      acts={
        <Button kind="fill" wide={!wide} onClick={() => goBack()}>
          选好了
        </Button>
      }
      state={
        <>
          <AnswerState error={query.error} shown={exam !== undefined} onRetry={query.refresh} />
          {!query.error && <AnswerState error={banks.error} shown={banks.data !== undefined} onRetry={banks.refresh} />}
        </>
      }
    >
      <Card>
        <SelectField
          label="题库"
          required
          value={bankId}
          options={inUse.map(({ id: value, title, questions }) => ({ value, label: `${title}（${questions} 题）` }))}
          onChange={(next) => {
            setBank(next)
            setFilters({})
          }}
        />
      </Card>
      <Pager quiet {...banks.pager} />
      <SearchField label="找题目里的字" value={text} onChange={setText} />
      <View className="board-tools">
        <FilterSelect
          label="题型"
          value={filters.kind}
          options={(detail?.kinds ?? []).map(({ kind, count }) => ({
            value: kind as QuestionKind,
            label: `${QUESTION_KIND_LABELS[kind]} ${count}`,
          }))}
          onChange={(kind) => set({ kind })}
        />
        <FilterSelect
          label="难度"
          value={filters.difficulty}
          options={(detail?.difficulties ?? []).map(({ difficulty, count }) => ({
            value: String(difficulty),
            label: `${DIFFICULTY_LABELS[difficulty]} ${count}`,
          }))}
          onChange={(difficulty) => set({ difficulty })}
        />
        <FilterSelect
          label="标签"
          value={filters.tag}
          options={(detail?.tags ?? []).map(({ tag, count }) => ({ value: tag, label: `${tag} ${count}` }))}
          onChange={(tag) => set({ tag })}
        />
      </View>
      <Loaded query={list} rows={6}>
        {() =>
          list.items.length === 0 ? (
            <Card>
              <Empty icon="search" title={Object.keys(asked).length > 0 ? '没有符合条件的题' : '这个题库里还没有题'} />
            </Card>
          ) : (
            <>
              <Table
                label="题目"
                columns={COLUMNS}
                rows={list.items}
                keyOf={(row) => row.id}
                acts={(row) => (
                  <View className="row-acts">
                    <Button size="x" label={`看 ${row.title}`} onClick={() => openPage(questionPage(row))}>
                      看
                    </Button>
                    <Button
                      size="x"
                      kind={isChosen(row) ? 'plain' : 'line'}
                      icon={isChosen(row) ? 'check' : 'plus'}
                      label={`${isChosen(row) ? '去掉' : '加入'} ${row.title}`}
                      reason={isFull && !isChosen(row) ? '已选满' : undefined}
                      onClick={() => toggle(row)}
                    >
                      {isChosen(row) ? '已选' : '加入'}
                    </Button>
                  </View>
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
