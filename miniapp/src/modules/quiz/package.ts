import { QUIZ_EDITOR_ROLES } from '@shared/modules/quiz/policy'
import type { ModulePackage } from '@/modulePackage'

/** 题库与练习 */
export const quiz: ModulePackage = {
  root: 'modules/quiz',
  pages: [
    'pages/practice/index',
    'pages/round/index',
    'pages/book/index',
    'pages/exams/index',
    'pages/exam/index',
    'pages/attempt/index',
    'pages/result/index',
    'pages/certificates/index',
    'pages/certificate/index',
    'pages/verify/index',
    'pages/examList/index',
    'pages/examStaff/index',
    'pages/examEdit/index',
    'pages/examPick/index',
    'pages/examinees/index',
    'pages/sample/index',
    'pages/appeals/index',
    'pages/appeal/index',
    'pages/banks/index',
    'pages/bank/index',
    'pages/question/index',
    'pages/statistics/index',
    'pages/legal/index',
  ],
  nav: [
    { label: '练习与错题', icon: 'study', url: '/modules/quiz/pages/practice/index', group: '会议与学习' },
    { label: '考试', icon: 'grad', url: '/modules/quiz/pages/exams/index', group: '会议与学习' },
    { label: '我的证书', icon: 'award', url: '/modules/quiz/pages/certificates/index', group: '会议与学习' },
    {
      label: '管理考试',
      icon: 'pen',
      url: '/modules/quiz/pages/examList/index',
      group: '会议与学习',
      roles: QUIZ_EDITOR_ROLES,
    },
    {
      label: '题库',
      icon: 'book',
      url: '/modules/quiz/pages/banks/index',
      group: '会议与学习',
      roles: QUIZ_EDITOR_ROLES,
    },
  ],
}
