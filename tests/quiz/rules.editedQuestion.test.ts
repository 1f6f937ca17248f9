import { findFault } from '@shared/modules/quiz/bankFile'
import { contentOf, draftOf, editedQuestion, lackOf, newItem, newQuestion } from '@/modules/quiz/editedQuestion'
import { buildContent } from '../support/questionBank'

test.each([0, 1, 2, 3, 4])('打开一道题不改就存，内容原样（第 %i 种）', (i) => {
  const content = buildContent(i)
  const edited = editedQuestion({ content, difficulty: 3, tags: ['用电', '高处'], chapter: '第一章' })
  expect(lackOf(edited)).toBeUndefined()
  expect(draftOf(edited)).toEqual({ content, difficulty: 3, tags: ['用电', '高处'], chapter: '第一章' })
})

test('空着的选项不算，正确答案跟着选项走', () => {
  const options = ['甲', '', '乙', '丙'].map((text) => ({ text }))
  const content = contentOf({ ...newQuestion(), stem: '题干', options, key: [2] })
  expect(content).toMatchObject({ options: [{ text: '甲' }, { text: '乙' }, { text: '丙' }], key: [1] })
  expect(findFault(content)).toBeUndefined()
})

test.each([
  ['先写题干', {}],
  ['至少写 2 个选项', { stem: '题干' }],
  ['标出正确答案', { stem: '题干', options: [{ text: '甲' }, { text: '乙' }] }],
  ['题干里用 ____ 标出空', { kind: 'blank' as const, stem: '没有空' }],
  ['写第 2 空的答案', { kind: 'blank' as const, stem: '____和____', accepted: ['一'] }],
  ['第 1 小题：先写题干', { kind: 'case' as const, stem: '案例', parts: [newItem()] }],
])('还差什么：%s', (lack, change) => {
  expect(lackOf({ ...newQuestion(), ...change })).toBe(lack)
})

test('判断题换成单选题再换回来，写过的选项还在', () => {
  const single = { ...newQuestion(), stem: '题干', options: [{ text: '甲' }, { text: '乙' }], key: [1] }
  const judgement = contentOf({ ...single, kind: 'judgement' })
  expect(judgement).toMatchObject({ options: [{ text: '正确' }, { text: '错误' }], key: [1] })
  expect(contentOf(single)).toMatchObject({ options: [{ text: '甲' }, { text: '乙' }] })
})
