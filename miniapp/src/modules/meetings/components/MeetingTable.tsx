import { MEETING_KIND_LABELS } from '@shared/modules/meetings/model'
import { openPage } from '@/core/navigation'
import { Button } from '@/ui/Button'
import { type Column, Table } from '@/ui/Table'
import { type LedgerRow, type MeetingSummary, pageOf } from '../meetingsApi'
import { dayWord, timeWord } from '../words'
import { StateChip } from './StateChip'

const open = (id: string) => openPage(pageOf('detail', id))

const MEETING_COLUMNS: Column<MeetingSummary>[] = [
  { id: 'title', label: '名称', cell: (row) => row.title },
  { id: 'organization', label: '党支部', cell: (row) => row.organizationName },
  { id: 'kind', label: '种类', cell: (row) => MEETING_KIND_LABELS[row.kind] },
  { id: 'time', label: '时间', cell: timeWord, sortBy: (row) => `${row.on}${row.startTime}` },
  { id: 'place', label: '地点', cell: (row) => row.place },
  { id: 'state', label: '状态', cell: (row) => <StateChip state={row.state} /> },
]

/** Meetings side by side, on the desktop. */
export function MeetingTable({ rows }: { rows: readonly MeetingSummary[] }) {
  return (
    <Table
      label="会议"
      columns={MEETING_COLUMNS}
      rows={rows}
      keyOf={(row) => row.id}
      acts={(row) => (
        <Button size="x" label={`查看${row.title}`} onClick={() => open(row.id)}>
          查看
        </Button>
      )}
    />
  )
}

const LEDGER_COLUMNS: Column<LedgerRow>[] = [
  { id: 'title', label: '名称', cell: (row) => row.title },
  { id: 'number', label: '页码', cell: (row) => row.number, numeric: true, sortBy: (row) => row.number },
  { id: 'kind', label: '种类', cell: (row) => MEETING_KIND_LABELS[row.kind] },
  { id: 'on', label: '日期', cell: (row) => dayWord(row.on), sortBy: (row) => row.on },
  { id: 'due', label: '应到', cell: (row) => row.due, numeric: true },
  { id: 'present', label: '实到', cell: (row) => row.present, numeric: true },
  { id: 'leave', label: '请假', cell: (row) => row.leave, numeric: true },
  { id: 'absent', label: '缺席', cell: (row) => row.absent, numeric: true },
  { id: 'hours', label: '学时', cell: (row) => row.hours, numeric: true },
]

/** 支部工作手册: one page per approved meeting. */
export function LedgerTable({ rows }: { rows: readonly LedgerRow[] }) {
  return (
    <Table
      label="支部工作手册"
      columns={LEDGER_COLUMNS}
      rows={rows}
      keyOf={(row) => row.id}
      acts={(row) => (
        <Button size="x" label={`查看${row.title}`} onClick={() => open(row.id)}>
          查看
        </Button>
      )}
      foot={`共 ${rows.length} 页，来自已归档的会议记录`}
    />
  )
}
