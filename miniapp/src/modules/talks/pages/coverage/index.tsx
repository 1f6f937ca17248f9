import { TALK_KIND_LABELS } from '@shared/modules/talks/model'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useOverseen } from '@/core/useOverseen'
import { usePages } from '@/core/usePages'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { AnswerState } from '@/ui/AnswerState'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Empty } from '@/ui/Empty'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { Skeleton } from '@/ui/Skeleton'
import { type Column, Table } from '@/ui/Table'
import { CoverageMatrix } from '../../components/CoverageMatrix'
import { type Overview, talksApi } from '../../talksApi'

type Numbers = Overview['items'][number]
const of = (counts: { due: number; done: number }) => `${counts.done}/${counts.due}`

const COLUMNS: Column<Numbers>[] = [
  { id: 'name', label: '党支部', cell: (row) => row.name },
  { id: 'committee', label: TALK_KIND_LABELS.committee, cell: (row) => of(row.byKind.committee), numeric: true },
  {
    id: 'committeeMember',
    label: TALK_KIND_LABELS.committeeMember,
    cell: (row) => of(row.byKind.committeeMember),
    numeric: true,
  },
  { id: 'members', label: TALK_KIND_LABELS.members, cell: (row) => of(row.byKind.members), numeric: true },
  {
    id: 'state',
    label: '合计',
    cell: (row) => <Chip tone={row.done < row.due ? 'warn' : 'ok'}>{of(row)}</Chip>,
  },
]

const CRUMBS = [{ label: '谈心谈话', url: '/modules/talks/pages/list/index' }, { label: '覆盖' }]

function BranchCoverage({ organizationId }: { organizationId: string }) {
  const { data, error, refresh } = useQuery(
    `talks/coverage/${organizationId}`,
    () => talksApi.coverage({ query: { organizationId } }),
    { keep: false },
  )
  return (
    <Page
      title="谈心谈话覆盖"
      crumbs={CRUMBS}
      who={data && `${data.organizationName} · ${data.year}年`}
      state={error && <AnswerState error={error} shown={data !== undefined} onRetry={refresh} />}
    >
      {!data && !error && <Skeleton rows={6} />}
      {data && <CoverageMatrix data={data} />}
    </Page>
  )
}

function Numbers({ organizationId }: { organizationId: string }) {
  const { data, error, refresh, pager } = usePages(`talks/overview/${organizationId}`, (cursor) =>
    talksApi.overview({ query: { organizationId, limit: '50', cursor } }),
  )
  return (
    <Page
      title="下级谈心谈话覆盖"
      crumbs={CRUMBS}
      who={data && `${data.year}年 · 只有数字，不含人名`}
      state={error && <AnswerState error={error} shown={data !== undefined} onRetry={refresh} />}
    >
      {!data && !error && <Skeleton rows={6} />}
      {data && data.items.length > 0 && (
        <>
          <Table
            label="各党支部谈心谈话覆盖"
            columns={COLUMNS}
            rows={data.items}
            keyOf={(row) => row.organizationId}
            foot="按组织顺序排列，不排名"
          />
          <Pager {...pager} quiet />
        </>
      )}
      {data && data.items.length === 0 && (
        <Card>
          <Empty icon="org" title="下面还没有党支部" />
        </Card>
      )}
    </Page>
  )
}

export default function CoveragePage() {
  const { organizationId, view } = useParams()
  const own = useStore(session, (state) => state.person?.organizationId ?? '')
  const overseen = useOverseen()
  return view === 'numbers' ? (
    <Numbers organizationId={organizationId ?? overseen ?? own} />
  ) : (
    <BranchCoverage organizationId={organizationId ?? own} />
  )
}
