import { LEARNER_STATE_LABELS, type LearnerState } from '@shared/modules/learning/model'
import type { GroupRow, LearnerRow } from '@shared/modules/learning/rows'
import { GROUPS_TABLE, LEARNERS_TABLE } from '@shared/modules/learning/table'
import { useState } from 'react'
import { dayWord } from '@/core/dayWord'
import { openFile } from '@/core/openFile'
import { useAction } from '@/core/useAction'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { FilterSelect } from '@/ui/FilterSelect'
import { Loaded } from '@/ui/Loaded'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { Ring } from '@/ui/Ring'
import { Segmented } from '@/ui/Segmented'
import { type Column, Table } from '@/ui/Table'
import { DemandActs } from '../../components/DemandActs'
import { DEMANDS_PAGE, forgetLearning, staffApi } from '../../staffApi'
import { usePaged } from '../../usePaged'

type View = 'team' | 'organization' | 'people'
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
  const params = { demandId }
  const list = usePaged(
    `learning/groups/${demandId}/${by}`,
    (cursor) => staffApi.demandGroups({ params, query: { by, limit: '50', ...(cursor && { cursor }) } }),
    false,
  )
  return (
    <>
      <AnswerState error={list.error} shown={list.data !== undefined} onRetry={list.refresh} />
      {list.data && <Table label="进度" columns={GROUPS} rows={list.items} keyOf={({ id }) => id} />}
      {list.more && <Pager shown={list.items.length} more busy={list.busy} onMore={list.loadMore} />}
    </>
  )
}

function People({ demandId }: { demandId: string }) {
  const params = { demandId }
  const [state, setState] = useState<string>()
  const filter = state ? { state: state as LearnerState } : {}
  const list = usePaged(
    `learning/people/${demandId}/${state ?? ''}`,
    (cursor) => staffApi.demandPeople({ params, query: { ...filter, limit: '50', ...(cursor && { cursor }) } }),
    false,
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
      {list.more && <Pager shown={list.items.length} more busy={list.busy} onMore={list.loadMore} />}
    </>
  )
}

/** 学习进度 — how far those are who are asked, by team, organisation and name; never ranked. */
export default function ProgressPage() {
  const { id = '' } = useParams()
  const [view, setView] = useState<View>('team')
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
