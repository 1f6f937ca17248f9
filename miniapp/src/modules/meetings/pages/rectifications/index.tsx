import { yearOf } from '@shared/core/plainDate'
import type { RectificationItem } from '@shared/modules/meetings/life/endpoints'
import { RECTIFICATION_STATE_LABELS, type RectificationState } from '@shared/modules/meetings/life/model'
import { useState } from 'react'
import { openPage } from '@/core/navigation'
import { openFile } from '@/core/openFile'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useAction } from '@/core/useAction'
import { usePages } from '@/core/usePages'
import { useParams } from '@/core/useParams'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Empty } from '@/ui/Empty'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { Segmented } from '@/ui/Segmented'
import { Skeleton } from '@/ui/Skeleton'
import { useShell } from '@/ui/shell'
import { type Column, Table } from '@/ui/Table'
import { AddRectification } from '../../components/AddRectification'
import { RECTIFICATION_TONES, rectificationPage } from '../../lifeWords'
import { meetingsApi } from '../../meetingsApi'
import { dayWord, today } from '../../words'

const VIEWS = [
  { value: 'all', label: '全部' },
  ...(Object.keys(RECTIFICATION_STATE_LABELS) as RectificationState[]).map((value) => ({
    value,
    label: RECTIFICATION_STATE_LABELS[value],
  })),
] as const satisfies readonly { value: 'all' | RectificationState; label: string }[]

const COLUMNS: Column<RectificationItem>[] = [
  { id: 'problem', label: '问题', cell: (row) => row.problem },
  { id: 'measure', label: '措施', cell: (row) => row.measure },
  { id: 'person', label: '责任人', cell: (row) => row.personName },
  { id: 'due', label: '期限', cell: (row) => dayWord(row.dueOn), sortBy: (row) => row.dueOn },
  {
    id: 'state',
    label: '状态',
    cell: (row) => <Chip tone={RECTIFICATION_TONES[row.state]}>{RECTIFICATION_STATE_LABELS[row.state]}</Chip>,
  },
]

export default function RectificationsPage() {
  const params = useParams()
  const { wide } = useShell()
  const own = useStore(session, (state) => state.person?.organizationId ?? '')
  const organizationId = params['organizationId'] ?? own
  const { meetingId } = params
  const [view, setView] = useState<'all' | RectificationState>('all')
  const [adding, setAdding] = useState(false)
  const query = {
    limit: '50',
    organizationId,
    ...(meetingId && { meetingId }),
    ...(view !== 'all' && { state: view }),
  }
  const { data, error, refresh, pager } = usePages(
    organizationId ? `meetings/rectifications/${organizationId}/${meetingId ?? ''}/${view}` : undefined,
    (cursor) => meetingsApi.rectifications({ query: { ...query, cursor } }),
  )
  const year = String(yearOf(today()))
  const download = useAction(async () =>
    openFile(await meetingsApi.exportRectifications({ query: { organizationId, year } })),
  )
  const size = wide ? 'd' : undefined
  return (
    <Page
      title="整改清单"
      who={data?.meetingTitle ?? data?.organizationName}
      acts={
        <>
          <Button icon="export" size={size} busy={download.busy} onClick={() => download.run()}>
            导出清单
          </Button>
          {data?.canAdd && (
            <Button icon="plus" kind="fill" size={size} wide={!wide} onClick={() => setAdding(true)}>
              列一项整改
            </Button>
          )}
        </>
      }
      state={error && <AnswerState error={error} shown={data !== undefined} onRetry={refresh} />}
    >
      <ErrorBanner error={download.error} />
      <Segmented inset label="看哪些" options={VIEWS} value={view} onChange={setView} />
      {!data && !error && <Skeleton rows={4} />}
      {data && data.items.length > 0 && (
        <Table
          label="整改清单"
          columns={COLUMNS}
          rows={data.items}
          keyOf={(row) => row.id}
          acts={(row) => (
            <Button
              size={wide ? 'x' : 's'}
              label={`打开整改${row.problem}`}
              onClick={() => openPage(rectificationPage(row.id))}
            >
              打开
            </Button>
          )}
        />
      )}
      <Pager {...pager} quiet />
      {data && data.items.length === 0 && (
        <Card>
          <Empty icon="flag" title="没有整改事项">
            组织生活会后列出的整改会排在这里
          </Empty>
        </Card>
      )}
      {adding && data && meetingId && (
        <AddRectification
          meetingId={meetingId}
          people={data.people}
          onClose={() => setAdding(false)}
          onDone={() => {
            setAdding(false)
            refresh()
          }}
        />
      )}
    </Page>
  )
}
