import { OBLIGATION_STATE_LABELS } from '@shared/core/obligation'
import { dayLabel, plainDateOf, yearOf } from '@shared/core/plainDate'
import { STATE_TONES } from '@shared/modules/duties/model'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { openPage } from '@/core/navigation'
import { useParams } from '@/core/useParams'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Empty } from '@/ui/Empty'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { Skeleton } from '@/ui/Skeleton'
import { useShell } from '@/ui/shell'
import { type Column, Table } from '@/ui/Table'
import { Tile, Tiles } from '@/ui/Tile'
import { type Helped, useProgress } from '../../useProgress'

const COLUMNS: Column<Helped>[] = [
  { id: 'name', label: '组织', cell: (row) => <Text className="strong">{row.name}</Text> },
  { id: 'what', label: '最先要办的', cell: (row) => row.first?.title ?? '都办完了' },
  {
    id: 'state',
    label: '状态',
    cell: (row) =>
      row.first && <Chip tone={STATE_TONES[row.first.state]}>{OBLIGATION_STATE_LABELS[row.first.state]}</Chip>,
  },
  {
    id: 'due',
    label: '最早期限',
    cell: (row) => row.first && dayLabel(row.first.dueOn, yearOf(plainDateOf(Date.now()))),
  },
  { id: 'done', label: '全年已完成', numeric: true, cell: (row) => `${row.ring.done} / ${row.ring.total}` },
]

export default function Progress() {
  const { organizationId } = useParams()
  const { wide } = useShell()
  const [onlyHelp, setOnlyHelp] = useState(true)
  const progress = useProgress(organizationId, onlyHelp)
  const { data, error, items, next, loadMore, refresh } = progress
  return (
    <Page
      title="下级进度"
      who={data && `${data.name} · 来自各支部的实际记录；按最早会误期的日期排，不是名次`}
      state={error && <AnswerState error={error} shown={data !== undefined} onRetry={refresh} />}
    >
      {data && (
        <Tiles>
          <Tile
            label="需要帮助"
            icon="alert"
            tone="warn"
            num={data.needHelp}
            unit="个组织"
            selected={onlyHelp}
            onClick={() => setOnlyHelp(true)}
          />
          <Tile
            label="全部有计划的"
            icon="org"
            num={data.needHelp + data.onTrack}
            unit="个组织"
            selected={!onlyHelp}
            onClick={() => setOnlyHelp(false)}
          />
        </Tiles>
      )}
      <ErrorBanner error={loadMore.error} />
      {items.length > 0 && (
        <View className="block">
          <Table
            label="下级进度"
            columns={COLUMNS}
            rows={items}
            keyOf={(row) => row.organizationId}
            acts={(row) => (
              <Button
                size={wide ? 'x' : 's'}
                label={`看详情：${row.name}`}
                onClick={() => openPage(`/modules/duties/pages/plan/index?organizationId=${row.organizationId}`)}
              >
                看详情
              </Button>
            )}
          />
          <Pager shown={items.length} more={next !== null} busy={loadMore.busy} onMore={loadMore.run} />
        </View>
      )}
      {data && items.length === 0 && (
        <Card>
          <Empty icon="done" title={onlyHelp ? '都在按期进行' : '下级还没有计划'}>
            {onlyHelp ? '没有逾期或可能误期的事' : '导入名册后，各支部的计划会自己排出来'}
          </Empty>
        </Card>
      )}
      {!data && !error && <Skeleton rows={6} note="正在取下级进度" />}
    </Page>
  )
}
