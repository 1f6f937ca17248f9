import { keptAs } from './storage'
import { createStore } from './store'

/** How this person wants to read; kept on this phone. */
export interface Preferences {
  /** Text × 1, 1.25, 1.5. */
  size: 'normal' | 'large' | 'xlarge'
  /** White paper, black ink, real outlines: sun on a bridge deck. */
  contrast: boolean
}

const sizeClasses = { normal: '', large: 'zx-lg', xlarge: 'zx-xl' } as const

const kept = keptAs<Preferences>('preferences')

export const preferences = createStore<Preferences>({ size: 'normal', contrast: false, ...kept.read() })

preferences.subscribe(() => kept.write(preferences.get()))

/** Classes beside `.zx` on every page's root. */
export const classesFor = ({ size, contrast }: Preferences): string =>
  [sizeClasses[size], contrast ? 'zx-hc' : ''].filter(Boolean).join(' ')

/** A shared terminal is read from a step away: never smaller than large. */
export const kioskClassesFor = ({ size, contrast }: Preferences): string =>
  classesFor({ size: size === 'normal' ? 'large' : size, contrast })
