import { dayLabel, plainDate } from '@shared/core/plainDate'
import { branchViewEndpoints } from '@shared/modules/meetings/viewEndpoints'
import { createClient } from '@/core/api'
import { openPage } from '@/core/navigation'
import { useQuery } from '@/core/useQuery'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { MiniRow } from '@/ui/MiniRow'
import { Ring } from '@/ui/Ring'
import { Section } from '@/ui/Section'
import { SourceNote } from '@/ui/SourceNote'
import { hourParts } from './hourParts'

const api = createClient({ module: 'meetings', endpoints: branchViewEndpoints })
const SHOWN = 4

/** This year's hours and where they come from. All of it follows from records, nothing is clocked. */
export function StudyHours({ personId }: { personId: string }) {
  const { data } = useQuery(`archive/${personId}`, () => api.archive({ query: {} }))
  if (!data) return null
  const studied = data.items.filter((item) => item.hours > 0).slice(0, SHOWN)
  const link =
    studied.length > 0 ? { label: '全部', onClick: () => openPage('/modules/meetings/pages/archive/index') } : undefined
  return (
    <>
      <Section title="我的学时" count={`${data.year} 年`}>
        <Card pad>
          <Ring value={data.hours} total={data.requiredHours} unit="学时" parts={hourParts(data.byKind)} />
          <SourceNote source={data.source} say={data.requiredWhy} />
        </Card>
      </Section>
      <Section title="最近的学习" link={link}>
        <Card>
          {studied.length === 0 && (
            <Empty icon="study" title="今年还没有记下学时">
              参加集中学习、学完课程以后，学时会自己记到这里
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
    </>
  )
}
