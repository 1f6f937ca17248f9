import type { ModulePackage } from '@/modulePackage'

/** 组织生活 */
export const meetings: ModulePackage = {
  root: 'modules/meetings',
  pages: [
    'pages/list/index',
    'pages/plan/index',
    'pages/detail/index',
    'pages/check-in/index',
    'pages/roll-call/index',
    'pages/screen/index',
    'pages/minutes/index',
    'pages/receipt/index',
    'pages/attendance/index',
    'pages/archive/index',
    'pages/preparation/index',
    'pages/rectifications/index',
    'pages/rectification/index',
  ],
  ahead: (page) => {
    const id = /\/check-in\/index\?id=([0-9a-f]{24})$/.exec(page)?.[1]
    return id ? { key: `meetings/detail/${id}`, path: `/meetings/${id}` } : undefined
  },
  nav: [{ label: '组织生活', icon: 'users', url: '/modules/meetings/pages/list/index', group: '会议与学习' }],
}
