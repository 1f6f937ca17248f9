import type { ModulePackage } from '@/modulePackage'

/** 岗位交接 */
export const handovers: ModulePackage = {
  root: 'modules/handovers',
  pages: ['pages/list/index', 'pages/detail/index'],
  nav: [{ label: '岗位交接', icon: 'users', url: '/modules/handovers/pages/list/index', group: '党务' }],
}
