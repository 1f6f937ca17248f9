import type { ModulePackage } from '@/modulePackage'

/** 数据交换 — importing rosters. */
export const exchange: ModulePackage = {
  root: 'modules/exchange',
  pages: ['pages/import/index', 'pages/batches/index', 'pages/change/index'],
  nav: [
    {
      label: '导入与批量',
      icon: 'upload',
      url: '/modules/exchange/pages/batches/index',
      group: '系统',
      roles: ['administrator'],
    },
  ],
}
