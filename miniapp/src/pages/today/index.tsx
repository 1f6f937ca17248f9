import { dayLabel } from '@shared/core/plainDate'
import { dutiesContract, type TodayReply } from '@shared/modules/duties/contract'
import { View } from '@tarojs/components'
import { type ReactNode, useEffect, useState } from 'react'
import { createClient } from '@/core/api'
import { showCount } from '@/core/counts'
import { openSignIn } from '@/core/navigation'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useQuery } from '@/core/useQuery'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { KioskTiles } from '@/ui/KioskTiles'
import { Page } from '@/ui/Page'
import { Segmented } from '@/ui/Segmented'
import { Skeleton } from '@/ui/Skeleton'
import { useShell } from '@/ui/shell'
import { BranchView } from './BranchView'
import { ConfirmCard } from './ConfirmCard'
import { MineView } from './MineView'
import { SuperiorView } from './SuperiorView'
import { UnreadRow } from './UnreadRow'
import { useAhead } from './useAhead'

const api = createClient(dutiesContract)

const viewsOf = ({ mine, branches, superiors }: TodayReply) => [
  { value: 'mine', label: '我自己的', count: mine.now.length },
  ...branches.map(({ organizationId, name, pressing }) => ({ value: organizationId, label: name, count: pressing })),
  ...superiors.map(({ organizationId, name, needHelp }) => ({
    value: `over:${organizationId}`,
    label: name,
    count: needHelp,
  })),
]

/** Due today, missed lately, or waiting for my check: the number at 今日. */
const pressingIn = ({ mine, branches }: TodayReply): number =>
  branches.reduce((sum, { pressing }) => sum + pressing, mine.now.length)

function Views({ today, aside }: { today: TodayReply; aside: ReactNode }) {
  const { wide } = useShell()
  const [chosen, setChosen] = useState<string>()
  const views = viewsOf(today)
  const view = views.find(({ value }) => value === chosen) ?? views[1] ?? views[0]
  const branch = today.branches.find(({ organizationId }) => organizationId === view?.value)
  const superior = today.superiors.find(({ organizationId }) => `over:${organizationId}` === view?.value)
  const other = superior ? (
    <SuperiorView superior={superior} day={today.day} />
  ) : (
    <MineView mine={today.mine} day={today.day} />
  )
  return (
    <>
      {views.length > 1 && <Segmented inset label="看谁的" options={views} value={view?.value} onChange={setChosen} />}
      {branch && <BranchView branch={branch} day={today.day} aside={aside} />}
      {!branch && !wide && (
        <>
          {other}
          {aside}
        </>
      )}
      {!branch && wide && (
        <View className="cols block">
          <View>{other}</View>
          <View>{aside}</View>
        </View>
      )}
    </>
  )
}

export default function Today() {
  const { kiosk } = useShell()
  const person = useStore(session, (state) => state.person)
  const { data, error, refresh } = useQuery(person && 'today', () => api.getToday())
  const pressing = data ? pressingIn(data) : 0
  useEffect(() => showCount('/pages/today/index', pressing), [pressing])
  useAhead(error ? undefined : data)
  if (!person)
    return (
      <Page title="今日" tab>
        <Card>
          <Empty icon="me" title="还没有登录">
            <View>登录后，要办的事会按期限排在这里</View>
            <View className="mt3">
              <Button kind="fill" onClick={openSignIn}>
                去登录
              </Button>
            </View>
          </Empty>
        </Card>
      </Page>
    )
  const aside = (
    <>
      <UnreadRow />
      <ConfirmCard />
    </>
  )
  return (
    <Page
      title="今日"
      tab
      beside={data && dayLabel(data.day)}
      who={`${person.name} · ${person.organization}`}
      state={error && <AnswerState error={error} shown={data !== undefined} onRetry={refresh} />}
    >
      {kiosk && <KioskTiles />}
      {data && <Views today={data} aside={aside} />}
      {!data && <UnreadRow />}
      {!data && !error && <Skeleton rows={6} note="正在取今天要办的" />}
    </Page>
  )
}
