import type { ModulePackage } from '@/modulePackage'

/** 人员与名册 */
export const people: ModulePackage = {
  root: 'modules/people',
  pages: ['pages/list/index', 'pages/detail/index', 'pages/leaving/index'],
  nav: [{ label: '人员与名册', icon: 'me', url: '/modules/people/pages/list/index', group: '基础' }],
}
