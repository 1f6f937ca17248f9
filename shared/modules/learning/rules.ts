import type { Block, CourseContent, Lesson, Material } from './model'

/** Characters an adult reads in a minute on a phone, with a thought in between. */
const CHARACTERS_PER_MINUTE = 260
const SECONDS_PER_PICTURE = 12
const SECONDS_PER_CHECK = 20

const wordsOf = (block: Block): string => {
  if (block.kind === 'list') return block.items.join('')
  return block.kind === 'picture' ? block.caption : block.text
}

/** All words of a material: for secrecy marks, search, and how long it takes. */
export const textOfMaterial = (material: Material): string =>
  material.kind === 'article' ? material.blocks.map(wordsOf).join('\n') : material.note

/** 约几分钟 — by its length, pictures and questions; at least one. For a file, a video or a post the author says it. */
export function estimateMinutes({ material, checks }: Pick<Lesson, 'material' | 'checks'>): number {
  const pictures = material.kind === 'article' ? material.blocks.filter(({ kind }) => kind === 'picture').length : 0
  const reading = (textOfMaterial(material).length / CHARACTERS_PER_MINUTE) * 60
  const seconds = reading + pictures * SECONDS_PER_PICTURE + checks.length * SECONDS_PER_CHECK
  return Math.max(1, Math.round(seconds / 60))
}

export const minutesOf = ({ lessons }: Pick<CourseContent, 'lessons'>): number =>
  lessons.reduce((sum, { minutes }) => sum + minutes, 0)

/** A picture or a file of a course, and which of both it must be. */
export interface WantedFile {
  id: string
  kind: 'picture' | 'document'
}

export const filesOfMaterial = (material: Material): WantedFile[] => {
  if (material.kind === 'file') return [{ id: material.fileId, kind: 'document' }]
  if (material.kind !== 'article') return []
  return material.blocks.flatMap((block): WantedFile[] =>
    block.kind === 'picture' ? [{ id: block.fileId, kind: 'picture' }] : [],
  )
}

/** Pictures and files of a course. */
export const filesOf = ({ lessons }: Pick<CourseContent, 'lessons'>): WantedFile[] =>
  lessons.flatMap(({ material }) => filesOfMaterial(material))

/**
 * 先修课程成环 — would a course wait for itself if it had these prerequisites?
 * @param waitsFor prerequisites of the courses as they are published
 * @returns the courses of a circle, the course itself first and last; undefined when there is none.
 */
export function findCircle(
  courseId: string,
  prerequisiteIds: readonly string[],
  waitsFor: ReadonlyMap<string, readonly string[]>,
): string[] | undefined {
  const seen = new Set<string>()
  const walk = (id: string, trail: readonly string[]): string[] | undefined => {
    if (id === courseId) return [...trail, id]
    if (seen.has(id)) return undefined
    seen.add(id)
    for (const next of waitsFor.get(id) ?? []) {
      const circle = walk(next, [...trail, id])
      if (circle) return circle
    }
    return undefined
  }
  for (const id of prerequisiteIds) {
    const circle = walk(id, [courseId])
    if (circle) return circle
  }
  return undefined
}
