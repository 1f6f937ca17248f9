import type { ModulePackage } from './core/modulePackage'

/** Registry 3: every module with pages adds its `package.ts` here; sub-packages and the desktop's side navigation follow. */
export const packages: ModulePackage[] = []
