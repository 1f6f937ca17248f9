import { HOUR_SOURCE_LABELS } from '@shared/modules/meetings/model'
import { View } from '@tarojs/components'
import { dayWord } from '@/core/dayWord'
import { openPage } from '@/core/navigation'
import { usePages } from '@/core/usePages'
import { useQuery } from '@/core/useQuery'
import { AnswerState } from '@/ui/AnswerState'
import { Banner } from '@/ui/Banner'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Pager } from '@/ui/Pager'
import { Section } from '@/ui/Section'
import { Skeleton } from '@/ui/Skeleton'
import { SourceNote } from '@/ui/SourceNote'
import { lessonsApi, lifeApi, type Mine, meetingPage } from '../../lifeApi'

function Hours({ mine }: { mine: Mine }) {
  const left = Math.max(0, mine.owed - mine.hours)
  const word = mine.owed === 0 ? '不要求学时' : left > 0 ? `还差 ${left} 学时` : '今年的学时已达到'
  return (
    <Card title={`${mine.year}年学时 ${mine.hours}${mine.owed > 0 ? ` / ${mine.owed}` : ''}`} aside={word}>
      {mine.sources.map((one) => (
        <MiniRow
          key={one.source}
          label={HOUR_SOURCE_LABELS[one.source]}
          note={`${one.times} 次`}
          value={`${one.hours} 学时`}
        />
      ))}
      {mine.sources.length === 0 && (
        <Empty icon="clock" title="今年还没有学时">
          记录归档后自己出现在这里
        </Empty>
      )}
      <View className="card-pad">
        <SourceNote source={mine.source} say={mine.why} />
      </View>
    </Card>
  )
}

export default function MinePage() {
  const { data, error, refresh } = useQuery('memberLife/mine', () => lifeApi.mine({ query: {} }))
  const lessons = usePages('memberLife/lessons', (cursor) => lessonsApi.lectures({ query: { limit: '30', cursor } }))
  const owed = lessons.data?.owed
  return (
    <Page
      narrow
      title="我的组织生活"
      who={data && `${data.name} · 只有你自己看得到`}
      state={error && <AnswerState error={error} shown={data !== undefined} onRetry={refresh} />}
    >
      {!data && !error && <Skeleton rows={5} />}
      {data && data.stage > 0 && (
        <Banner tone="warn" title="最近没能来，有困难请告诉书记">
          <View className="sub">支部可以上门，也可以登记不作硬性要求。{data.note}</View>
        </Banner>
      )}
      {data && <Hours mine={data} />}
      {data?.dual && (
        <Card title="在所在支部的组织生活">
          <MiniRow icon="flag" label={data.posts.join('、')} note="双重组织生活：在支部是普通党员" />
          <MiniRow label="应到" value={`${data.dual.due} 次`} />
          <MiniRow label="到会" value={`${data.dual.present} 次`} />
          <MiniRow label="请假" value={`${data.dual.leave} 次`} />
          <View className="card-pad">
            <SourceNote source={data.dual.source} say={data.dual.why} />
          </View>
        </Card>
      )}
      {data && data.missed.length > 0 && (
        <Section title="最近连着没来的" count={`${data.missed.length} 次`}>
          <Card>
            {data.missed.map((one) => (
              <MiniRow
                key={one.meetingId}
                label={one.title}
                note={dayWord(one.on)}
                onClick={() => openPage(meetingPage(one.meetingId))}
              />
            ))}
          </Card>
        </Section>
      )}
      {lessons.data && (lessons.data.items.length > 0 || owed) && (
        <Section title="讲过的党课" count={owed ? `今年 ${owed.done} 次，要求 1 次` : `${lessons.counted} 次`}>
          <Card>
            {lessons.data.items.map((one) => (
              <MiniRow
                key={one.meetingId}
                label={one.topic}
                note={`${dayWord(one.on)} · ${one.organizationName} · ${one.present} 人听`}
                value={`${one.hours} 学时`}
                onClick={() => openPage(meetingPage(one.meetingId))}
              />
            ))}
            {owed && (
              <View className="card-pad">
                <SourceNote source={owed.source} say={owed.why} />
              </View>
            )}
          </Card>
          <Pager {...lessons.pager} quiet />
        </Section>
      )}
    </Page>
  )
}
