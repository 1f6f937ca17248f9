import type { ModulePackage } from '@/modulePackage'

/** 组织 */
export const organizations: ModulePackage = {
  root: 'modules/organizations',
  pages: ['pages/list/index', 'pages/detail/index', 'pages/settings/index'],
  nav: [
    {
      label: '组织',
      icon: 'org',
      url: '/modules/organizations/pages/list/index',
      group: '人员组织',
      roles: ['administrator', 'secretary'],
    },
  ],
}
