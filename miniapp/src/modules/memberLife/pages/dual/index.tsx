import { dayWord } from '@/core/dayWord'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useOverseen } from '@/core/useOverseen'
import { usePages } from '@/core/usePages'
import { useParams } from '@/core/useParams'
import { AnswerState } from '@/ui/AnswerState'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { Skeleton } from '@/ui/Skeleton'
import { SourceNote } from '@/ui/SourceNote'
import { type Column, Table } from '@/ui/Table'
import { type DualRow, lifeApi } from '../../lifeApi'

const COLUMNS: Column<DualRow>[] = [
  { id: 'name', label: '姓名', cell: (row) => row.name },
  { id: 'posts', label: '职务', cell: (row) => row.posts.join('、') },
  { id: 'branch', label: '所在支部', cell: (row) => row.branchName },
  { id: 'due', label: '应到', cell: (row) => row.due, numeric: true },
  { id: 'present', label: '到会', cell: (row) => row.present, numeric: true },
  { id: 'leave', label: '请假', cell: (row) => row.leave, numeric: true },
  { id: 'last', label: '最近一次', cell: (row) => (row.lastOn ? dayWord(row.lastOn) : '还没有') },
]

export default function DualPage() {
  const params = useParams()
  const own = useStore(session, (state) => state.person?.organizationId ?? '')
  const overseen = useOverseen()
  const organizationId = params['organizationId'] ?? overseen ?? own
  const query = { organizationId, limit: '50' }
  const { data, error, refresh, pager } = usePages(
    organizationId ? `memberLife/dual/${organizationId}` : undefined,
    (cursor) => lifeApi.dual({ query: { ...query, cursor } }),
    { keep: false },
  )
  return (
    <Page
      title="双重组织生活"
      who={data && `${data.year}年 · ${data.total} 人`}
      crumbs={[{ label: '组织生活', url: '/modules/meetings/pages/list/index' }, { label: '双重组织生活' }]}
      state={error && <AnswerState error={error} shown={data !== undefined} onRetry={refresh} />}
    >
      {!data && !error && <Skeleton rows={5} />}
      {data && data.items.length > 0 && (
        <Table
          label="党员领导干部参加所在支部组织生活"
          columns={COLUMNS}
          rows={data.items}
          keyOf={(row) => row.personId}
          foot={<SourceNote source={data.source} say={`只作记录，不排名。${data.why}`} />}
        />
      )}
      <Pager {...pager} quiet />
      {data && data.items.length === 0 && (
        <Card>
          <Empty icon="users" title="还没有登记党员领导干部">
            任命了党委、总支等职务的党员会出现在这里
          </Empty>
        </Card>
      )}
    </Page>
  )
}
