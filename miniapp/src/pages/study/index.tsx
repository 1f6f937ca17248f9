import { dayLabel, plainDate } from '@shared/core/plainDate'
import { branchViewEndpoints } from '@shared/modules/meetings/viewEndpoints'
import { createClient } from '@/core/api'
import { openPage, openSignIn } from '@/core/navigation'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useQuery } from '@/core/useQuery'
import { AnswerState } from '@/ui/AnswerState'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Ring } from '@/ui/Ring'
import { Section } from '@/ui/Section'
import { Skeleton } from '@/ui/Skeleton'
import { SourceNote } from '@/ui/SourceNote'
import { CampaignSection } from './CampaignSection'
import { hourParts } from './hourParts'

const api = createClient({ module: 'meetings', endpoints: branchViewEndpoints })
const SHOWN = 12

/** This year's study: how many hours, from where, against which norm. All of it comes from records, nothing is clocked. */
export default function Study() {
  const person = useStore(session, (state) => state.person)
  const { data, error, savedAt, refresh } = useQuery(person && `archive/${person.id}`, () => api.archive({ query: {} }))
  if (!person)
    return (
      <Page narrow title="学习" tab>
        <Card>
          <Empty icon="study" title="还没有登录">
            <Button kind="fill" onClick={openSignIn}>
              去登录
            </Button>
          </Empty>
        </Card>
      </Page>
    )
  const studied = data?.items.filter((item) => item.hours > 0).slice(0, SHOWN) ?? []
  return (
    <Page
      narrow
      title="学习"
      tab
      beside={data && `${data.year} 年`}
      state={<AnswerState error={error} shown={data !== undefined} savedAt={savedAt} onRetry={refresh} />}
    >
      {!data && !error && <Skeleton />}
      {data && (
        <Card pad>
          <Ring value={data.hours} total={data.requiredHours} unit="学时" parts={hourParts(data.byKind)} />
          <SourceNote source={data.source} say={data.requiredWhy} />
        </Card>
      )}
      <CampaignSection />
      {data && (
        <Section
          title="最近的学习"
          link={
            studied.length > 0
              ? { label: '全部', onClick: () => openPage('/modules/meetings/pages/archive/index') }
              : undefined
          }
        >
          <Card>
            {studied.length === 0 && (
              <Empty icon="study" title="今年还没有记下学时">
                参加党课、主题党日等集中学习，记录归档后学时会自己记到这里
              </Empty>
            )}
            {studied.map((item) => (
              <MiniRow
                key={item.meetingId}
                label={item.title}
                note={dayLabel(plainDate(item.on))}
                value={`${item.hours} 学时`}
                onClick={() => openPage(`/modules/meetings/pages/detail/index?id=${item.meetingId}`)}
              />
            ))}
          </Card>
        </Section>
      )}
    </Page>
  )
}
