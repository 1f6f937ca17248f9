import { APPRAISAL_STATE_LABELS } from '@shared/modules/appraisals/model'
import { openPage } from '@/core/navigation'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useOverseen } from '@/core/useOverseen'
import { usePages } from '@/core/usePages'
import { useParams } from '@/core/useParams'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Empty } from '@/ui/Empty'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { Skeleton } from '@/ui/Skeleton'
import { useShell } from '@/ui/shell'
import { type Column, Table } from '@/ui/Table'
import { type AppraisalSummary, appraisalsApi, pageOf } from '../../appraisalsApi'
import { progressWord, ratingWord, STATE_TONES } from '../../words'

const COLUMNS: Column<AppraisalSummary>[] = [
  { id: 'name', label: '年度', cell: (row) => `${row.year}年度 ${row.organizationName}`, sortBy: (row) => row.year },
  {
    id: 'state',
    label: '状态',
    cell: (row) => <Chip tone={STATE_TONES[row.state]}>{APPRAISAL_STATE_LABELS[row.state]}</Chip>,
  },
  { id: 'progress', label: '进展', cell: progressWord },
  { id: 'ratings', label: '评定', cell: (row) => ratingWord(row.ratingTotals) || '还没有' },
]

export default function AppraisalListPage() {
  const params = useParams()
  const { wide } = useShell()
  const own = useStore(session, (state) => state.person?.organizationId ?? '')
  const overseen = useOverseen()
  const organizationId = params['organizationId'] ?? overseen ?? own
  const query = { limit: '50', ...(organizationId && { organizationId }) }
  const list = usePages(organizationId ? `appraisals/list/${organizationId}` : undefined, (cursor) =>
    appraisalsApi.list({ query: { ...query, cursor } }),
  )
  const { data, error } = list
  const plan = () => openPage(`/modules/appraisals/pages/plan/index?organizationId=${organizationId}`)
  return (
    <Page
      title="民主评议"
      who={data?.organizationName}
      acts={
        data?.canPlan && (
          <Button icon="plus" kind="fill" size={wide ? 'd' : undefined} wide={!wide} onClick={plan}>
            安排评议
          </Button>
        )
      }
      state={error && <AnswerState error={error} shown={data !== undefined} onRetry={list.refresh} />}
    >
      {!data && !error && <Skeleton rows={4} />}
      {data && data.items.length > 0 && (
        <Table
          label="民主评议"
          columns={COLUMNS}
          rows={data.items}
          keyOf={(row) => row.id}
          acts={(row) => (
            <Button
              size={wide ? 'x' : 's'}
              label={`打开${row.organizationName}${row.year}年度民主评议`}
              onClick={() => openPage(pageOf('board', row.id))}
            >
              打开
            </Button>
          )}
          foot="互评和测评只存总数，不存谁评了谁；上级只看进展和评定总数"
        />
      )}
      <Pager {...list.pager} quiet />
      {data && data.items.length === 0 && (
        <Card>
          <Empty icon="scale" title="还没有民主评议">
            每年一次，可以和组织生活会一起开
          </Empty>
        </Card>
      )}
    </Page>
  )
}
