import type { ModulePackage } from '@/modulePackage'

/** 年度计划与进度 */
export const duties: ModulePackage = {
  root: 'modules/duties',
  pages: ['pages/plan/index', 'pages/progress/index'],
  nav: [
    { label: '年度计划', icon: 'flag', url: '/modules/duties/pages/plan/index', group: '党务' },
    {
      label: '下级进度',
      icon: 'org',
      url: '/modules/duties/pages/progress/index',
      group: '党务',
      overseers: true,
    },
  ],
}
