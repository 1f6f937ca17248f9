import type { ModulePackage } from '@/modulePackage'

/** 民主评议 */
export const appraisals: ModulePackage = {
  root: 'modules/appraisals',
  pages: [
    'pages/list/index',
    'pages/plan/index',
    'pages/board/index',
    'pages/self/index',
    'pages/ballot/index',
    'pages/ratings/index',
  ],
  nav: [{ label: '民主评议', icon: 'doc', url: '/modules/appraisals/pages/list/index', group: '会议与学习' }],
}
