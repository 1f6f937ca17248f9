import type { Access, Endpoint } from '@shared/core/contract'
import { AppError } from '@shared/core/errors'
import { ROLE_LABELS, type Role } from '@shared/core/roles'
import type { Actor } from './actor'

/** A record that belongs to an organisation, as scope and policy see it. */
export interface Placed {
  organizationId: string
  path: string
}

/** What an endpoint is open to although something is still owed. */
type Early = Pick<Endpoint, 'beforePasswordChange' | 'beforeSecondFactor'>

/** @throws AppError unauthenticated, step_owed or forbidden when this actor may not call an endpoint with this access. */
export function checkAccess(actor: Actor, access: Access, early: Early = {}): void {
  if (access === 'public') return
  if (actor.kind === 'anonymous') throw new AppError('unauthenticated', '请先登录')
  if (access === 'binding') {
    if (actor.kind !== 'binding') throw new AppError('forbidden', '这个账号已经绑定，不用再绑')
    return
  }
  if (access === 'proving') {
    if (actor.kind !== 'proving') throw new AppError('forbidden', '现在不需要第二步验证')
    return
  }
  if (actor.kind === 'proving') throw new AppError('step_owed', '还差第二步验证，请先填动态验证码')
  if (actor.kind === 'binding') throw new AppError('forbidden', '请先绑定本人的名册信息')
  if (actor.mustChangePassword && !early.beforePasswordChange)
    throw new AppError('step_owed', '请先更改初始密码，再办其他事')
  if (actor.mustSetSecondFactor && !early.beforeSecondFactor)
    throw new AppError('step_owed', '管理员用密码登录需要两步验证，请先设置')
  if (access === 'person') return
  if (!actor.appointments.some((appointment) => access.includes(appointment.role)))
    throw new AppError('forbidden', `只有${access.map((role) => ROLE_LABELS[role]).join('、')}可以这样做`)
}

/** Does the actor hold one of these roles in exactly this organisation? */
export const holdsRoleIn = (actor: Actor, organizationId: string, roles: readonly Role[]): boolean =>
  actor.appointments.some((a) => a.organizationId === organizationId && roles.includes(a.role))

/** Does the actor hold one of these roles in this organisation or in one above it? */
export const holdsRoleOver = (actor: Actor, place: Placed, roles: readonly Role[]): boolean =>
  actor.appointments.some((a) => place.path.startsWith(a.path) && roles.includes(a.role))

/** Paths of all organisations in which the actor holds one of these roles; everything below them is in reach too. */
export function pathsOver(actor: Pick<Actor, 'appointments'>, roles: readonly Role[]): string[] {
  const paths = actor.appointments.filter((a) => roles.includes(a.role)).map((a) => a.path)
  return paths.filter(
    (path, i) => !paths.some((other, j) => j !== i && path.startsWith(other) && (path !== other || j < i)),
  )
}

/** Does the actor administer a top-level organisation? Only such a one may change what counts for everybody. */
export const administersTop = (actor: Actor): boolean =>
  actor.appointments.some((a) => a.role === 'administrator' && a.path.split('/').length === 3)

/** Filter that lets through only records at or below these paths. No path lets nothing through. */
export function withinPaths(paths: readonly string[]): Record<string, unknown> {
  const [first, ...rest] = paths
  if (first === undefined) return { path: { $in: [] } }
  const below = (path: string) => ({ path: { $gte: path, $lt: `${path}\uffff` } })
  return rest.length === 0 ? below(first) : { $or: paths.map(below) }
}

/** @throws AppError not_found for a missing record, so that a foreign id looks like one that does not exist. */
export function found<T>(record: T | null | undefined, what: string): T {
  if (record === null || record === undefined)
    throw new AppError('not_found', `没有找到这${what}，可能已被删除，或不在你的管理范围`)
  return record
}

/** @throws AppError forbidden unless `allowed`. */
export function mustBeAllowed(allowed: boolean, message: string): void {
  if (!allowed) throw new AppError('forbidden', message)
}
