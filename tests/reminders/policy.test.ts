import { ROLES } from '@shared/core/roles'
import { reminderPolicy } from '@shared/modules/reminders/policy'

describe('谁能看提醒记录和联系不上的人', () => {
  test('组织者和管理员能，其他人不能；没有任职的不能', () => {
    const may = ROLES.filter((role) => reminderPolicy.seeHistory({ rolesOver: [role] }))
    expect(may).toEqual([
      'administrator',
      'secretary',
      'deputySecretary',
      'organizationCommissioner',
      'publicityCommissioner',
    ])
    expect(ROLES.filter((role) => reminderPolicy.seeUnreachable({ rolesOver: [role] }))).toEqual(may)
    expect(reminderPolicy.seeHistory({ rolesOver: [] })).toBe(false)
  })
})
