import type { ModulePackage } from '@/modulePackage'

/** 活动 — 安全生产月 and others. */
export const campaigns: ModulePackage = {
  root: 'modules/campaigns',
  pages: [
    'pages/list/index',
    'pages/create/index',
    'pages/campaign/index',
    'pages/check-in/index',
    'pages/board/index',
    'pages/group/index',
    'pages/proxy/index',
    'pages/contest/index',
    'pages/screen/index',
    'pages/summary/index',
  ],
  nav: [{ label: '活动', icon: 'flag', url: '/modules/campaigns/pages/list/index', group: '会议与学习' }],
}
