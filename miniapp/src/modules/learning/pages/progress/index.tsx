import { LEARNER_STATE_LABELS, type LearnerState } from '@shared/modules/learning/model'
import type { GroupRow, LearnerRow } from '@shared/modules/learning/rows'
import { GROUPS_TABLE, LEARNERS_TABLE } from '@shared/modules/learning/table'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { dayWord } from '@/core/dayWord'
import { openFile } from '@/core/openFile'
import { useAction } from '@/core/useAction'
import { usePages } from '@/core/usePages'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { AnswerState } from '@/ui/AnswerState'
import { Bar } from '@/ui/Bar'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { FilterSelect } from '@/ui/FilterSelect'
import { Loaded } from '@/ui/Loaded'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { Ring } from '@/ui/Ring'
import { Row } from '@/ui/Row'
import { Segmented } from '@/ui/Segmented'
import { useShell } from '@/ui/shell'
import { type Column, Table } from '@/ui/Table'
import { DemandActs } from '../../components/DemandActs'
import { DEMANDS_PAGE, forgetLearning, staffApi } from '../../staffApi'

type Way = 'team' | 'organization' | 'people'
const VIEWS = [
  { value: 'team' as const, label: '按班组' },
  { value: 'organization' as const, label: '按组织' },
  { value: 'people' as const, label: '名单' },
]
const columnsOf = <Row,>(
  columns: readonly { id: string; label: string; text: (row: Row) => string; numeric?: true }[],
): Column<Row>[] =>
  columns.map(({ id, label, text, numeric }) => ({ id, label, cell: text, ...(numeric && { numeric }) }))
const GROUPS = columnsOf<GroupRow>(GROUPS_TABLE.columns)
const PEOPLE = columnsOf<LearnerRow>(LEARNERS_TABLE.columns)
const STATES = Object.entries(LEARNER_STATE_LABELS).map(([value, label]) => ({ value, label }))

function Groups({ demandId, by }: { demandId: string; by: 'team' | 'organization' }) {
  const { wide } = useShell()
  const params = { demandId }
  const list = usePages(
    `learning/groups/${demandId}/${by}`,
    (cursor) => staffApi.demandGroups({ params, query: { by, limit: '50', ...(cursor && { cursor }) } }),
    { keep: false },
  )
  return (
    <>
      <AnswerState error={list.error} shown={list.data !== undefined} onRetry={list.refresh} />
      {list.data && wide && <Table label="进度" columns={GROUPS} rows={list.items} keyOf={({ id }) => id} />}
      {list.data && !wide && (
        <Card>
          {list.items.map(({ id, name, people, done, started, none }) => (
            <Row key={id} title={name} why={`学完 ${done} / ${people} 人 · 正在学 ${started} · 还没开始 ${none}`}>
              <View className="mt1">
                <Bar value={done} total={people} label={`${name}：学完 ${done} 人，共 ${people} 人`} />
              </View>
            </Row>
          ))}
        </Card>
      )}
      <Pager quiet {...list.pager} />
    </>
  )
}

function People({ demandId }: { demandId: string }) {
  const params = { demandId }
  const [state, setState] = useState<string>()
  const filter = state ? { state: state as LearnerState } : {}
  const list = usePages(
    `learning/people/${demandId}/${state ?? ''}`,
    (cursor) => staffApi.demandPeople({ params, query: { ...filter, limit: '50', ...(cursor && { cursor }) } }),
    { keep: false },
  )
  const save = useAction(async () => {
    const columns = LEARNERS_TABLE.columns.map(({ id }) => id).join(',')
    await openFile(await staffApi.exportDemand({ params, query: { ...filter, columns } }))
  })
  return (
    <>
      <ErrorBanner error={save.error} />
      <Card pad>
        <FilterSelect label="进度" value={state} options={STATES} onChange={setState} />
        <Button size="s" icon="export" busy={save.busy} onClick={save.run}>
          导出
        </Button>
      </Card>
      <AnswerState error={list.error} shown={list.data !== undefined} onRetry={list.refresh} />
      {list.data && <Table label="名单" columns={PEOPLE} rows={list.items} keyOf={({ id }) => id} />}
      <Pager quiet {...list.pager} />
    </>
  )
}

/** 学习进度 — how far those are who are asked, by team, organisation and name; never ranked. */
export default function ProgressPage() {
  const { id = '' } = useParams()
  const [view, setView] = useState<Way>('team')
  const query = useQuery(`learning/demand/${id}`, () => staffApi.demand({ params: { demandId: id } }), { keep: false })
  const settle = () => {
    forgetLearning()
    query.refresh()
  }
  return (
    <Page
      title={query.data?.title ?? '学习进度'}
      who={query.data && `${query.data.askedBy}要求 · ${dayWord(query.data.dueOn)}前 · ${query.data.why}`}
      crumbs={[{ label: '学习要求', url: DEMANDS_PAGE }, { label: query.data?.title ?? '学习进度' }]}
      acts={query.data && query.data.allowed.length > 0 && <DemandActs demand={query.data} onDone={settle} />}
    >
      <Loaded query={query} rows={5}>
        {({ people, done, started, none }) => (
          <>
            <Card pad>
              <Ring
                value={done}
                total={people}
                unit="人学完"
                parts={[
                  { label: '学完', value: done, tone: 'ok' },
                  { label: '正在学', value: started, tone: 'warn' },
                  { label: '还没开始', value: none, tone: 'idle' },
                ]}
              />
            </Card>
            <Segmented inset label="怎么看" options={VIEWS} value={view} onChange={setView} />
            {view === 'people' ? <People demandId={id} /> : <Groups key={view} demandId={id} by={view} />}
          </>
        )}
      </Loaded>
    </Page>
  )
}
