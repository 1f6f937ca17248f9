import type { ModulePackage } from '@/modulePackage'

/** 人员与名册 */
export const people: ModulePackage = {
  root: 'modules/people',
  pages: [
    'pages/list/index',
    'pages/search/index',
    'pages/detail/index',
    'pages/leaving/index',
    'pages/history/index',
    'pages/offices/index',
    'pages/roster/index',
    'pages/confirmation/index',
    'pages/confirm/index',
  ],
  nav: [
    { label: '人员与名册', icon: 'me', url: '/modules/people/pages/list/index', group: '人员组织' },
    {
      label: '任职一览',
      icon: 'award',
      url: '/modules/people/pages/offices/index',
      group: '人员组织',
      roles: ['administrator', 'secretary', 'deputySecretary', 'organizationCommissioner'],
    },
    {
      label: '截至某日的名册',
      icon: 'history',
      url: '/modules/people/pages/roster/index',
      group: '人员组织',
      roles: ['administrator', 'secretary', 'deputySecretary', 'organizationCommissioner'],
    },
    {
      label: '本人核对',
      icon: 'done',
      url: '/modules/people/pages/confirmation/index',
      group: '人员组织',
      roles: ['secretary', 'organizationCommissioner'],
    },
  ],
}
