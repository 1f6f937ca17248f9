import type { Table } from '@shared/core/table'
import { COURSE_STATE_LABELS, LEARNER_STATE_LABELS } from './model'
import type { CourseListRow, GroupRow, LearnerRow } from './rows'

/** 课程一览 */
export const COURSES_TABLE: Table<CourseListRow> = {
  id: 'courses',
  title: '课程一览',
  columns: [
    { id: 'title', label: '课程', text: (row) => row.title, sorts: true },
    { id: 'organization', label: '归属', text: (row) => row.organizationName },
    {
      id: 'state',
      label: '状态',
      text: (row) => `${COURSE_STATE_LABELS[row.state]}${row.changed && row.version > 0 ? '，有改动' : ''}`,
    },
    { id: 'lessons', label: '节数', text: (row) => String(row.lessons), numeric: true },
    { id: 'minutes', label: '分钟', text: (row) => String(row.minutes), numeric: true },
    { id: 'publishedOn', label: '发布日期', text: (row) => row.publishedOn ?? '', sorts: true },
    { id: 'tags', label: '标签', text: (row) => row.tags.join('、'), extra: true },
    { id: 'version', label: '版本', text: (row) => (row.version > 0 ? `第 ${row.version} 版` : ''), extra: true },
  ],
}

/** 学习进度（人员） — by place and name, never by how fast somebody was. */
export const LEARNERS_TABLE: Table<LearnerRow> = {
  id: 'learners',
  title: '学习进度',
  columns: [
    { id: 'name', label: '姓名', text: (row) => row.name },
    { id: 'organization', label: '组织', text: (row) => row.organizationName },
    { id: 'team', label: '班组', text: (row) => row.teamName },
    { id: 'state', label: '进度', text: (row) => LEARNER_STATE_LABELS[row.state] },
    { id: 'lessons', label: '学到', text: (row) => `${row.done} / ${row.lessons} 节`, numeric: true },
    { id: 'doneOn', label: '学完日期', text: (row) => row.doneOn ?? '' },
  ],
}

/** 学习进度（组织、班组） */
export const GROUPS_TABLE: Table<GroupRow> = {
  id: 'learnerGroups',
  title: '学习进度',
  columns: [
    { id: 'name', label: '组织', text: (row) => row.name },
    { id: 'people', label: '人数', text: (row) => String(row.people), numeric: true },
    { id: 'done', label: '学完', text: (row) => String(row.done), numeric: true },
    { id: 'started', label: '正在学', text: (row) => String(row.started), numeric: true },
    { id: 'none', label: '还没开始', text: (row) => String(row.none), numeric: true },
  ],
}
