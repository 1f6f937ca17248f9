import type { ModulePackage } from '@/modulePackage'

const roles: NonNullable<NonNullable<ModulePackage['nav']>[number]['roles']> = [
  'administrator',
  'secretary',
  'deputySecretary',
  'organizationCommissioner',
  'publicityCommissioner',
]

/** 收件箱与提醒 */
export const reminders: ModulePackage = {
  root: 'modules/reminders',
  pages: ['pages/inbox/index', 'pages/settings/index', 'pages/history/index', 'pages/unreachable/index'],
  nav: [
    { label: '收件箱', icon: 'bell', url: '/modules/reminders/pages/inbox/index' },
    { label: '提醒设置与外出', icon: 'clock', url: '/modules/reminders/pages/settings/index', group: '系统' },
    { label: '提醒记录', icon: 'history', url: '/modules/reminders/pages/history/index', group: '系统', roles },
    {
      label: '联系不上的人',
      icon: 'nosignal',
      url: '/modules/reminders/pages/unreachable/index',
      group: '系统',
      roles,
    },
  ],
}
