import { plainDate } from '@shared/core/plainDate'
import type { WorkCalendar } from '@shared/core/workCalendar'
import type { Entry } from '@shared/core/workflow'
import type { Attendance, AttendanceEntry, Meeting, Standing, StepId } from '@shared/modules/meetings/model'
import type { BranchFacts } from '@shared/modules/meetings/plan/planYear'

/** 2026 as the State Council's notice has it, as far as these tests look. */
export const CALENDAR_2026: WorkCalendar = {
  2026: {
    year: 2026,
    status: 'confirmed',
    source: '国办通知',
    holidays: {
      '2026-01-01': '元旦',
      '2026-01-02': '元旦',
      '2026-04-06': '清明节',
      '2026-05-01': '劳动节',
      '2026-05-04': '劳动节',
      '2026-05-05': '劳动节',
      '2026-10-01': '国庆节',
      '2026-10-02': '国庆节',
      '2026-10-05': '国庆节',
      '2026-10-06': '国庆节',
      '2026-10-07': '国庆节',
    },
    workdays: ['2026-01-04', '2026-05-09', '2026-10-10'],
  },
}

export const id = (n: number): string => n.toString(16).padStart(24, '0')

export const buildFacts = (overrides: Partial<BranchFacts> = {}): BranchFacts => ({
  organizationId: id(1),
  fullMembers: 18,
  hasCommittee: true,
  groups: [],
  meetings: [],
  ...overrides,
})

export const entry = (step: StepId, at = '2026-06-04T01:00:00.000Z', reason?: string): Entry<StepId> => ({
  step,
  by: id(2),
  at,
  on: plainDate(at.slice(0, 10)),
  ...(reason && { reason }),
})

export const buildMeeting = (overrides: Partial<Meeting> = {}): Meeting => ({
  id: id(100),
  organizationId: id(1),
  path: `/${id(1)}/`,
  kind: 'branchMeeting',
  title: '第二季度支部党员大会',
  on: plainDate('2026-06-11'),
  startTime: '14:30',
  endTime: '16:30',
  place: '项目部二楼会议室',
  chairId: id(2),
  recorderId: id(3),
  agenda: [
    { title: '二季度工作小结', kind: 'report' },
    { title: '评优推荐', kind: 'decide' },
  ],
  entries: [entry('plan'), entry('notify')],
  changes: [],
  minutes: {},
  votes: {},
  ...overrides,
})

export const came = (method: 'qr' | 'code' | 'proxy' = 'qr'): AttendanceEntry => ({
  kind: 'checkIn',
  method,
  by: id(9),
  at: '2026-06-11T06:20:00.000Z',
})

export const attendee = (n: number, standing: Standing, entries: AttendanceEntry[] = []): Attendance => ({
  personId: id(n),
  name: `党员${n}`,
  standing,
  entries,
})
