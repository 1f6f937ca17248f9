import { found } from '@cloud/core/authorize'
import type { PageRequest } from '@cloud/core/database/paging'
import type { Work } from '@cloud/core/deps'
import { listLifeFacts, type PersonLifeFact } from '@cloud/modules/meetings/index'
import { getOrganization, listAppointments, listOrganizations } from '@cloud/modules/organizations/index'
import { listPersonBriefs } from '@cloud/modules/people/index'
import { AppError } from '@shared/core/errors'
import { inForce } from '@shared/core/norm'
import { yearOf } from '@shared/core/plainDate'
import { COMMITTEE_ROLES, ROLE_LABELS } from '@shared/core/roles'
import { DUAL_LIFE } from '@shared/modules/memberLife/norms'
import { LIFE_POLICY } from '@shared/modules/memberLife/policy'
import type { OrganizationKind } from '@shared/modules/organizations/model'

const LEADING_KINDS = ['unit', 'partyCommittee', 'generalBranch', 'discipline'] as const satisfies OrganizationKind[]
/** Bodies above branches: whoever leads one has a second organisational life, in the own branch. */
export const isLeadingKind = (kind: OrganizationKind): boolean => LEADING_KINDS.some((own) => own === kind)

/** How often somebody was due in the own branch, came, or was excused. A record, never a rate. */
export function countLife(facts: readonly PersonLifeFact[], organizationId: string) {
  const due = facts.filter((fact) => fact.due && fact.organizationId === organizationId)
  const came = due.filter((fact) => fact.status === 'present')
  const lastOn = came
    .map((fact) => fact.on)
    .sort()
    .pop()
  return {
    due: due.length,
    present: came.length,
    leave: due.filter((fact) => fact.status === 'leave').length,
    ...(lastOn && { lastOn }),
  }
}

/** Persons with a leading post at or below an organisation, with their posts, in the order of the tree. */
async function listLeading(path: string, today: Work['today']): Promise<Map<string, string[]>> {
  const bodies = []
  for (const kind of LEADING_KINDS) bodies.push(...(await listOrganizations({ pathPrefix: path, kind })))
  bodies.sort((a, b) => (a.path < b.path ? -1 : 1))
  const offices = await listAppointments(
    bodies.map((body) => body.id),
    today,
  )
  const posts = new Map<string, string[]>()
  for (const body of bodies)
    for (const { personId, role } of offices.filter((office) => office.organizationId === body.id)) {
      if (!COMMITTEE_ROLES.some((own) => own === role)) continue
      posts.set(personId, [...(posts.get(personId) ?? []), `${body.name}${ROLE_LABELS[role]}`])
    }
  return posts
}

/** 双重组织生活 — what leading cadres did in their own branches, in the order of their posts; never sorted by it. */
export async function readDual(work: Work, query: PageRequest & { organizationId: string; year?: number | undefined }) {
  const { actor, today } = work
  const year = query.year ?? yearOf(today)
  const place = await getOrganization(query.organizationId)
  const mayRead = LIFE_POLICY.dual(actor, { organizationId: place.id, path: place.path })
  found(mayRead ? place : undefined, '个组织')
  const posts = await listLeading(place.path, today)
  const all = [...posts.keys()]
  const after = query.cursor ? all.indexOf(query.cursor) : -1
  if (query.cursor && after < 0) throw new AppError('invalid_input', '翻页标记无效，请从第一页重新打开')
  const shown = all.slice(after + 1, after + 1 + Math.min(query.limit ?? 20, 100))
  const people = new Map((await listPersonBriefs(shown)).map((one) => [one.id, one]))
  const branches = await listOrganizations({ ids: [...new Set([...people.values()].map((one) => one.organizationId))] })
  const places = new Map(branches.map((branch) => [branch.id, branch]))
  const facts = await listLifeFacts({ personIds: shown }, [year])
  const { source } = inForce(DUAL_LIFE, today)
  const last = shown[shown.length - 1]
  return {
    year,
    items: shown.map((personId) => {
      const person = people.get(personId)
      const branch = places.get(person?.organizationId ?? '')
      const own = facts.filter((fact) => fact.personId === personId)
      return {
        personId,
        name: person?.name ?? '',
        posts: posts.get(personId) ?? [],
        branchName: branch?.kind === 'branch' ? branch.name : '还没有编入党支部',
        ...countLife(own, person?.organizationId ?? ''),
      }
    }),
    next: last && after + 1 + shown.length < all.length ? last : null,
    total: all.length,
    why: DUAL_LIFE.label,
    source,
  }
}
