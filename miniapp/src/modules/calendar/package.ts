import type { ModulePackage } from '@/modulePackage'

/** 工作日历 */
export const calendar: ModulePackage = {
  root: 'modules/calendar',
  pages: ['pages/years/index'],
  nav: [
    {
      label: '工作日历',
      icon: 'calendar',
      url: '/modules/calendar/pages/years/index',
      group: '系统',
      roles: ['administrator'],
    },
  ],
}
