import { keptEdits } from '@/core/keptEdits'
import type { LessonDraft } from './lessonDraft'

/** Lessons being written on this device; one that is new has no id. */
export const lessonEdits = keptEdits<LessonDraft>('lessonEdits')
