import { dayLabel, plainDate } from '@shared/core/plainDate'
import { inTenths } from '@shared/core/tenths'
import { COURSE_COUNTS_LABELS } from '@shared/modules/learning/model'
import { HOUR_SOURCE_LABELS, MEETING_KIND_LABELS } from '@shared/modules/meetings/model'
import { View } from '@tarojs/components'
import { session } from '@/core/session'
import { useStore } from '@/core/store'
import { useParams } from '@/core/useParams'
import { useQuery } from '@/core/useQuery'
import { AnswerState } from '@/ui/AnswerState'
import { Card } from '@/ui/Card'
import { MiniRow } from '@/ui/MiniRow'
import { Page } from '@/ui/Page'
import { Ring } from '@/ui/Ring'
import { Section } from '@/ui/Section'
import { Skeleton } from '@/ui/Skeleton'
import { SourceNote } from '@/ui/SourceNote'
import { ArchiveList } from '../../components/ArchiveList'
import { type Archive, meetingsApi } from '../../meetingsApi'

function HoursCard({ archive }: { archive: Archive }) {
  const { hours, requiredHours, byKind } = archive
  const counted = byKind.filter((one) => one.hours > 0)
  const elsewhere = archive.sources.filter(({ source }) => source === 'visit' || source === 'course')
  const parts = [
    ...counted.map((one) => ({ label: MEETING_KIND_LABELS[one.kind], value: one.hours, tone: 'ok' as const })),
    ...elsewhere.map(({ source, hours: value }) => ({
      label: HOUR_SOURCE_LABELS[source],
      value,
      tone: 'ok' as const,
    })),
  ]
  const left = inTenths(Math.max(0, requiredHours - hours))
  return (
    <Card>
      {archive.exempt ? (
        <View className="card-pad strong">今年 {hours} 学时，不作硬性要求</View>
      ) : (
        <Ring value={hours} total={requiredHours} unit="学时" parts={parts} />
      )}
      <View className="card-pad">
        {!archive.exempt && <View className="strong">{left > 0 ? `还差 ${left} 学时` : '今年的学时已达到'}</View>}
        <SourceNote source={archive.source} say={archive.requiredWhy} />
      </View>
    </Card>
  )
}

/** 安全培训 — courses and events of the year, for everybody. */
function SafetyHours({ archive: { safety, courses } }: { archive: Archive }) {
  if (safety.hours === 0 && safety.asked === 0 && courses.length === 0) return null
  const asked = safety.asked > 0 ? ` / ${safety.asked}` : ''
  return (
    <Section title="安全培训与课程" count={`安全培训 ${safety.hours}${asked} 学时`}>
      <Card>
        {courses.length === 0 && <View className="card-pad">今年还没有学完的课程</View>}
        {courses.map(({ courseId, title, on, hours, countsFor }) => (
          <MiniRow
            key={courseId}
            label={title}
            note={[dayLabel(plainDate(on)), ...countsFor.map((one) => COURSE_COUNTS_LABELS[one])].join(' · ')}
            value={`${hours} 学时`}
          />
        ))}
      </Card>
    </Section>
  )
}

export default function ArchivePage() {
  const params = useParams()
  const own = useStore(session, (state) => state.person?.id)
  const personId = params['personId'] ?? own
  const query = { ...(personId && { personId }), ...(params['year'] && { year: params['year'] }) }
  const { data, error, refresh } = useQuery(
    personId ? `meetings/archive/${personId}/${params['year'] ?? ''}` : undefined,
    () => meetingsApi.archive({ query }),
    { keep: personId === own },
  )
  return (
    <Page
      title="组织生活档案"
      who={data && `${data.name} · ${data.year}年`}
      state={error && <AnswerState error={error} shown={data !== undefined} onRetry={refresh} />}
    >
      {!data && !error && <Skeleton rows={5} />}
      {data && (
        <>
          <HoursCard archive={data} />
          <SafetyHours archive={data} />
          <Section
            title="组织生活出勤"
            count={`到会 ${data.present} / 应到 ${data.due}，请假 ${data.leave}，缺席 ${data.absent}`}
          >
            <ArchiveList items={data.items} />
          </Section>
        </>
      )}
    </Page>
  )
}
