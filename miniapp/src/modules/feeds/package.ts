import type { ModulePackage } from '@/modulePackage'

/** 日历订阅 */
export const feeds: ModulePackage = { root: 'modules/feeds', pages: ['pages/links/index'] }
