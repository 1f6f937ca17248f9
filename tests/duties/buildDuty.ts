import type { PlannedObligation } from '@shared/core/obligation'
import { obligationKey } from '@shared/core/obligation'
import { plainDate } from '@shared/core/plainDate'

type Overrides = Omit<Partial<PlannedObligation>, 'opensOn' | 'dueOn'> & { opensOn?: string; dueOn?: string }

/** A quarterly meeting of one branch, unless said otherwise. */
export function buildDuty({
  opensOn = '2026-04-01',
  dueOn = '2026-06-30',
  ...more
}: Overrides = {}): PlannedObligation {
  const owner = more.owner ?? { kind: 'organization' as const, id: '6'.repeat(24) }
  const period = more.period ?? '2026-Q2'
  return {
    key: obligationKey('meetings.branchMeeting', owner.id, period),
    module: 'meetings',
    rule: 'meetings.branchMeeting',
    owner,
    organizationId: '6'.repeat(24),
    title: '第二季度支部党员大会',
    why: '每季度一次',
    period,
    opensOn: plainDate(opensOn),
    dueOn: plainDate(dueOn),
    source: { document: '中国共产党支部工作条例（试行）', article: '第11条' },
    action: { page: '/modules/meetings/pages/edit/index', label: '去安排' },
    ladder: [],
    ...more,
  }
}
