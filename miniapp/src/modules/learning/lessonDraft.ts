import type { StoredFile } from '@shared/modules/files/schemas'
import type { Block, BlockKind, Material, MaterialKind } from '@shared/modules/learning/model'
import type { DraftLesson } from './staffApi'

/** A lesson while it is written: every kind of material keeps what was entered. */
export interface LessonDraft {
  title: string
  minutes: string
  kind: MaterialKind
  blocks: readonly Block[]
  fileId: string
  url: string
  note: string
  checks: readonly { id: string; title: string }[]
  /** Files put here while it is written. */
  uploaded: readonly StoredFile[]
}

const EMPTY: LessonDraft = {
  title: '',
  minutes: '2',
  kind: 'article',
  blocks: [],
  fileId: '',
  url: '',
  note: '',
  checks: [],
  uploaded: [],
}

const partsOf = (material: Material): Partial<LessonDraft> => {
  if (material.kind === 'article') return { kind: 'article', blocks: material.blocks }
  return material.kind === 'file'
    ? { kind: 'file', fileId: material.fileId, note: material.note }
    : { kind: material.kind, url: material.url, note: material.note }
}

/** What is stored of a lesson, to be written on. */
export const toDraft = (lesson: DraftLesson | undefined): LessonDraft =>
  lesson
    ? {
        ...EMPTY,
        title: lesson.title,
        minutes: String(lesson.minutes),
        checks: lesson.checks.map(({ id, title }) => ({ id, title })),
        ...partsOf(lesson.material),
      }
    : EMPTY

/** A new block of a kind. */
export function emptyBlock(kind: Exclude<BlockKind, 'picture'>): Block {
  if (kind === 'list') return { kind, items: [''] }
  return { kind, text: '' }
}

const isFilled = (block: Block): boolean => {
  if (block.kind === 'list') return block.items.some((item) => item.trim() !== '')
  return block.kind === 'picture' ? true : block.text.trim() !== ''
}

const tidy = (block: Block): Block =>
  block.kind === 'list' ? { ...block, items: block.items.filter((item) => item.trim() !== '') } : block

function materialOf({ kind, blocks, fileId, url, note }: LessonDraft): Material {
  if (kind === 'article') return { kind, blocks: blocks.filter(isFilled).map(tidy) }
  return kind === 'file' ? { kind, fileId, note } : { kind, url: url.trim(), note }
}

/** What is sent; blocks left empty are dropped. */
export const toBody = (draft: LessonDraft) => ({
  title: draft.title.trim(),
  minutes: Number(draft.minutes),
  material: materialOf(draft),
  checks: draft.checks.map(({ id }) => id),
})

/** What is missing before it can be saved, in place of the button's word. */
export function findMissing(draft: LessonDraft): string | undefined {
  if (!draft.title.trim()) return '先写这一节的名称'
  if (!/^([1-9]|[1-9]\d|1[01]\d|120)$/.test(draft.minutes)) return '分钟数写 1 到 120'
  if (draft.kind === 'file' && !draft.fileId) return '先选文件'
  if ((draft.kind === 'video' || draft.kind === 'post') && !draft.url.trim()) return '先贴链接'
  const bare = draft.blocks.some((block) => block.kind === 'picture' && !block.caption.trim())
  return bare && draft.kind === 'article' ? '给图片写一句说明' : undefined
}
