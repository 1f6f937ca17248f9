import { draftOf, type EditedExam, lackOf, paperOf } from '@/modules/quiz/setting/draft'

const exam = (more: Partial<EditedExam> = {}): EditedExam => ({
  organizationId: 'o1',
  title: '安全月考试',
  note: '',
  audience: ['o1'],
  posts: '',
  bankIds: ['b1'],
  rows: [{ count: '20', points: '5' }],
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

describe('正在写的考试', () => {
  test.each<[string | undefined, Partial<EditedExam>]>([
    [undefined, {}],
    ['先写标题', { title: '  ' }],
    ['先选对象', { audience: [] }],
    ['先选题库', { bankIds: [] }],
    ['写明抽几题、每题几分', { rows: [{ count: '', points: '5' }] }],
    ['写明抽几题、每题几分', { rows: [{ count: '3', points: '0' }] }],
    ['时限、次数、及格线要写数字', { minutes: '一小时' }],
    [undefined, { bankIds: [], rows: [], fixed: [{ questionId: 'q1', points: 2 }] }],
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
  test('固定试卷照原样', () => {
    const fixed = [{ questionId: 'q1', points: 2 }]
    expect(paperOf(exam({ fixed }))).toEqual({ kind: 'fixed', questions: fixed })
  })
})
