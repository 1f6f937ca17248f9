import {
  draftOf,
  type EditedExam,
  type EditedQuestion,
  lackOf,
  moveQuestion,
  paperOf,
  toggleQuestion,
} from '@/modules/quiz/setting/draft'

const exam = (more: Partial<EditedExam> = {}): EditedExam => ({
  organizationId: 'o1',
  title: '安全月考试',
  note: '',
  audience: ['o1'],
  posts: '',
  paper: 'drawn',
  bankIds: ['b1'],
  rows: [{ count: '20', points: '5' }],
  questions: [],
  ordered: false,
  opensAt: '2026-06-11T02:00:00.000Z',
  closesAt: '2026-06-18T10:00:00.000Z',
  minutes: '60',
  attempts: '2',
  passPercent: '60',
  partial: 'none',
  reveal: 'submitted',
  certificate: false,
  ...more,
})

const question = (questionId: string, points = '2'): EditedQuestion => ({
  questionId,
  title: `题${questionId}`,
  kind: 'single',
  points,
})

describe('正在写的考试', () => {
  test.each<[string | undefined, Partial<EditedExam>]>([
    [undefined, {}],
    ['先写标题', { title: '  ' }],
    ['先选对象', { audience: [] }],
    ['先选题库', { bankIds: [] }],
    ['写明抽几题、每题几分', { rows: [{ count: '', points: '5' }] }],
    ['写明抽几题、每题几分', { rows: [{ count: '3', points: '0' }] }],
    ['时限、次数、及格线要写数字', { minutes: '一小时' }],
    ['先选题', { paper: 'fixed' }],
    ['每题写 1 到 100 分', { paper: 'fixed', questions: [question('q1'), question('q2', '')] }],
    ['每题写 1 到 100 分', { paper: 'fixed', questions: [question('q1', '101')] }],
    [undefined, { paper: 'fixed', bankIds: [], rows: [], questions: [question('q1')] }],
  ])('还缺：%s', (lack, more) => {
    expect(lackOf(exam(more))).toBe(lack)
  })
  test('没有写的不送，岗位按顿号分开、不重复', () => {
    const draft = draftOf(exam({ posts: '电工、架子工，电工', rows: [{ kind: 'single', count: '8', points: '2' }] }))
    expect(draft.audience).toEqual({ organizationIds: ['o1'], posts: ['电工', '架子工'] })
    expect(draft.paper).toEqual({ kind: 'drawn', bankIds: ['b1'], rows: [{ kind: 'single', count: 8, points: 2 }] })
    expect('note' in draft).toBe(false)
  })
  test('要不要发证书，改完草稿还是原来的', () => {
    expect(draftOf(exam()).certificate).toBe(false)
    expect(draftOf(exam({ certificate: true })).certificate).toBe(true)
  })
  test('选题的试卷：题和分数照选的送；要按顺序的写明按顺序', () => {
    const questions = [question('q1'), question('q2', ' 5 ')]
    const sent = [
      { questionId: 'q1', points: 2 },
      { questionId: 'q2', points: 5 },
    ]
    expect(paperOf(exam({ paper: 'fixed', questions }))).toEqual({ kind: 'fixed', questions: sent })
    const ordered = paperOf(exam({ paper: 'fixed', questions, ordered: true }))
    expect(ordered).toEqual({ kind: 'fixed', questions: sent, ordered: true })
    expect(paperOf(exam({ questions }))).toMatchObject({ kind: 'drawn' })
  })
})

describe('选题', () => {
  const ids = (chosen: readonly EditedQuestion[]) => chosen.map(({ questionId }) => questionId)
  const three = ['a', 'b', 'c'].map((id) => question(id))
  const row = (id: string) => ({ id, title: `题${id}`, kind: 'single' as const })

  test('点一下加入，分数跟前一题；再点一下去掉；最多 200 题', () => {
    expect(toggleQuestion([], row('x'))).toEqual([question('x', '5')])
    expect(toggleQuestion([question('a', '3')], row('x')).at(-1)).toEqual(question('x', '3'))
    expect(ids(toggleQuestion(three, row('b')))).toEqual(['a', 'c'])
    const full = Array.from({ length: 200 }, (_, i) => question(String(i)))
    expect(toggleQuestion(full, row('x'))).toHaveLength(200)
    expect(toggleQuestion(full, row('7'))).toHaveLength(199)
  })

  test.each<[number, -1 | 1, string[]]>([
    [0, 1, ['b', 'a', 'c']],
    [2, -1, ['a', 'c', 'b']],
    [0, -1, ['a', 'b', 'c']],
    [2, 1, ['a', 'b', 'c']],
  ])('第 %s 题移 %s：%j', (at, step, order) => {
    expect(ids(moveQuestion(three, at, step))).toEqual(order)
  })
})
