import type { Role } from '@shared/core/roles'
import { signedPersonOf } from '@/core/signedPerson'
import { placesFor } from '@/places'

const office = (role: Role, kind: string, organizationId = 'above') => ({
  organizationId,
  organizationName: organizationId,
  kind,
  role,
})
const person = (role: Role, kind: string) =>
  signedPersonOf({
    personId: 'person',
    name: '某人',
    organizationId: 'branch',
    organizationName: '支部',
    appointments: [office(role, kind)],
    mustChangePassword: false,
  })
const sees = (role: Role, kind: string) => placesFor(person(role, kind)).some(({ label }) => label === '下级进度')

test.each([
  ['党委书记', 'secretary', 'partyCommittee', true],
  ['总支书记', 'secretary', 'generalBranch', true],
  ['党委副书记', 'deputySecretary', 'partyCommittee', true],
  ['单位管理员', 'administrator', 'unit', true],
  ['支部书记', 'secretary', 'branch', false],
  ['党委组织委员', 'organizationCommissioner', 'partyCommittee', false],
  ['班组长', 'teamLeader', 'team', false],
] as const)('导航里的下级进度：%s', (_, role, kind, shown) => {
  expect(sees(role, kind)).toBe(shown)
})

test('没有登录，哪里也不列', () => {
  expect(placesFor(undefined)).toEqual([])
})

test('党委书记在支部的名册里：看下级从党委看起，自己的会还在支部', () => {
  const leader = person('secretary', 'partyCommittee')
  expect(leader).toMatchObject({ organizationId: 'branch', organization: 'above', overseeing: ['above'] })
  expect(person('secretary', 'branch')).toMatchObject({ organization: '支部', overseeing: [] })
})

test.each([
  ['quiz/pages/result', '考试'],
  ['quiz/pages/book', '练习与错题'],
  ['quiz/pages/examEdit', '管理考试'],
  ['quiz/pages/question', '题库'],
  ['learning/pages/lesson', '课程'],
  ['learning/pages/lessonEdit', '课程管理'],
  ['people/pages/detail', '人员与名册'],
  ['meetings/pages/minutes', '组织生活'],
])('%s 属于导航里的“%s”', (page, label) => {
  const lines = placesFor(person('administrator', 'unit'))
  expect(lines.filter(({ pages }) => pages?.includes(`/modules/${page}/index`)).map((one) => one.label)).toEqual([
    label,
  ])
})
