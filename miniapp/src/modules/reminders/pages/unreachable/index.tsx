import { dayLabel, plainDateOfInstant } from '@shared/core/plainDate'
import { remindersContract, type Unreachable as UnreachablePerson } from '@shared/modules/reminders/contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { createClient } from '@/core/api'
import { openPage } from '@/core/navigation'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { AnswerState } from '@/ui/AnswerState'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { Page } from '@/ui/Page'
import { Skeleton } from '@/ui/Skeleton'
import { type Column, Table } from '@/ui/Table'
import { WecomSheet } from '../../components/WecomSheet'

const api = createClient(remindersContract)

/** What is told by word of mouth first stands in full, the rest is counted. */
const SHOWN = 2
function missed({ duties }: UnreachablePerson): string {
  const first = duties.slice(0, SHOWN).map(({ title, dueOn }) => (dueOn ? `${title}（${dayLabel(dueOn)}到期）` : title))
  return `${first.join('；') || '都已了结'}${duties.length > SHOWN ? `；还有 ${duties.length - SHOWN} 件` : ''}`
}

const COLUMNS: Column<UnreachablePerson>[] = [
  { id: 'name', label: '姓名', short: true, cell: (row) => row.name, sortBy: (row) => row.name },
  {
    id: 'since',
    label: '从何时起',
    short: true,
    cell: (row) => dayLabel(plainDateOfInstant(row.since)),
    sortBy: (row) => row.since,
  },
  { id: 'duties', label: '没能通知到', cell: missed },
]

export default function Unreachable() {
  const { organizationId } = useParams()
  const [named, setNamed] = useState<UnreachablePerson>()
  const person = useStore(session, (state) => state.person)
  const { data, error, refresh } = useQuery(
    person && `reminders/unreachable/${organizationId ?? ''}`,
    () => api.unreachable({ query: { organizationId: organizationId || undefined } }),
    { keep: false },
  )
  const people = data?.people ?? []
  return (
    <Page
      title="联系不上的人"
      state={error && <AnswerState error={error} shown={data !== undefined} onRetry={refresh} />}
    >
      {!data && !error && <Skeleton />}
      {data && people.length === 0 && (
        <Card>
          <Empty title="每个人都联系得上">没有绑定微信、也从未登录的人，收不到提醒时会列在这里</Empty>
        </Card>
      )}
      {people.length > 0 && (
        <>
          <Banner tone="warn" title={`${data?.total} 人收不到任何提醒`}>
            他们没有绑定微信，也从未登录。请当面转告，并请本人用邀请码绑定微信；绑定后会自动从这里消失。
          </Banner>
          <Table
            label="联系不上的人"
            columns={COLUMNS}
            rows={people}
            keyOf={(row) => row.personId}
            foot={data && data.total > people.length && `先列出等得最久的 ${people.length} 人`}
            acts={(row) => (
              <View className="line">
                <Button
                  size="s"
                  label={`给${row.name}发邀请码`}
                  onClick={() => openPage(`/modules/people/pages/detail/index?personId=${row.personId}`)}
                >
                  发邀请码
                </Button>
                {row.allowed.includes('setAddress') && (
                  <Button size="s" label={`登记${row.name}的企业微信账号`} onClick={() => setNamed(row)}>
                    企业微信账号
                  </Button>
                )}
              </View>
            )}
          />
        </>
      )}
      {named && <WecomSheet person={named} onClose={() => setNamed(undefined)} onSaved={refresh} />}
    </Page>
  )
}
