import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { contentOfFile, productCourseId } from '@cloud/modules/learning/courses/product'
import { plainDate } from '@shared/core/plainDate'
import * as v from '@shared/core/schema'
import { CourseFile } from '@shared/modules/learning/courseFile'
import { courseFaults } from '@shared/modules/learning/faults'
import { estimateMinutes } from '@shared/modules/learning/rules'
import { BankFile } from '@shared/modules/quiz/bankFile'
import { hasArticle, isInForce, LEGAL_TEXTS } from '@shared/modules/quiz/legalTexts'

const seeds = path.resolve(__dirname, '../../cloud/seeds')
const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => path.join(folder, name))

const courses = filesIn(path.join(seeds, 'courses')).map((file) => v.parse(CourseFile, read(file)))
const questions = new Map(
  filesIn(path.join(seeds, 'banks')).flatMap((file) =>
    v.parse(BankFile, read(file)).questions.map((question) => [question.code ?? '', question] as const),
  ),
)

test('自带课程有五门，每门 4 到 5 节，编号不重复', () => {
  const keys = courses.map(({ course }) => course).sort()
  expect(keys).toEqual(['accident-report', 'height', 'occupational-health', 'stop-work', 'temporary-power'])
  for (const { lessons } of courses) {
    expect([4, 5]).toContain(lessons.length)
    expect(new Set(lessons.map(({ lesson }) => lesson)).size).toBe(lessons.length)
  }
})

describe.each(courses)('“$title”', (file) => {
  test('每节引用的条文都在法规目录里，现行有效', () => {
    for (const { title, blocks } of file.lessons) {
      const sources = blocks.flatMap((block) => (block.kind === 'quote' && block.source ? [block.source] : []))
      expect([title, sources.length > 0]).toEqual([title, true])
      for (const { document, article, version } of sources) {
        const known = LEGAL_TEXTS[document]?.find(({ from }) => from === version)
        expect([document, article, known !== undefined && hasArticle(known, article)]).toEqual([
          document,
          article,
          true,
        ])
        expect(known && isInForce(known, plainDate('2026-11-01'))).toBe(true)
      }
    }
  })
  test('检查题都在自带题库里，能单独问', () => {
    for (const code of file.lessons.flatMap(({ checks }) => checks)) {
      const kind = questions.get(code)?.kind
      expect([code, kind !== undefined && kind !== 'case']).toEqual([code, true])
    }
  })
  test('每节约两分钟，与按字数估的相差不超过一分钟', () => {
    for (const lesson of contentOfFile(file).lessons)
      expect(Math.abs(estimateMinutes(lesson) - lesson.minutes)).toBeLessThanOrEqual(1)
  })
  test('先修课程都是自带的；发布前该有的都有', () => {
    const known = new Map(courses.map(({ course, title }) => [productCourseId(course), title]))
    const content = contentOfFile(file)
    const usable = new Set(content.lessons.flatMap(({ checks }) => checks))
    expect(courseFaults(content, usable, known)).toEqual([])
  })
})
