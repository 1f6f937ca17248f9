import type { Violation } from '@shared/core/errors'
import { findSecrecyMark } from '@shared/modules/files/rules'
import type { CourseContent, Lesson, Material } from './model'
import { textOfMaterial } from './rules'

const isEmpty = (material: Material): boolean => material.kind === 'article' && material.blocks.length === 0

function lessonFaults({ title, material, checks }: Lesson, place: number, usable: ReadonlySet<string>): Violation[] {
  const field = `lessons.${place}`
  const name = `第 ${place + 1} 节“${title}”`
  const mark = findSecrecyMark(`${title}\n${textOfMaterial(material)}`)
  const lost = checks.filter((id) => !usable.has(id)).length
  return [
    ...(isEmpty(material) ? [{ field, message: `${name}还没有内容` }] : []),
    ...(mark ? [{ field, message: `${name}里有密级标志“${mark}”，涉密内容不得放进本系统` }] : []),
    ...(lost > 0 ? [{ field, message: `${name}有 ${lost} 道检查题已停用或待复核，请换掉` }] : []),
  ]
}

/**
 * 发布前还差什么 — every reason at once.
 * @param usable ids of the questions in use
 * @param prerequisites how the courses to be finished before are called; absent when one cannot be asked for
 */
export function courseFaults(
  { title, summary, countsFor, lessons, prerequisiteIds }: CourseContent,
  usable: ReadonlySet<string>,
  prerequisites: ReadonlyMap<string, string>,
): Violation[] {
  const lost = prerequisiteIds.filter((id) => !prerequisites.has(id)).length
  const unchecked = lessons.filter(({ checks }) => checks.length === 0).length
  const mark = findSecrecyMark(`${title}\n${summary}`)
  return [
    ...(lessons.length === 0 ? [{ field: 'lessons', message: '还没有一节内容' }] : []),
    ...(mark ? [{ field: 'title', message: `名称或简介里有密级标志“${mark}”` }] : []),
    ...(lost > 0 ? [{ field: 'prerequisiteIds', message: `有 ${lost} 门先修课程已停用或不在可用范围，请去掉` }] : []),
    ...(countsFor.includes('safety') && unchecked > 0
      ? [
          {
            field: 'countsFor',
            message: `计入安全生产培训的课程每节都要有检查题，还有 ${unchecked} 节没有：培训要如实记录考核结果`,
            source: { document: '安全生产法', article: '第28条' },
          },
        ]
      : []),
    ...lessons.flatMap((lesson, i) => lessonFaults(lesson, i, usable)),
  ]
}
