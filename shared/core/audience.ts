import * as v from './schema'

/** 对象 — for whom something is meant: everybody in these organisations and all below them, if posts are named only whoever holds one. */
export const Audience = v.object({
  organizationIds: v.pipe(
    v.array(v.id()),
    v.minLength(1, '请选对象：至少一个组织'),
    v.maxLength(200, '对象最多选 200 个组织，请选它们的上级'),
  ),
  posts: v.optional(v.pipe(v.array(v.line(40)), v.maxLength(50, '岗位最多选 50 个'))),
})
export type Audience = v.InferOutput<typeof Audience>

/** Where somebody stands, as an audience looks at it. */
export interface Standing {
  /** Path of the organisation in whose register the person is: `/root/…/own/`. */
  path: string
  /** Path of the team, which may stand in another tree than the register. */
  teamPath?: string | undefined
  post?: string | undefined
}

/** Ids of all organisations on a materialised path, from the top down. */
export const idsOn = (path: string): string[] => path.split('/').filter((id) => id !== '')

/** Every organisation whose people somebody is among: those on the path of the register and on that of the team. */
export const placeIdsOf = ({ path, teamPath = '' }: Pick<Standing, 'path' | 'teamPath'>): string[] => [
  ...new Set([...idsOn(path), ...idsOn(teamPath)]),
]

/** Is this meant for somebody who stands there? */
export function reaches({ organizationIds, posts = [] }: Audience, person: Standing): boolean {
  const places = placeIdsOf(person)
  if (!organizationIds.some((id) => places.includes(id))) return false
  return posts.length === 0 || (person.post !== undefined && posts.includes(person.post))
}
