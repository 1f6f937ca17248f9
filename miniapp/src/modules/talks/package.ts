import type { ModulePackage } from '@/modulePackage'

/** 谈心谈话 */
export const talks: ModulePackage = {
  root: 'modules/talks',
  pages: ['pages/list/index', 'pages/record/index', 'pages/detail/index', 'pages/coverage/index'],
  nav: [{ label: '谈心谈话', icon: 'chat', url: '/modules/talks/pages/list/index', group: '会议与学习' }],
}
