import type { Role } from '@shared/core/roles'
import {
  allowedActions,
  BRANCH_POLICY,
  MEETING_POLICY,
  type MeetingActor,
  type MeetingSubject,
  whyNotApprove,
} from '@shared/modules/meetings/policy'
import { id } from './factories'

const branch = { organizationId: id(1), path: `/${id(50)}/${id(1)}/` }
const subject = (more: Partial<MeetingSubject> = {}): MeetingSubject => ({
  ...branch,
  recorderId: id(3),
  invited: false,
  approverIds: [id(2)],
  ...more,
})
const actor = (personId: string, organizationId: string, ...held: [string, string, Role][]): MeetingActor => ({
  personId,
  organizationId,
  appointments: held.map(([organizationId, path, role]) => ({ organizationId, path, role })),
})
const inBranch = (role: Role, personId = id(2)) => actor(personId, id(1), [id(1), branch.path, role])
const member = actor(id(9), id(1))
const stranger = actor(id(8), id(77))
const superior = actor(id(7), id(78), [id(50), `/${id(50)}/`, 'secretary'])
const otherSecretary = actor(id(6), id(77), [id(77), `/${id(50)}/${id(77)}/`, 'secretary'])

describe('会议权限表', () => {
  test.each([
    ['党员', member, ['read', 'checkIn']],
    ['外支部党员', stranger, []],
    ['别的支部书记', otherSecretary, []],
    ['上级党委书记', superior, ['read', 'export']],
  ] as const)('%s', (_, who, allowed) => {
    expect(allowedActions(who, subject())).toEqual(allowed)
  })
  test('书记什么都能做，除了替没在名单上的自己请假', () => {
    const all = Object.keys(MEETING_POLICY)
    expect(allowedActions(inBranch('secretary'), subject())).toEqual(all.filter((action) => action !== 'leave'))
  })
  test('组织委员能组织，不能审核、退回、更正', () => {
    const allowed = allowedActions(inBranch('organizationCommissioner'), subject())
    expect(allowed).toEqual(expect.arrayContaining(['notify', 'proxy', 'minutes']))
    for (const action of ['approve', 'return', 'correct'] as const) expect(allowed).not.toContain(action)
  })
  test('记录人能写记录', () => {
    expect(MEETING_POLICY.minutes(actor(id(3), id(1)), subject())).toBe(true)
    expect(MEETING_POLICY.minutes(member, subject())).toBe(false)
  })
  test('党小组长只能组织本小组的会', () => {
    const leader = actor(id(5), id(1), [id(30), `${branch.path}${id(30)}/`, 'groupLeader'])
    expect(MEETING_POLICY.notify(leader, subject({ groupId: id(30) }))).toBe(true)
    expect(MEETING_POLICY.notify(leader, subject({ groupId: id(31) }))).toBe(false)
    expect(MEETING_POLICY.notify(leader, subject())).toBe(false)
  })
  test('自己提交的记录由另一人审核；只有一名书记时可以自己审核', () => {
    const secretary = inBranch('secretary')
    const filed = subject({ filedBy: id(2), approverIds: [id(2), id(4)] })
    expect(MEETING_POLICY.approve(secretary, filed)).toBe(false)
    expect(whyNotApprove(secretary, filed)).toContain('另一位书记或副书记')
    expect(MEETING_POLICY.approve(secretary, subject({ filedBy: id(2) }))).toBe(true)
    expect(MEETING_POLICY.approve(inBranch('deputySecretary', id(4)), filed)).toBe(true)
    expect(whyNotApprove(member, filed)).toBe('只有本支部书记或副书记可以审核记录')
  })
  test('受邀的外支部人员能看、能签到、能请假', () => {
    expect(allowedActions(stranger, subject({ invited: true }))).toEqual(['read', 'checkIn', 'leave'])
  })
  test('出勤表不给普通党员互相看，手册可以', () => {
    expect(BRANCH_POLICY.attendance(member, branch)).toBe(false)
    expect(BRANCH_POLICY.ledger(member, branch)).toBe(true)
    expect(BRANCH_POLICY.attendance(superior, branch)).toBe(true)
    expect(BRANCH_POLICY.ledger(stranger, branch)).toBe(false)
  })
})
