import type { ModulePackage } from '@/modulePackage'

/** 党员组织生活 */
export const memberLife: ModulePackage = {
  root: 'modules/memberLife',
  pages: ['pages/mine/index', 'pages/absences/index', 'pages/dual/index'],
}
