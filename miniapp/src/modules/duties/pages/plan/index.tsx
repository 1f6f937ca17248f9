import { plainDateOf, yearOf } from '@shared/core/plainDate'
import type { PlannedItem } from '@shared/modules/duties/contract'
import { useState } from 'react'
import { useParams } from '@/core/useParams'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { Segmented } from '@/ui/Segmented'
import { Skeleton } from '@/ui/Skeleton'
import { useShell } from '@/ui/shell'
import { AddSheet } from '../../components/AddSheet'
import { ItemSheet } from '../../components/ItemSheet'
import { PlanMonths } from '../../components/PlanMonths'
import { PlanTable } from '../../components/PlanTable'
import { YearTurns } from '../../components/YearTurns'
import { usePlan } from '../../usePlan'

const FILTERS = {
  all: () => true,
  open: ({ state }) => state !== 'done' && state !== 'waived',
  late: ({ state }) => state === 'overdue' || state === 'slipping',
} as const satisfies Record<string, (item: PlannedItem) => boolean>
type Filter = keyof typeof FILTERS

const LABELS: Record<Filter, string> = { all: '全部', open: '没办的', late: '要误期的' }

const NOT_YET = '每年 12 月起，下一年的计划会按规定自己排出来'

export default function PlanPage() {
  const { organizationId, year: asked, key } = useParams()
  const thisYear = yearOf(plainDateOf(Date.now()))
  const [year, setYear] = useState(asked)
  const { wide } = useShell()
  const { data, error, refresh, download } = usePlan(organizationId, year)
  const [filter, setFilter] = useState<Filter>('all')
  const [opened, setOpened] = useState(key)
  const [adding, setAdding] = useState(false)
  const items = data?.items.filter(FILTERS[filter]) ?? []
  const item = data?.items.find((one) => one.key === opened)
  const leave = () => {
    setOpened(undefined)
    setAdding(false)
    refresh()
  }
  const acts = data && (
    <>
      <Button icon="export" wide={!wide} size={wide ? 'd' : undefined} busy={download.busy} onClick={download.run}>
        导出本表
      </Button>
      {data.allowed.includes('add') && (
        <Button icon="plus" wide={!wide} size={wide ? 'd' : undefined} onClick={() => setAdding(true)}>
          加一件
        </Button>
      )}
    </>
  )
  const turns = <YearTurns year={Number(year ?? thisYear)} onTurn={(next) => setYear(String(next))} />
  const ahead = Number(year ?? thisYear) > thisYear
  const List = wide ? PlanTable : PlanMonths
  return (
    <Page
      title="年度计划"
      who={data && `${data.name} · ${data.year}年 · 已完成 ${data.ring.done} / ${data.ring.total}`}
      beside={wide && turns}
      acts={acts}
      state={error && <AnswerState error={error} shown={data !== undefined} onRetry={refresh} />}
    >
      <ErrorBanner error={download.error} />
      {!wide && turns}
      {data && (
        <Segmented
          inset
          label="看哪些"
          value={filter}
          onChange={setFilter}
          options={(Object.keys(FILTERS) as Filter[]).map((value) => ({
            value,
            label: LABELS[value],
            count: data.items.filter(FILTERS[value]).length,
          }))}
        />
      )}
      {items.length > 0 && <List items={items} onOpen={(one) => setOpened(one.key)} />}
      {data && items.length === 0 && (
        <Card>
          <Empty
            icon={data.items.length > 0 ? 'done' : 'calendar'}
            title={data.items.length === 0 ? '这一年还没有计划' : '没有这样的事'}
          >
            {data.items.length > 0 ? '都按期在办' : ahead ? NOT_YET : '名册里有了党员，计划会按规定自己排出来'}
          </Empty>
        </Card>
      )}
      {!data && !error && <Skeleton rows={6} note="正在取全年计划" />}
      {item && <ItemSheet key={item.key} item={item} onClose={leave} />}
      {adding && data && <AddSheet organizationId={data.organizationId} onClose={leave} />}
    </Page>
  )
}
