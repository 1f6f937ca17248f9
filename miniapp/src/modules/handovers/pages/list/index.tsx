import { ROLE_LABELS } from '@shared/core/roles'
import type { ListedHandover } from '@shared/modules/handovers/contract'
import { HANDOVER_STATE_LABELS } from '@shared/modules/handovers/model'
import { useState } from 'react'
import { dayWord } from '@/core/dayWord'
import { openPage } from '@/core/navigation'
import { useParams } from '@/core/useParams'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Empty } from '@/ui/Empty'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { Segmented } from '@/ui/Segmented'
import { Skeleton } from '@/ui/Skeleton'
import { type Column, Table } from '@/ui/Table'
import { HANDOVER_TONES, useHandovers, usePlaceOfHandovers } from '../../useHandovers'

const seatOf = (row: ListedHandover) => `${row.organizationName}${ROLE_LABELS[row.role]}`

const COLUMNS: Column<ListedHandover>[] = [
  { id: 'seat', label: '岗位', cell: seatOf },
  {
    id: 'state',
    label: '状态',
    cell: (row) => <Chip tone={HANDOVER_TONES[row.state]}>{HANDOVER_STATE_LABELS[row.state]}</Chip>,
  },
  { id: 'from', label: '移交人', cell: (row) => row.from?.name ?? '上级' },
  { id: 'to', label: '接任人', cell: (row) => row.to?.name ?? '待定' },
  {
    id: 'due',
    label: '期限',
    cell: (row) => (row.finishedOn ? `${dayWord(row.finishedOn)}接完` : `${dayWord(row.dueOn)}前`),
  },
]

/** Handovers I take part in; for those above, all of the organisation and below, past ones too. */
export default function Handovers() {
  const { organizationId } = useParams()
  const overseen = usePlaceOfHandovers()
  const place = organizationId ?? overseen
  // Who looks over others comes for them; one's own handover is announced by a message with its link.
  const [view, setView] = useState<'mine' | 'below'>(place ? 'below' : 'mine')
  const list = useHandovers(view === 'below' ? place : undefined)
  const views = [
    { value: 'below' as const, label: '本组织和下级的' },
    { value: 'mine' as const, label: '与我有关的' },
  ]
  return (
    <Page
      title="岗位交接"
      state={list.error && <AnswerState error={list.error} shown={list.items.length > 0} onRetry={list.refresh} />}
    >
      {place && <Segmented inset label="看哪些" options={views} value={view} onChange={setView} />}
      {!list.data && !list.error && <Skeleton />}
      {list.data && list.items.length === 0 && (
        <Card>
          <Empty icon="done" title="没有交接">
            任免职务时，交接会自己开始，未办结的事已经列好
          </Empty>
        </Card>
      )}
      {list.items.length > 0 && (
        <>
          <Table
            label="岗位交接"
            columns={COLUMNS}
            rows={list.items}
            keyOf={(row) => row.id}
            acts={(row) => (
              <Button
                size="s"
                label={`查看${seatOf(row)}的交接`}
                onClick={() => openPage(`/modules/handovers/pages/detail/index?id=${row.id}`)}
              >
                查看
              </Button>
            )}
          />
          <Pager {...list.pager} />
        </>
      )}
    </Page>
  )
}
