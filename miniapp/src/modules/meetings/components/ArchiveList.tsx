import { ATTENDANCE_STATUS_LABELS, MEETING_KIND_LABELS } from '@shared/modules/meetings/model'
import { openPage } from '@/core/navigation'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Empty } from '@/ui/Empty'
import { MiniRow } from '@/ui/MiniRow'
import { useShell } from '@/ui/shell'
import { type Column, Table } from '@/ui/Table'
import { type Archive, pageOf } from '../meetingsApi'
import { dayWord, STATUS_TONES } from '../words'

type Item = Archive['items'][number]

const status = (item: Item) => <Chip tone={STATUS_TONES[item.status]}>{ATTENDANCE_STATUS_LABELS[item.status]}</Chip>
const open = (item: Item) => openPage(pageOf('detail', item.meetingId))

const COLUMNS: readonly Column<Item>[] = [
  { id: 'title', label: '会议', cell: (item) => item.title },
  { id: 'on', label: '日期', cell: (item) => dayWord(item.on), short: true, sortBy: (item) => item.on },
  { id: 'kind', label: '种类', cell: (item) => MEETING_KIND_LABELS[item.kind], sortBy: (item) => item.kind },
  { id: 'hours', label: '学时', cell: (item) => item.hours || '', numeric: true, sortBy: (item) => item.hours },
  { id: 'status', label: '到会', cell: status, sortBy: (item) => item.status },
]

/** The meetings of one person's year: compared in a table on the desktop, read one by one on the phone. */
export function ArchiveList({ items }: { items: readonly Item[] }) {
  const { wide } = useShell()
  if (items.length === 0)
    return (
      <Card>
        <Empty icon="book" title="今年还没有归档的会议">
          记录审核后，参加过的会议和学时会自己出现在这里
        </Empty>
      </Card>
    )
  if (wide)
    return (
      <Table
        label="组织生活出勤"
        columns={COLUMNS}
        rows={items}
        keyOf={(item) => item.meetingId}
        acts={(item) => (
          <Button size="s" label={`查看${item.title}`} onClick={() => open(item)}>
            查看
          </Button>
        )}
      />
    )
  return (
    <Card>
      {items.map((item) => (
        <MiniRow
          key={item.meetingId}
          label={item.title}
          note={`${dayWord(item.on)} · ${MEETING_KIND_LABELS[item.kind]}${item.hours > 0 ? ` · ${item.hours} 学时` : ''}`}
          value={status(item)}
          onClick={() => open(item)}
        />
      ))}
    </Card>
  )
}
