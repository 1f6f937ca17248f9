import { ROLES } from '@shared/core/roles'
import * as v from '@shared/core/schema'
import { CHANNEL_LABELS, type Channel, type Owed } from './model'
import { CODE_PATTERN, plainCode } from './rules'

const role = v.picklist(ROLES)
export const channel = v.picklist(Object.keys(CHANNEL_LABELS) as [Channel, ...Channel[]])

/** Who is signed in, as every page needs it. */
export const Me = v.object({
  personId: v.string(),
  name: v.string(),
  organizationId: v.string(),
  organizationName: v.string(),
  appointments: v.array(v.object({ organizationId: v.string(), organizationName: v.string(), kind: v.string(), role })),
  mustChangePassword: v.boolean(),
})
export type Me = v.InferOutput<typeof Me>

/** A session: bound to a person, or one that can only be bound, or one that still owes a second step. */
export const SignedIn = v.object({
  token: v.string(),
  bound: v.boolean(),
  me: v.nullable(Me),
  owes: v.optional(v.picklist(['code', 'setup'] satisfies Owed[])),
})
export type SignedIn = v.InferOutput<typeof SignedIn>

/** What WeChat hands out once. */
export const wechatCode = v.pipe(v.string(), v.trim(), v.nonEmpty('不能为空'), v.maxLength(128, '过长'))

/** Eight letters and digits as a person types them. */
export const shortCode = (message: string) =>
  v.pipe(v.string(), v.maxLength(20, message), v.transform(plainCode), v.regex(CODE_PATTERN, message))

/** Six digits of an authenticator, or a recovery code. */
export const factorCode = v.pipe(
  v.string('请填写验证码'),
  v.maxLength(20, '验证码过长'),
  v.transform(plainCode),
  v.regex(/^(\d{6}|[2-9A-HJ-NP-Z]{10})$/, '请填 6 位动态验证码，或 10 位恢复码'),
)
