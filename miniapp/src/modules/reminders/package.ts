import type { ModulePackage } from '@/modulePackage'

/** 收件箱与提醒 */
export const reminders: ModulePackage = {
  root: 'modules/reminders',
  pages: ['pages/inbox/index', 'pages/unreachable/index'],
  nav: [
    { label: '收件箱', icon: 'bell', url: '/modules/reminders/pages/inbox/index' },
    {
      label: '联系不上的人',
      icon: 'nosignal',
      url: '/modules/reminders/pages/unreachable/index',
      group: '基础',
      roles: ['administrator', 'secretary', 'deputySecretary', 'organizationCommissioner', 'publicityCommissioner'],
    },
  ],
}
