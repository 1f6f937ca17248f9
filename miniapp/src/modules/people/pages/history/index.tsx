import { type PlainDate, plainDateOf } from '@shared/core/plainDate'
import { ROLE_LABELS } from '@shared/core/roles'
import { useState } from 'react'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { AnswerState } from '@/ui/AnswerState'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Section } from '@/ui/Section'
import { Skeleton } from '@/ui/Skeleton'
import { AsOfField } from '../../components/AsOfField'
import { HistoryList } from '../../components/HistoryList'
import { personFields } from '../../personFields'
import { peopleApi } from '../../usePeople'

/** A person's record through time: as it stood on any day, and every change with its reason. */
export default function PersonHistory() {
  const { personId = '' } = useParams()
  const today = plainDateOf(Date.now())
  const [day, setDay] = useState<string>(today)
  const params = { personId }
  const now = useQuery(`people/detail/${personId}`, () => peopleApi.detail({ params }), { keep: false })
  const history = useQuery(`people/history/${personId}`, () => peopleApi.history({ params }), { keep: false })
  const asOf = useQuery(
    `people/asOf/${personId}/${day}`,
    () => peopleApi.asOf({ params, query: { day: day as PlainDate } }),
    { keep: false },
  )
  const { data } = asOf
  const fields = data && [
    ['姓名', data.name] as const,
    ...personFields(data),
    ['手机号码', data.masked['phone']] as const,
  ]
  const name = now.data?.name ?? '人员'
  return (
    <Page
      narrow
      title="历次变更"
      who={name}
      crumbs={[{ label: name, url: `/modules/people/pages/detail/index?personId=${personId}` }, { label: '历次变更' }]}
      state={
        history.error && (
          <AnswerState error={history.error} shown={history.data !== undefined} onRetry={history.refresh} />
        )
      }
    >
      <Section title={day === today ? '现在' : `截至 ${day}`}>
        <Card>
          <AsOfField value={day} today={today} onChange={setDay} />
          <ErrorBanner error={asOf.error} />
          {fields?.map(([label, value]) => (
            <MiniRow key={label} label={label} value={value ?? '未填'} />
          ))}
          {data?.offices.map((office) => (
            <MiniRow
              key={`${office.organizationName}${office.role}`}
              label={`${office.organizationName}${ROLE_LABELS[office.role]}`}
              value={`自 ${office.from}`}
            />
          ))}
          {!data && !asOf.error && <Skeleton />}
        </Card>
      </Section>
      <Section title="历次变更" count={history.data && `${history.data.items.length} 次`}>
        {history.data && (
          <HistoryList
            personId={personId}
            rows={history.data.items}
            mayReveal={now.data?.allowed.includes('reveal') ?? false}
          />
        )}
      </Section>
    </Page>
  )
}
