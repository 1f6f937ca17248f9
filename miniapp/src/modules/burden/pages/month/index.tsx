import { plainDateOf } from '@shared/core/plainDate'
import { Text } from '@tarojs/components'
import { useState } from 'react'
import { openPage } from '@/core/navigation'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useOverseen } from '@/core/useOverseen'
import { useParams } from '@/core/useParams'
import { Button } from '@/ui/Button'
import { Loaded } from '@/ui/Loaded'
import { Page } from '@/ui/Page'
import { BranchesView } from '../../components/BranchesView'
import { MonthView } from '../../components/MonthView'
import { monthBeside, useMonth } from '../../useBurden'

const OVERSEES = ['secretary', 'deputySecretary', 'administrator'] as const

/** 填报减负 — how much is asked of a branch in a month, and of all below. */
export default function BurdenMonth() {
  const params = useParams()
  const person = useStore(session, (state) => state.person)
  const overseen = useOverseen()
  const organizationId = params['organizationId'] ?? overseen ?? person?.organizationId
  const thisMonth = plainDateOf(Date.now()).slice(0, 7)
  const [month, setMonth] = useState(params['month'] ?? thisMonth)
  const query = useMonth(organizationId, month)
  const oversees = OVERSEES.some((role) => person?.roles.includes(role))
  return (
    <Page
      title="填报减负"
      who={query.data?.name}
      beside={<Text>{`${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`}</Text>}
      acts={
        <>
          <Button onClick={() => setMonth(monthBeside(month, -1))}>上个月</Button>
          {month < thisMonth && <Button onClick={() => setMonth(monthBeside(month, 1))}>下个月</Button>}
          <Button onClick={() => openPage('/modules/burden/pages/guard/index')}>积分排名开关</Button>
        </>
      }
    >
      <Loaded query={query} rows={5}>
        {(data) => <MonthView month={data} />}
      </Loaded>
      {oversees && (
        <BranchesView
          organizationId={params['organizationId']}
          month={month}
          onOpen={(id) => openPage(`/modules/burden/pages/month/index?organizationId=${id}&month=${month}`)}
        />
      )}
    </Page>
  )
}
