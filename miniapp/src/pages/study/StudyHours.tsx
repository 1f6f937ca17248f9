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
import { coursePage } from './studyApi'

const api = createClient({ module: 'meetings', endpoints: branchViewEndpoints })
type Archive = Awaited<ReturnType<typeof api.archive>>

const SHOWN = 4
const ARCHIVE_PAGE = '/modules/meetings/pages/archive/index'

/** What gave hours this year, the latest first: meetings and courses. */
const studiedIn = ({ items, courses }: Archive) =>
  [
    ...items
      .filter(({ hours }) => hours > 0)
      .map(({ meetingId, title, on, hours }) => ({
        page: `/modules/meetings/pages/detail/index?id=${meetingId}`,
        title,
        on,
        hours,
      })),
    ...courses.map(({ courseId, title, on, hours }) => ({ page: coursePage(courseId), title, on, hours })),
  ].sort((a, b) => (a.on < b.on ? 1 : -1))

/** This year's hours and where they come from. All of it follows from records, nothing is clocked. */
export function StudyHours({ personId }: { personId: string }) {
  const { data } = useQuery(`archive/${personId}`, () => api.archive({ query: {} }))
  if (!data) return null
  const { year, hours, requiredHours, byKind, source, requiredWhy, safety } = data
  const isMember = requiredHours > 0 || hours > 0
  const studied = studiedIn(data)
  const link = studied.length > 0 ? { label: '全部', onClick: () => openPage(ARCHIVE_PAGE) } : undefined
  return (
    <>
      {isMember && (
        <Section title="我的学时" count={`${year} 年`}>
          <Card pad>
            <Ring value={hours} total={requiredHours} unit="学时" parts={hourParts(byKind)} />
            <SourceNote source={source} say={requiredWhy} />
          </Card>
        </Section>
      )}
      <Section title="最近的学习" count={isMember ? undefined : `${year} 年`} link={link}>
        <Card>
          {(safety.asked > 0 || safety.hours > 0) && (
            <MiniRow
              icon="shield"
              label="安全培训"
              value={`${safety.hours}${safety.asked > 0 ? ` / ${safety.asked}` : ''} 学时`}
              onClick={() => openPage(ARCHIVE_PAGE)}
            />
          )}
          {studied.length === 0 && (
            <Empty icon="study" title="今年还没有记下学时">
              参加集中学习、学完课程以后，学时会自己记到这里
            </Empty>
          )}
          {studied.slice(0, SHOWN).map(({ page, title, on, hours: own }) => (
            <MiniRow
              key={`${page}${on}`}
              label={title}
              note={dayLabel(plainDate(on))}
              value={`${own} 学时`}
              onClick={() => openPage(page)}
            />
          ))}
        </Card>
      </Section>
    </>
  )
}
