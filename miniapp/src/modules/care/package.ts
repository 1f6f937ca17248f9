import type { ModulePackage } from '@/modulePackage'

/** 关怀与送学 */
export const care: ModulePackage = { root: 'modules/care', pages: ['pages/list/index'] }
