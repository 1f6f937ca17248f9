import type { IconName } from './Icon'

/** States, each with its own icon: colour never speaks alone. Gold is for honours only. */
export type Tone = 'ok' | 'warn' | 'bad' | 'idle' | 'gold'

export const toneIcons = {
  ok: 'done',
  warn: 'clock',
  bad: 'stop',
  idle: 'half',
  gold: 'award',
} as const satisfies Record<Tone, IconName>

/** Fill of rings, bars and dots. */
export const toneMarks = {
  ok: 'var(--ok-mark)',
  warn: 'var(--warn-mark)',
  bad: 'var(--bad-mark)',
  idle: 'var(--idle-mark)',
  gold: 'var(--gold-mark)',
} as const satisfies Record<Tone, string>
