import type { Role } from '@shared/core/roles'
import { keptAs } from './core/storage'
import { createStore } from './core/store'
import { NAV_GROUPS, type NavGroup } from './ui/shell'

type Folds = Partial<Record<NavGroup, boolean>>

const kept = keptAs<Folds>('folds')

/** Areas of the side navigation this person has folded or unfolded, kept in this browser. */
export const folds = createStore<Folds>(kept.read() ?? {})

folds.subscribe(() => kept.write(folds.get()))

/** What is folded before anybody chose: administrators come for organisations and the system, everybody else for the branch's work. */
export function foldedFor(roles: readonly Role[], chosen: Folds): NavGroup[] {
  const administers = roles.includes('administrator') && !roles.includes('secretary')
  const usual: readonly NavGroup[] = administers ? ['党务', '会议与学习'] : ['系统']
  return NAV_GROUPS.filter((group) => chosen[group] ?? usual.includes(group))
}
