import { file, page, pageQuery, source } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { COURSE_COUNTS_LABELS } from '@shared/modules/learning/model'
import { HOUR_SOURCE_LABELS } from './model'
import { kind, ledgerRow, memberAttendance, params, participation, studyYear, xlsx, year } from './schemas'

const hourSource = v.picklist(v.keysOf(HOUR_SOURCE_LABELS))
const courseCounts = v.picklist(v.keysOf(COURSE_COUNTS_LABELS))

/** 派生视图 — ledger, attendance and archive: derived from approved records, never written. */
export const branchViewEndpoints = {
  ledger: {
    method: 'GET',
    path: '/meetings/ledger',
    access: 'person',
    summary: '支部工作手册：一年里已归档的会议',
    query: v.object({ ...pageQuery, organizationId: v.id(), year }),
    reply: page(ledgerRow),
  },
  exportLedger: {
    method: 'GET',
    path: '/meetings/ledger/export',
    access: 'person',
    summary: '导出支部工作手册（xlsx）',
    query: v.object({ organizationId: v.id(), year }),
    reply: file,
    download: xlsx,
  },
  attendance: {
    method: 'GET',
    path: '/meetings/attendance',
    access: 'person',
    summary: '支部全年出勤与学时，一人一行',
    query: v.object({ organizationId: v.id(), year: studyYear }),
    reply: v.object({ year: v.number(), organizationName: v.string(), rows: v.array(memberAttendance) }),
  },
  exportAttendance: {
    method: 'GET',
    path: '/meetings/attendance/export',
    access: 'person',
    summary: '导出全年出勤与学时（xlsx）',
    query: v.object({ organizationId: v.id(), year: studyYear }),
    reply: file,
    download: xlsx,
  },
  archive: {
    method: 'GET',
    path: '/meetings/archive',
    access: 'person',
    summary: '个人组织生活档案：参加过的会议、学时与来源；默认本人',
    query: v.object({ personId: v.optional(v.id()), year: v.optional(studyYear) }),
    reply: v.object({
      personId: v.string(),
      name: v.string(),
      year: v.number(),
      hours: v.number(),
      requiredHours: v.number(),
      requiredWhy: v.string(),
      source,
      /** Of exempt members no hours are demanded (B-31). */
      exempt: v.boolean(),
      sources: v.array(v.object({ source: hourSource, hours: v.number(), times: v.number() })),
      byKind: v.array(v.object({ kind, hours: v.number(), times: v.number() })),
      due: v.number(),
      present: v.number(),
      leave: v.number(),
      absent: v.number(),
      items: v.array(participation),
      /** 安全生产培训: for everybody, Party member or not. */
      safety: v.object({
        hours: v.number(),
        /** By the unit's setting; 0: nothing is asked. */
        asked: v.number(),
        sources: v.array(v.object({ source: hourSource, hours: v.number(), times: v.number() })),
      }),
      /** Courses finished in the year, the latest first. */
      courses: v.array(
        v.object({
          courseId: v.string(),
          title: v.string(),
          on: v.string(),
          hours: v.number(),
          countsFor: v.array(courseCounts),
        }),
      ),
    }),
  },
} as const

/** What one approved record has filled, and the record as a sheet. */
export const recordViewEndpoints = {
  receipt: {
    method: 'GET',
    path: '/meetings/:meetingId/receipt',
    access: 'person',
    summary: '回执：这一次记录填好了哪些地方',
    params,
    reply: v.object({
      title: v.string(),
      on: v.string(),
      items: v.array(
        v.object({ id: v.string(), label: v.string(), detail: v.string(), amount: v.string(), unit: v.string() }),
      ),
      retyped: v.number(),
      next: v.optional(
        v.object({
          title: v.string(),
          dueOn: v.string(),
          why: v.string(),
          source,
          action: v.object({ page: v.string(), label: v.string() }),
        }),
      ),
      allowed: v.array(v.string()),
    }),
  },
  export: {
    method: 'GET',
    path: '/meetings/:meetingId/export',
    access: 'person',
    summary: '导出会议记录（xlsx）',
    params,
    reply: file,
    download: xlsx,
  },
} as const
