import type { Role } from '@shared/core/roles'

export interface DutyReading {
  roles: Role[]
  /** Words that are no office in a branch as far as can be told. */
  unknown: string[]
}

const ORDINARY = /^(党员|普通党员|正式党员|预备党员|群众|职工|员工|干部)$/
/** Offices of a body above the branch: they are appointed there, not here. */
const ELSEWHERE = /党委|总支|党组|纪委|工会|团委|机关/

const DUTIES: readonly (readonly [RegExp, Role])[] = [
  [/副书记$/, 'deputySecretary'],
  [/书记$/, 'secretary'],
  [/组织委员$/, 'organizationCommissioner'],
  [/宣传委员$/, 'publicityCommissioner'],
  [/(纪检|纪律检查|纪律)委员$/, 'disciplineCommissioner'],
  [/(委员|支委|支部委员会成员)$/, 'committeeMember'],
  [/小组长$|^组长$/, 'groupLeader'],
]

/** Reads 党内职务: “副书记兼组织委员” holds two offices. Nothing but offices of a branch is ever read from it. */
export function readDuties(text: string): DutyReading {
  const parts = text
    .replace(/[()（）\s]/g, ' ')
    .replace(
      /(组织|宣传|纪检|青年|统战|群工|生活|保密)(?=[、,，/和](组织|宣传|纪检|青年|统战|群工|生活|保密)委员)/g,
      '$1委员',
    )
    .split(/[、,，;；/+ ]|兼任?|和|及/)
    .map((part) => part.trim())
    .filter((part) => part !== '' && !ORDINARY.test(part))
  const roles = new Set<Role>()
  const unknown: string[] = []
  for (const part of parts) {
    const role = ELSEWHERE.test(part) ? undefined : DUTIES.find(([words]) => words.test(part))?.[1]
    if (role) roles.add(role)
    else unknown.push(part)
  }
  return { roles: [...roles], unknown }
}
