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
  ],
  nav: [{ label: '组织生活', icon: 'users', url: '/modules/meetings/pages/list/index', group: '业务' }],
}
