import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { plainDate } from '@shared/core/plainDate'
import * as v from '@shared/core/schema'
import type { OptionOrders } from '@shared/modules/quiz/asked'
import { BankFile } from '@shared/modules/quiz/bankFile'
import type { CaseItem, ChoiceItem } from '@shared/modules/quiz/model'
import { freshest, pickSet, type Seen } from '@shared/modules/quiz/practice/picking'
import { needsOf, POST_NEEDS } from '@shared/modules/quiz/practice/postNeeds'
import { reviewOf } from '@shared/modules/quiz/reviewed'
import { reviewed } from '@shared/modules/quiz/schemas'
import fc from 'fast-check'

const today = plainDate('2026-06-11')
const FOLDER = path.join(__dirname, '..', '..', 'cloud', 'seeds', 'banks')
const TAGS = new Set(
  readdirSync(FOLDER).flatMap((bank) =>
    readdirSync(path.join(FOLDER, bank)).flatMap((name) =>
      v
        .parse(BankFile, JSON.parse(readFileSync(path.join(FOLDER, bank, name), 'utf8')))
        .questions.flatMap(({ tags }) => tags),
    ),
  ),
)

describe('今日五题', () => {
  const due = ['w1', 'w2']
  const post = ['p1', 'p2', 'w2']
  const others = ['o1', 'p1', 'o2', 'o3']

  test('先到期的错题，再岗位要用的，再其他；一道不重', () => {
    expect(pickSet({ due, post, others }, 5)).toEqual([
      { questionId: 'w1', why: 'wrong' },
      { questionId: 'w2', why: 'wrong' },
      { questionId: 'p1', why: 'post' },
      { questionId: 'p2', why: 'post' },
      { questionId: 'o1', why: 'other' },
    ])
  })

  test('题不够就少几道，错题很多就全是错题', () => {
    expect(pickSet({ due: [], post: [], others: ['o1'] }, 5)).toHaveLength(1)
    expect(pickSet({ due: ['a', 'b', 'c', 'd', 'e', 'f'], post, others }, 5).every(({ why }) => why === 'wrong')).toBe(
      true,
    )
  })

  test('没做过的在前，然后是最久没做的；今天做过的和错题本里的不在内', () => {
    const seen = new Map<string, Seen>([
      ['old', { lastOn: plainDate('2026-01-05'), inBook: false }],
      ['older', { lastOn: plainDate('2025-11-02'), inBook: false }],
      ['today', { lastOn: today, inBook: false }],
      ['book', { lastOn: plainDate('2026-06-01'), inBook: true }],
    ])
    expect(freshest(['old', 'today', 'new', 'book', 'older', 'newToo'], seen, today)).toEqual([
      'new',
      'newToo',
      'older',
      'old',
    ])
  })
})

describe('岗位要学的', () => {
  test('表里的每个标签，自带题库里都有题', () => {
    expect(POST_NEEDS.flatMap(({ tags }) => tags).filter((tag) => !TAGS.has(tag))).toEqual([])
  })

  test.each([
    ['桥面电工', '临时用电'],
    ['架子工', '高处作业'],
    ['隧道掘进工', '隧道'],
    ['塔吊司机', '起重吊装'],
    ['项目经理', '主要负责人'],
    ['财务部会计', '公务消费'],
  ])('%s 要学 %s', (post, tag) => {
    expect(needsOf({ post }, TAGS)?.tags).toContain(tag)
  })

  test('单位自己的标签出现在岗位名里也算；没有岗位的看任职；什么都不知道就不猜', () => {
    expect(needsOf({ post: '架桥机操作手' }, new Set(['架桥机']))).toEqual({
      post: '架桥机操作手',
      tags: ['架桥机'],
    })
    expect(needsOf({ roles: ['teamLeader'] }, TAGS)?.tags).toContain('班前与培训')
    expect(needsOf({ post: '档案管理' }, TAGS)).toBeUndefined()
    expect(needsOf({}, TAGS)).toBeUndefined()
  })
})

describe('讲评', () => {
  const choice: ChoiceItem = {
    kind: 'multiple',
    stem: '题干',
    options: ['甲', '乙', '丙', '丁'].map((text) => ({ text })),
    key: [0, 2],
    explanation: '因为',
  }
  const source = { document: '安全生产法', version: plainDate('2021-09-01'), article: '第55条' }

  test('正确答案和自己的作答都按看到的次序', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (order) => {
        const orders: OptionOrders = [order]
        const review = v.parse(
          reviewed,
          reviewOf({ content: choice, source }, orders, [0, 1], () => true),
        )
        const textsOf = (places: unknown) =>
          (places as number[]).map((place) => review.asked.options[place]?.text).sort()
        expect(textsOf(review.key)).toEqual(['丙', '甲'].sort())
        expect(textsOf(review.answer)).toEqual(['乙', '甲'].sort())
        expect(review.source).toEqual({ ...source, ended: true })
      }),
    )
  })

  test('案例题逐小题给出，填空给出所有可用写法', () => {
    const content: CaseItem = {
      kind: 'case',
      stem: '情形',
      parts: [choice, { kind: 'blank', stem: '____天', accepted: [['三十', '30']], explanation: '一个月' }],
      explanation: '总评',
    }
    const review = reviewOf({ content }, [[3, 2, 1, 0], []], { parts: [[0], ['31']] }, () => false)
    expect(review.parts).toEqual([
      { key: [1, 3], accepted: [], explanation: '因为' },
      { key: null, accepted: [['三十', '30']], explanation: '一个月' },
    ])
    expect(review.answer).toEqual({ parts: [[3], ['31']] })
    expect(review.source).toBeUndefined()
  })
})
