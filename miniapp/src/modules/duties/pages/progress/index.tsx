import { clockTimeOf, dayLabel, plainDateOfInstant } from '@shared/core/plainDate'
import { ringParts } from '@shared/modules/duties/model'
import { View } from '@tarojs/components'
import { useCallback, useState } from 'react'
import { openPage } from '@/core/navigation'
import { useParams } from '@/core/useParams'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { Page } from '@/ui/Page'
import { Ring } from '@/ui/Ring'
import { Segmented } from '@/ui/Segmented'
import { Skeleton } from '@/ui/Skeleton'
import { useShell } from '@/ui/shell'
import { BoardList } from '../../components/BoardList'
import { BoardTiles } from '../../components/BoardTiles'
import { KindList } from '../../components/KindList'
import { OpenedStanding } from '../../components/OpenedStanding'
import { SlippingList } from '../../components/SlippingList'
import { YearTurns } from '../../components/YearTurns'
import { type BoardFilter, useBoard } from '../../useBoard'

type View3 = 'organizations' | 'slipping' | 'kinds'

const boardPage = (organizationId: string, year: number) =>
  `/modules/duties/pages/progress/index?organizationId=${organizationId}&year=${year}`

/** The superior's board: how the plans below stand, what slips next, and who needs help with which fact. */
export default function Progress() {
  const { organizationId, year, level, state, open, name } = useParams()
  const { wide } = useShell()
  const [filter, setFilter] = useState<BoardFilter>({
    organizationId,
    year,
    state: state === 'all' ? undefined : state === 'fine' ? state : 'help',
    ...(level === 'next' && { level }),
  })
  const change = useCallback((more: BoardFilter) => setFilter((last) => ({ ...last, ...more })), [])
  const [view, setView] = useState<View3>('organizations')
  const [opened, setOpened] = useState(open ? { id: open, name: name ?? '' } : undefined)
  const board = useBoard(filter)
  const { data, error, refresh, download } = board
  const kinds = data && <KindList rules={data.rules} selected={filter.rule} onSelect={(rule) => change({ rule })} />
  const ring = data && (
    <Card>
      <Ring value={data.ring.done} total={data.ring.total} unit="全年任务" parts={ringParts(data.ring)} />
    </Card>
  )
  const asOf = data && `${dayLabel(plainDateOfInstant(data.asOf))} ${clockTimeOf(data.asOf)}`
  const close = () => setOpened(undefined)
  return (
    <Page
      title="下级进度"
      who={
        data &&
        (wide
          ? `${data.name} · 截至 ${asOf}，来自各组织的实际记录；按最早会误期的日期排，不是名次`
          : `${data.name} · 截至 ${asOf}`)
      }
      beside={
        data && (
          <YearTurns
            year={data.year}
            years={data.years}
            onTurn={(next) => {
              setOpened(undefined)
              change({ year: String(next), rule: undefined })
            }}
          />
        )
      }
      crumbs={[
        ...(data?.above ?? []).map((one) => ({
          label: one.name,
          url: boardPage(one.organizationId, data?.year ?? 0),
        })),
        { label: data?.name ?? '下级进度' },
      ]}
      acts={
        data &&
        view === 'organizations' && (
          <Button icon="export" wide={!wide} size={wide ? 'd' : undefined} busy={download.busy} onClick={download.run}>
            导出本表
          </Button>
        )
      }
      state={error && <AnswerState error={error} shown={data !== undefined} onRetry={refresh} />}
    >
      <ErrorBanner error={download.error} />
      {!wide && ring}
      {data && <BoardTiles board={data} state={filter.state} onState={(state) => change({ state })} />}
      {data && (
        <View className="mt3">
          <Segmented
            inset
            label="看什么"
            value={view}
            onChange={setView}
            options={[
              { value: 'organizations', label: '组织' },
              { value: 'slipping', label: '接下来要误期' },
              ...(wide ? [] : [{ value: 'kinds' as const, label: '各类任务' }]),
            ]}
          />
        </View>
      )}
      <View className={wide ? 'cols mt3' : 'mt3'}>
        <View>
          {data && view === 'organizations' && (
            <BoardList
              board={board}
              filter={filter}
              onFilter={change}
              selected={opened?.id}
              onOpen={(row) => setOpened({ id: row.organizationId, name: row.name })}
              onDescend={(row) => openPage(boardPage(row.organizationId, data.year))}
            />
          )}
          {data && view === 'slipping' && <SlippingList filter={filter} />}
          {!wide && view === 'kinds' && kinds}
        </View>
        {wide && data && !opened && (
          <View>
            {ring}
            {kinds}
          </View>
        )}
        {wide && opened && data && <OpenedStanding {...opened} year={data.year} onClose={close} />}
      </View>
      {!wide && opened && data && <OpenedStanding {...opened} year={data.year} onClose={close} />}
      {!data && !error && <Skeleton rows={6} note="正在取下级进度" />}
    </Page>
  )
}
