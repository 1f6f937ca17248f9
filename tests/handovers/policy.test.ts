import type { Role } from '@shared/core/roles'
import { HANDOVER_ACTIONS, HANDOVER_POLICY, type HandoverSubject } from '@shared/modules/handovers/policy'

const actor = (personId: string, role?: Role, path = '/c/b/') => ({
  personId,
  appointments: role ? [{ organizationId: path.split('/').slice(-2)[0] ?? '', path, role }] : [],
})
const subject = (more: Partial<HandoverSubject> = {}): HandoverSubject => ({
  organizationId: 'b',
  path: '/c/b/',
  role: 'secretary',
  fromId: 'old',
  toId: 'new',
  giverId: 'old',
  state: 'open',
  ...more,
})
const may = (who: ReturnType<typeof actor>, what: HandoverSubject) =>
  HANDOVER_ACTIONS.filter((action) => HANDOVER_POLICY[action](who, what))

describe('一次交接，谁能做什么', () => {
  test.each<[string, ReturnType<typeof actor>, HandoverSubject, string[]]>([
    ['前任', actor('old'), subject(), ['read', 'add', 'give', 'answer', 'export']],
    ['接任人', actor('new', 'secretary'), subject(), ['read', 'accept', 'ask', 'finish', 'export']],
    ['上级书记', actor('up', 'secretary', '/c/'), subject(), ['read', 'standIn', 'export']],
    ['上级组织委员', actor('up', 'organizationCommissioner', '/c/'), subject(), []],
    ['本支部组织委员', actor('x', 'organizationCommissioner'), subject(), []],
    [
      '本支部书记看委员的交接',
      actor('s', 'secretary'),
      subject({ role: 'publicityCommissioner' }),
      ['read', 'standIn', 'export'],
    ],
    ['同支部党员', actor('m'), subject(), []],
    ['别的支部书记', actor('s2', 'secretary', '/c/d/'), subject(), []],
    [
      '没有前任，上级移交',
      actor('up', 'secretary', '/c/'),
      subject({ fromId: null, giverId: null }),
      ['read', 'add', 'give', 'answer', 'standIn', 'export'],
    ],
    [
      '席位空缺，上级暂接',
      actor('up', 'secretary', '/c/'),
      subject({ toId: null, state: 'vacant' }),
      ['read', 'accept', 'ask', 'finish', 'standIn', 'export'],
    ],
    ['上级已代为移交，前任只能看', actor('old'), subject({ giverId: 'up' }), ['read', 'export']],
    ['接完以后只能追加更正', actor('new', 'secretary'), subject({ state: 'finished' }), ['read', 'correct', 'export']],
    ['撤销以后只能看', actor('old'), subject({ state: 'withdrawn' }), ['read', 'export']],
  ])('%s', (_, who, what, expected) => expect(may(who, what)).toEqual(expected))
})
