import { yearOf } from '@shared/core/plainDate'
import { useState } from 'react'
import { openPage } from '@/core/navigation'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useParams } from '@/core/useParams'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { Segmented } from '@/ui/Segmented'
import { Skeleton } from '@/ui/Skeleton'
import { useShell } from '@/ui/shell'
import { KindSheet } from '../../components/KindSheet'
import { LifeLinks } from '../../components/LifeLinks'
import { MeetingRow } from '../../components/MeetingRow'
import { LedgerTable, MeetingTable } from '../../components/MeetingTable'
import { rectificationsPage } from '../../lifeWords'
import { useLedger, useMeetingList } from '../../useMeetingList'
import { today } from '../../words'

const VIEWS = [
  { value: 'meetings', label: '会议' },
  { value: 'ledger', label: '工作手册' },
] as const
type View = (typeof VIEWS)[number]['value']

const base = '/modules/meetings/pages'

export default function MeetingListPage() {
  const params = useParams()
  const { wide } = useShell()
  const own = useStore(session, (state) => state.person?.organizationId ?? '')
  const organizationId = params['organizationId'] ?? own
  const year = yearOf(today())
  const [view, setView] = useState<View>('meetings')
  const [choosing, setChoosing] = useState(false)
  const list = useMeetingList(organizationId || undefined)
  const ledger = useLedger(organizationId, year, view === 'ledger')
  const shown = view === 'meetings' ? list : ledger
  const size = wide ? 'd' : undefined
  const acts = (
    <>
      {view === 'ledger' && (
        <Button icon="export" size={size} busy={ledger.download.busy} onClick={ledger.download.run}>
          导出手册
        </Button>
      )}
      {list.data?.canPlan && (
        <Button icon="plus" kind="fill" size={size} wide={!wide} onClick={() => setChoosing(true)}>
          安排会议
        </Button>
      )}
    </>
  )
  return (
    <Page
      title="组织生活"
      acts={view === 'ledger' || list.data?.canPlan ? acts : undefined}
      state={shown.error && <AnswerState error={shown.error} shown={!!shown.data} onRetry={shown.refresh} />}
    >
      <ErrorBanner error={ledger.download.error} />
      <Segmented inset label="看哪些" options={VIEWS} value={view} onChange={setView} />
      {!shown.data && !shown.error && <Skeleton rows={5} />}
      {view === 'meetings' && list.items.length > 0 && (
        <>
          {wide ? (
            <MeetingTable rows={list.items} />
          ) : (
            <Card>
              {list.items.map((meeting) => (
                <MeetingRow key={meeting.id} meeting={meeting} named={meeting.organizationId !== organizationId} />
              ))}
            </Card>
          )}
          <Pager {...list.pager} />
        </>
      )}
      {view === 'ledger' && ledger.items.length > 0 && (
        <>
          <LedgerTable rows={ledger.items} />
          <Pager {...ledger.pager} />
        </>
      )}
      {shown.data && shown.data.items.length === 0 && (
        <Card>
          <Empty icon="users" title={view === 'meetings' ? '还没有会议' : `${year} 年还没有归档的记录`}>
            {view === 'meetings' ? '安排好的会议会排在这里' : '记录审核后，手册会自己多一页'}
          </Empty>
        </Card>
      )}
      <Card>
        <MiniRow icon="doc" label="民主评议" onClick={() => openPage('/modules/appraisals/pages/list/index')} />
        <MiniRow icon="flag" label="整改清单" onClick={() => openPage(rectificationsPage(organizationId))} />
        <MiniRow icon="clock" label="我的组织生活档案与学时" onClick={() => openPage(`${base}/archive/index`)} />
        <LifeLinks organizationId={organizationId} runs={list.data?.canPlan} />
        {list.data?.canPlan && (
          <MiniRow
            icon="chart"
            label="支部出勤与学时"
            onClick={() => openPage(`${base}/attendance/index?organizationId=${organizationId}`)}
          />
        )}
      </Card>
      {choosing && (
        <KindSheet
          onClose={() => setChoosing(false)}
          onPick={(kind) => {
            setChoosing(false)
            openPage(`${base}/plan/index?organizationId=${organizationId}&kind=${kind}`)
          }}
        />
      )}
    </Page>
  )
}
