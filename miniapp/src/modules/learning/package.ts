import { COURSE_EDITOR_ROLES, WATCHER_ROLES } from '@shared/modules/learning/policy'
import type { ModulePackage } from '@/modulePackage'

/** 学习 */
export const learning: ModulePackage = {
  root: 'modules/learning',
  pages: [
    'pages/catalogue/index',
    'pages/course/index',
    'pages/lesson/index',
    'pages/downloads/index',
    'pages/manage/index',
    'pages/edit/index',
    'pages/lessonEdit/index',
    'pages/ask/index',
    'pages/demands/index',
    'pages/progress/index',
  ],
  ahead: (page) => {
    const id = /\/learning\/pages\/course\/index\?id=([0-9a-f]{24})$/.exec(page)?.[1]
    return id ? { key: `learning/course/${id}`, path: `/learning/courses/${id}` } : undefined
  },
  nav: [
    { label: '课程', icon: 'grad', url: '/modules/learning/pages/catalogue/index', group: '会议与学习' },
    {
      label: '课程管理',
      icon: 'pen',
      url: '/modules/learning/pages/manage/index',
      group: '会议与学习',
      roles: COURSE_EDITOR_ROLES,
    },
    {
      label: '学习要求',
      icon: 'flag',
      url: '/modules/learning/pages/demands/index',
      group: '会议与学习',
      roles: WATCHER_ROLES,
    },
  ],
}
