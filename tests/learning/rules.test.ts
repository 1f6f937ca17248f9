import { plainDate } from '@shared/core/plainDate'
import * as v from '@shared/core/schema'
import { courseFaults } from '@shared/modules/learning/faults'
import { courseHours } from '@shared/modules/learning/hours'
import { findPostFault, findVideoFault, hostOf, isPlayable } from '@shared/modules/learning/links'
import type { CourseContent, Lesson } from '@shared/modules/learning/model'
import { chooseNext } from '@shared/modules/learning/next'
import { countsFrom, isLearnt, type LearningEntry, openChecks, standingIn } from '@shared/modules/learning/progress'
import { estimateMinutes, filesOf, findCircle } from '@shared/modules/learning/rules'
import { material } from '@shared/modules/learning/schemas'
import fc from 'fast-check'

const on = plainDate('2026-06-11')
const read: LearningEntry = { kind: 'read', lessonId: 'a', on }
const answer = (questionId: string, right: boolean): LearningEntry => ({
  kind: 'answer',
  lessonId: 'a',
  on,
  questionId,
  right,
})

describe('学完一节，看懂没懂，不看花了多久', () => {
  test('没有检查题的，读到底并确认就算', () => {
    expect(isLearnt('a', [], [])).toBe(false)
    expect(isLearnt('a', [], [read])).toBe(true)
  })
  test('有检查题的，每道都答对过才算；光读完不算，答错的不碍事', () => {
    expect(isLearnt('a', ['p', 'q'], [read, answer('p', true)])).toBe(false)
    expect(isLearnt('a', ['p', 'q'], [answer('q', false), answer('p', true), answer('q', true)])).toBe(true)
  })
  test('答错的还会再来，排在没做过的后面', () => {
    const standing = standingIn('a', [answer('p', false), answer('r', true)])
    expect(openChecks(['p', 'q', 'r'], standing)).toEqual(['q', 'p'])
    expect(standing.wrong.get('p')).toBe(1)
  })
  test('结果与先后无关；多做只会更接近学完', () => {
    const one = fc.record({ questionId: fc.constantFrom('p', 'q', 'r'), right: fc.boolean() })
    const entries = fc.array(
      one.map(({ questionId, right }) => answer(questionId, right)),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(entries, entries, (some, more) => {
        const checks = ['p', 'q', 'r']
        expect(isLearnt('a', checks, [...some].reverse())).toBe(isLearnt('a', checks, some))
        if (isLearnt('a', checks, some)) expect(isLearnt('a', checks, [...some, ...more])).toBe(true)
      }),
    )
  })
})

describe('先修课程不能绕成圈', () => {
  const waitsFor = new Map([
    ['b', ['c']],
    ['c', ['d']],
    ['d', []],
  ])
  test('直的可以，绕回自己的说出怎么绕的', () => {
    expect(findCircle('a', ['b'], waitsFor)).toBeUndefined()
    expect(findCircle('d', ['b'], waitsFor)).toEqual(['d', 'b', 'c', 'd'])
    expect(findCircle('a', ['a'], waitsFor)).toEqual(['a', 'a'])
  })
  test('随便怎么连，找到的圈是真的圈，没找到就排得出先后', () => {
    const nodes = ['a', 'b', 'c', 'd', 'e']
    const graph = fc.dictionary(fc.constantFrom('b', 'c', 'd', 'e'), fc.subarray(nodes))
    fc.assert(
      fc.property(graph, fc.subarray(nodes), (links, first) => {
        const all = new Map(Object.entries(links))
        const circle = findCircle('a', first, all)
        if (circle) {
          expect([circle[0], circle.at(-1)]).toEqual(['a', 'a'])
          circle.slice(1).forEach((id, i) => {
            expect(i === 0 ? first : all.get(circle[i] ?? '')).toContain(id)
          })
        } else {
          const reach = new Set<string>(first)
          for (const id of reach) for (const next of all.get(id) ?? []) reach.add(next)
          expect(reach.has('a')).toBe(false)
        }
      }),
    )
  })
})

describe('链接', () => {
  test.each(['https://mp.weixin.qq.com/s/AbC-1_x', 'https://mp.weixin.qq.com/s?__biz=MzA&mid=1&idx=1&sn=abc'])(
    '%s 是公众号文章',
    (url) => {
      expect(findPostFault(url)).toBeUndefined()
    },
  )
  test.each([
    'http://mp.weixin.qq.com/s/a',
    'https://mp.weixin.qq.com.evil.example/s/a',
    'https://evil.example/?https://mp.weixin.qq.com/s/a',
    'https://user@mp.weixin.qq.com/s/a',
    'https://mp.weixin.qq.com:8443/s/a',
    'https://mp.weixin.qq.com/mp/homepage',
    'javascript:alert(1)',
  ])('%s 不是', (url) => {
    expect(findPostFault(url)).toBeDefined()
  })
  test('视频：只要 https 的完整网址；直接是视频文件的可以在页面里放', () => {
    expect(findVideoFault('https://v.example.com/a.mp4')).toBeUndefined()
    const bad = [
      'http://v.example.com/a.mp4',
      'https://10.0.0.1/a.mp4',
      'data:video/mp4;base64,AA',
      'https://localhost/a',
    ]
    for (const url of bad) expect(findVideoFault(url)).toBeDefined()
    expect(isPlayable('https://v.example.com/a.mp4?t=1')).toBe(true)
    expect(isPlayable('https://v.example.com/watch?a.mp4')).toBe(false)
    expect(hostOf('https://V.example.com:443/watch')).toBe('v.example.com')
    expect(hostOf('http://v.example.com/')).toBe('')
  })
})

const lesson = (more: Partial<Lesson> = {}): Lesson => ({
  id: 'l',
  title: '一节',
  minutes: 2,
  material: { kind: 'article', blocks: [{ kind: 'text', text: '字'.repeat(260) }] },
  checks: ['q'],
  ...more,
})
const course = (more: Partial<CourseContent> = {}): CourseContent => ({
  title: '课程',
  summary: '',
  tags: [],
  countsFor: [],
  prerequisiteIds: [],
  lessons: [lesson()],
  ...more,
})

describe('发布前还差什么，一次说全', () => {
  const faults = (more: Partial<CourseContent>) =>
    courseFaults(course(more), new Set(['q']), new Map([['p', '先修']])).map(({ message }) => message)
  test('齐了就没有', () => {
    expect(faults({ prerequisiteIds: ['p'] })).toEqual([])
  })
  test('空的、带密级的、题停用的、先修没了的都说', () => {
    const lessons = [lesson({ material: { kind: 'article', blocks: [] } }), lesson({ title: '机密★', checks: ['x'] })]
    const found = faults({ lessons, prerequisiteIds: ['gone'] })
    expect(found).toHaveLength(4)
    expect(found.join()).toMatch(/先修课程.*还没有内容.*密级标志.*检查题/s)
    expect(faults({ lessons: [] })).toEqual(['还没有一节内容'])
  })
  test('计入安全生产培训的，每节都要有检查题（考核结果如实记录）', () => {
    expect(faults({ countsFor: ['safety'], lessons: [lesson({ checks: [] })] }).join()).toMatch(/考核结果/)
    expect(faults({ countsFor: ['party'], lessons: [lesson({ checks: [] })] })).toEqual([])
  })
})

test('按字数、图片和题估时间', () => {
  expect(estimateMinutes(lesson())).toBe(1)
  expect(estimateMinutes(lesson({ checks: ['a', 'b', 'c'] }))).toBe(2)
})

test('图片和文件都找得到', () => {
  const picture = { kind: 'picture' as const, fileId: 'f1', caption: '脚手架' }
  const lessons = [
    lesson({ material: { kind: 'article', blocks: [picture] } }),
    lesson({ material: { kind: 'file', fileId: 'f2', note: '' } }),
    lesson({ material: { kind: 'video', url: 'https://v.example.com/a', note: '' } }),
  ]
  expect(filesOf(course({ lessons }))).toEqual([
    { id: 'f1', kind: 'picture' },
    { id: 'f2', kind: 'document' },
  ])
})

test('图文里只能是纯文字：带标记的照样当文字，别的种类和多余的字段都不留', () => {
  const article = (block: unknown) => v.safeParse(material, { kind: 'article', blocks: [block] })
  const script = '<script>alert(1)</script>'
  expect(article({ kind: 'text', text: script }).output).toMatchObject({ blocks: [{ text: script }] })
  expect(article({ kind: 'html', text: 'x' }).success).toBe(false)
  const more = article({ kind: 'text', text: 'x', onclick: 'y' })
  expect(more.output).toEqual({ kind: 'article', blocks: [{ kind: 'text', text: 'x' }] })
})

test('学时折算：十分之一学时为一档，一天不超过上限', () => {
  const settings = { minutesPerStudyHour: 60, studyHoursPerDay: 8 }
  expect([5, 10, 59, 60, 600].map((minutes) => courseHours(minutes, settings))).toEqual([0, 0.1, 0.9, 1, 8])
  expect(courseHours(45, { ...settings, minutesPerStudyHour: 45 })).toBe(1)
})

test('今年学完的都算；要求是去年提的，从提的那天起算', () => {
  expect(countsFrom(plainDate('2026-06-01'), plainDate('2026-06-30'))).toBe('2026-01-01')
  expect(countsFrom(plainDate('2025-12-20'), plainDate('2026-01-10'))).toBe('2025-12-20')
})

test('接着学哪一门：要求的按期限，然后接着没学完的，再是岗位要的；先修没学完的不推', () => {
  const candidate = (courseId: string, why: 'demand' | 'begun' | 'post' | 'new', more = {}) => ({
    courseId,
    why,
    blocked: false,
    ...more,
  })
  const all = [
    candidate('new', 'new'),
    candidate('post', 'post'),
    candidate('older', 'begun', { lastAt: '2026-06-01T00:00:00.000Z' }),
    candidate('begun', 'begun', { lastAt: '2026-06-09T00:00:00.000Z' }),
    candidate('later', 'demand', { dueOn: plainDate('2026-07-01') }),
    candidate('waiting', 'demand', { dueOn: plainDate('2026-06-12'), blocked: true }),
    candidate('soon', 'demand', { dueOn: plainDate('2026-06-20') }),
  ]
  const order: string[] = []
  for (let left = all, next = chooseNext(left); next; next = chooseNext(left)) {
    const chosen = next.courseId
    order.push(chosen)
    left = left.filter(({ courseId }) => courseId !== chosen)
  }
  expect(order).toEqual(['soon', 'later', 'begun', 'older', 'post', 'new'])
})
