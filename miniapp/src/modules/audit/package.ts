import type { ModulePackage } from '@/modulePackage'

/** 操作记录 */
export const audit: ModulePackage = {
  root: 'modules/audit',
  pages: ['pages/list/index'],
  nav: [
    {
      label: '操作记录',
      icon: 'history',
      url: '/modules/audit/pages/list/index',
      group: '系统',
      roles: ['administrator', 'secretary'],
    },
  ],
}
