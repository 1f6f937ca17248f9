import { View } from '@tarojs/components'
import { dayWord } from '@/core/dayWord'
import { openPage } from '@/core/navigation'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { AnswerState } from '@/ui/AnswerState'
import { Banner } from '@/ui/Banner'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Empty } from '@/ui/Empty'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Skeleton } from '@/ui/Skeleton'
import { SourceNote } from '@/ui/SourceNote'
import { type Absent, lifeApi, meetingPage } from '../../lifeApi'

function Clock({ one }: { one: Absent }) {
  const aside = <Chip tone={one.stage > 0 ? 'warn' : 'idle'}>{one.months} 个月</Chip>
  return (
    <Card title={one.name} aside={aside}>
      {one.missed.map((meeting) => (
        <MiniRow
          key={meeting.meetingId}
          label={meeting.title}
          note={dayWord(meeting.on)}
          onClick={() => openPage(meetingPage(meeting.meetingId))}
        />
      ))}
      {one.talkedOn && <MiniRow icon="done" label={`${dayWord(one.talkedOn)} 支委和他谈过`} />}
      <View className="card-pad line">
        <Button onClick={() => openPage(`/modules/talks/pages/record/index?withId=${one.personId}`)}>谈了，登记</Button>
        <Button onClick={() => openPage('/modules/care/pages/list/index')}>登记不作硬性要求</Button>
      </View>
    </Card>
  )
}

export default function AbsencesPage() {
  const params = useParams()
  const own = useStore(session, (state) => state.person?.organizationId ?? '')
  const organizationId = params['organizationId'] ?? own
  const { data, error, refresh } = useQuery(
    organizationId ? `memberLife/absences/${organizationId}` : undefined,
    () => lifeApi.absences({ query: { organizationId } }),
    { keep: false },
  )
  return (
    <Page
      title="连续缺席"
      who={data && `${data.organizationName} · 只有书记和副书记看得到`}
      crumbs={[{ label: '组织生活', url: '/modules/meetings/pages/list/index' }, { label: '连续缺席' }]}
      state={error && <AnswerState error={error} shown={data !== undefined} onRetry={refresh} />}
    >
      {!data && !error && <Skeleton rows={5} />}
      {data && (
        <Banner title="先弄清原因，再说规定">
          <View className="sub">{data.note}</View>
          <SourceNote source={data.source} say={data.why} />
        </Banner>
      )}
      {data?.items.map((one) => (
        <Clock key={one.personId} one={one} />
      ))}
      {data && data.items.length === 0 && (
        <Card>
          <Empty icon="done" title="没有连续缺席的党员">
            请假和不作硬性要求的不计在内
          </Empty>
        </Card>
      )}
    </Page>
  )
}
