import type { NavItem } from './ui/shell'

/** What `modules/<module>/package.ts` exports: its WeChat sub-package and its places in the side navigation. */
export interface ModulePackage {
  /** Folder under miniapp/src, `modules/meetings`. */
  root: string
  /** Page files relative to root without extension, `pages/list/index`; behind a place of the navigation those it leads to. */
  pages: string[]
  nav?: NavItem[]
  /** What one of these pages needs where there is no signal, asked for ahead: key of `useQuery` and address below `/api`. */
  ahead?: (page: string) => { key: string; path: string } | undefined
}
