import { addMonths, monthOf, type PlainDate, plainDate, plainDateOf, yearOf } from '@shared/core/plainDate'
import { ORGANISER_ROLES, type Role } from '@shared/core/roles'
import { dutiesContract, type MonthReply } from '@shared/modules/duties/contract'
import { View } from '@tarojs/components'
import { useRef, useState } from 'react'
import { createClient } from '@/core/api'
import { openPage, openSignIn } from '@/core/navigation'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useQuery } from '@/core/useQuery'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { Icon } from '@/ui/Icon'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Segmented } from '@/ui/Segmented'
import { Skeleton } from '@/ui/Skeleton'
import { useShell } from '@/ui/shell'
import { Tap } from '@/ui/Tap'
import { AddToPhone } from './AddToPhone'
import { DayList } from './DayList'
import { MonthGrid } from './MonthGrid'
import { useMonthKeys } from './useMonthKeys'
import './index.css'

const api = createClient(dutiesContract)
const MINE = 'mine'

const runsBranch = (roles: readonly Role[] = []) => ORGANISER_ROLES.some((role) => roles.includes(role))

function Turn({ label, icon, onClick }: { label: string; icon: 'back' | 'next'; onClick: () => void }) {
  return (
    <Tap className="bar-act" label={label} onClick={onClick}>
      <Icon name={icon} />
    </Tap>
  )
}

interface MonthProps {
  month: MonthReply
  today: PlainDate
  picked: PlainDate | undefined
  onPick: (day: PlainDate) => void
}

function Month({ month, today, picked, onPick }: MonthProps) {
  const { wide } = useShell()
  const day = month.days.find(({ on }) => on === picked) ?? month.days.find(({ on }) => on === today) ?? month.days[0]
  useMonthKeys(day?.on, today, onPick)
  const grid = <MonthGrid month={month} selected={day?.on} onPick={onPick} />
  const list = day && (
    <>
      <DayList day={day} />
      <AddToPhone day={day} organizationId={month.organizationId} />
    </>
  )
  if (!wide)
    return (
      <>
        {grid}
        {list}
      </>
    )
  return (
    <View className="cols block">
      <View>
        {grid}
        <View className="note mt2">方向键换一天，PageUp、PageDown 换月，Home 回到今天</View>
      </View>
      <View>{list}</View>
    </View>
  )
}

export default function Calendar() {
  const today = plainDateOf(Date.now())
  const person = useStore(session, (state) => state.person)
  const [first, setFirst] = useState(() => plainDate(`${today.slice(0, 7)}-01`))
  const [picked, setPicked] = useState<PlainDate>()
  const pick = (day: PlainDate) => {
    setPicked(day)
    setFirst(plainDate(`${day.slice(0, 7)}-01`))
  }
  const [whose, setWhose] = useState(() => (runsBranch(person?.roles) ? (person?.organizationId ?? MINE) : MINE))
  const month = first.slice(0, 7)
  const organizationId = whose === MINE ? undefined : whose
  const { data, error, refresh } = useQuery(person && `month:${month}:${whose}`, () =>
    api.getMonth({ query: { month, ...(organizationId && { organizationId }) } }),
  )
  const organizations = useRef<MonthReply['organizations']>([])
  if (data) organizations.current = data.organizations
  const views = [
    { value: MINE, label: '我自己的' },
    ...organizations.current.map((one) => ({ value: one.organizationId, label: one.name })),
  ]
  const turns = (
    <View className="line">
      <Turn label="上月" icon="back" onClick={() => setFirst(addMonths(first, -1))} />
      <Turn label="下月" icon="next" onClick={() => setFirst(addMonths(first, 1))} />
    </View>
  )
  return (
    <Page
      title={`${yearOf(first)}年${monthOf(first)}月`}
      tab
      beside={turns}
      state={error && <AnswerState error={error} shown={data !== undefined} onRetry={refresh} />}
    >
      {organizations.current.length > 0 && (
        <Segmented inset label="看谁的" options={views} value={whose} onChange={setWhose} />
      )}
      {data && <Month month={data} today={today} picked={picked} onPick={pick} />}
      {data && (
        <Card>
          <MiniRow
            icon="link"
            label="在自己的日历里看"
            note="生成订阅链接，会议和期限自动更新"
            onClick={() => openPage('/modules/feeds/pages/links/index')}
          />
        </Card>
      )}
      {!data && !error && person && <Skeleton rows={6} note="正在取这个月的安排" />}
      {!person && (
        <Card>
          <Empty icon="calendar" title="还没有登录">
            <View>登录后，会议、期限和放假安排会排在这里</View>
            <View className="mt3">
              <Button kind="fill" onClick={openSignIn}>
                去登录
              </Button>
            </View>
          </Empty>
        </Card>
      )}
    </Page>
  )
}
