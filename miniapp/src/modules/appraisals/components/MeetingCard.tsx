import type { ApiError } from '@/core/apiError'
import { openPage } from '@/core/navigation'
import { Card } from '@/ui/Card'
import { ErrorBanner } from '@/ui/ErrorBanner'
import { MiniRow } from '@/ui/MiniRow'
import { SelectField } from '@/ui/SelectField'
import type { AppraisalDetail } from '../appraisalsApi'
import { dayWord } from '../words'

const detail = (id: string) => () => openPage(`/modules/meetings/pages/detail/index?id=${id}`)

interface MeetingCardProps {
  appraisal: AppraisalDetail
  error: ApiError | undefined
  onLink: (meetingId: string) => void
}

/** The meeting at which members are appraised: its own, or the 组织生活会; attendance and hours come from its record. */
export function MeetingCard({ appraisal, error, onLink }: MeetingCardProps) {
  const { meeting, decision, meetings, state, allowed, organizationId } = appraisal
  const links = allowed.includes('linkMeeting') && ['self', 'peer', 'ballot'].includes(state)
  const plan = () => openPage(`/modules/meetings/pages/plan/index?organizationId=${organizationId}&kind=appraisal`)
  return (
    <Card title="评议会议">
      <ErrorBanner error={error} />
      {meeting && (
        <MiniRow icon="calendar" label={meeting.title} note={dayWord(meeting.on)} onClick={detail(meeting.id)} />
      )}
      {decision && (
        <MiniRow
          icon="flag"
          label={`提出评定意见：${decision.title}`}
          note={dayWord(decision.on)}
          onClick={detail(decision.id)}
        />
      )}
      {links && meetings.length > 0 && (
        <SelectField
          label={meeting ? '换一次会议' : '选一次会议'}
          hint="可以和组织生活会一起开，到会和学时按会议记录算"
          value={meeting?.id}
          options={meetings.map((one) => ({ value: one.id, label: `${dayWord(one.on)} ${one.title}` }))}
          onChange={onLink}
        />
      )}
      {links && <MiniRow icon="plus" label="另外安排一次评议会议" onClick={plan} />}
      {!meeting && !links && <MiniRow label="没有选定" />}
    </Card>
  )
}
