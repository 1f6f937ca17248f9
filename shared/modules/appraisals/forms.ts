import type { FormTemplate } from '@shared/core/form'
import { inForce } from '@shared/core/norm'
import { plainDate } from '@shared/core/plainDate'
import { PROCEDURE } from './norms'

const GRADES = [
  { value: 'good', label: '做得好' },
  { value: 'fair', label: '基本做到' },
  { value: 'poor', label: '有差距' },
]
const grade = (id: string, label: string) => ({ id, label, kind: 'choice', required: true, options: GRADES }) as const

/** 个人自评表 — against the standards of a qualified member and the oath (BR18 第18条); mostly choosing, two texts to write. */
export const SELF_TEMPLATE: FormTemplate = {
  id: 'appraisals.self',
  version: 1,
  title: '个人自评',
  source: inForce(PROCEDURE, plainDate('2018-11-26')).source,
  sections: [
    {
      id: 'standards',
      label: '对照合格党员标准、对照入党誓词',
      fields: [
        grade('belief', '理想信念和政治纪律'),
        grade('study', '学习和参加组织生活'),
        grade('work', '本职岗位作用发挥'),
        grade('service', '联系服务职工群众'),
        grade('conduct', '遵守纪律和廉洁自律'),
      ],
    },
    {
      id: 'analysis',
      label: '党性分析',
      fields: [
        {
          id: 'gaps',
          label: '主要差距',
          kind: 'text',
          required: true,
          max: 1500,
          hint: '只写自己，不写他人；反映他人问题请走本单位公布的信访、纪检渠道',
        },
        { id: 'plan', label: '改进打算', kind: 'text', required: true, max: 1000 },
      ],
    },
  ],
}
