import type { ModulePackage } from '@/modulePackage'

export const burden: ModulePackage = {
  root: 'modules/burden',
  pages: ['pages/month/index', 'pages/guard/index'],
  nav: [
    {
      label: '填报减负',
      icon: 'scale',
      url: '/modules/burden/pages/month/index',
      group: '党务',
      roles: ['secretary', 'deputySecretary', 'administrator'],
    },
  ],
}
