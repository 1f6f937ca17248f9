import { yearOf } from '@shared/core/plainDate'
import { View } from '@tarojs/components'
import { openPage } from '@/core/navigation'
import { openFile } from '@/core/openFile'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useAction } from '@/core/useAction'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Empty } from '@/ui/Empty'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Skeleton } from '@/ui/Skeleton'
import { useShell } from '@/ui/shell'
import { type Column, Table } from '@/ui/Table'
import { type AttendanceTable, meetingsApi } from '../../meetingsApi'
import { today } from '../../words'

type MemberRow = AttendanceTable['rows'][number]

const FOOT = '按姓名排列，不排名；数字来自已归档的会议记录'

const openArchive = (row: MemberRow) => openPage(`/modules/meetings/pages/archive/index?personId=${row.personId}`)

const COLUMNS: Column<MemberRow>[] = [
  { id: 'name', label: '姓名', cell: (row) => row.name },
  { id: 'due', label: '应到', cell: (row) => row.due, numeric: true, sortBy: (row) => row.due },
  { id: 'present', label: '到会', cell: (row) => row.present, numeric: true, sortBy: (row) => row.present },
  { id: 'leave', label: '请假', cell: (row) => row.leave, numeric: true, sortBy: (row) => row.leave },
  { id: 'absent', label: '缺席', cell: (row) => row.absent, numeric: true, sortBy: (row) => row.absent },
  {
    id: 'hours',
    label: '学时',
    cell: (row) => (row.exempt ? row.hours : `${row.hours} / ${row.requiredHours}`),
    numeric: true,
    sortBy: (row) => row.hours,
  },
  {
    id: 'state',
    label: '学时情况',
    cell: (row) =>
      row.exempt ? (
        <Chip icon="info">不作硬性要求</Chip>
      ) : row.hours >= row.requiredHours ? (
        <Chip tone="ok">已达到</Chip>
      ) : (
        <Chip tone="warn">还差 {row.requiredHours - row.hours}</Chip>
      ),
  },
]

export default function AttendancePage() {
  const params = useParams()
  const { wide } = useShell()
  const own = useStore(session, (state) => state.person?.organizationId ?? '')
  const organizationId = params['organizationId'] ?? own
  const query = { organizationId, year: params['year'] ?? String(yearOf(today())) }
  const { data, error, refresh } = useQuery(
    organizationId ? `meetings/attendance/${organizationId}/${query.year}` : undefined,
    () => meetingsApi.attendance({ query }),
    { keep: false },
  )
  const download = useAction(async () => openFile(await meetingsApi.exportAttendance({ query })))
  return (
    <Page
      title="出勤与学时"
      who={data && `${data.organizationName} · ${data.year}年`}
      acts={
        <Button icon="export" wide={!wide} busy={download.busy} onClick={() => download.run()}>
          导出本表
        </Button>
      }
      state={error && <AnswerState error={error} shown={data !== undefined} onRetry={refresh} />}
    >
      <ErrorBanner error={download.error} />
      {!data && !error && <Skeleton rows={6} />}
      {data && data.rows.length > 0 && !wide && (
        <Card>
          {data.rows.map((row) => (
            <MiniRow
              key={row.personId}
              label={row.name}
              note={`到会 ${row.present}/${row.due} · 请假 ${row.leave} · 缺席 ${row.absent}${row.exempt ? ' · 不作硬性要求' : ''}`}
              value={
                <Chip tone={row.hours >= row.requiredHours ? 'ok' : 'warn'}>
                  {row.exempt ? row.hours : `${row.hours}/${row.requiredHours}`} 学时
                </Chip>
              }
              onClick={() => openArchive(row)}
            />
          ))}
          <View className="row note">{FOOT}</View>
        </Card>
      )}
      {data && data.rows.length > 0 && wide && (
        <Table
          label="出勤与学时"
          columns={COLUMNS}
          rows={data.rows}
          keyOf={(row) => row.personId}
          acts={(row) => (
            <Button size="x" label={`查看${row.name}的档案`} onClick={() => openArchive(row)}>
              档案
            </Button>
          )}
          foot={FOOT}
        />
      )}
      {data && data.rows.length === 0 && (
        <Card>
          <Empty icon="users" title="名册里还没有党员">
            导入党员名册后，出勤会自己记上
          </Empty>
        </Card>
      )}
    </Page>
  )
}
