import { count, defineCollection, flag, optionalText, optionalWhen, text, when } from '@cloud/core/database/collection'

/** 账号 — `_id` is the person. */
export interface AccountRecord {
  _id: string
  /** Lower case. */
  username: string
  passwordHash: string
  failures: number
  lockedUntil?: Date
  mustChange: boolean
}

export const Accounts = defineCollection<AccountRecord>(
  'accounts',
  { username: text, passwordHash: text, failures: count, lockedUntil: optionalWhen, mustChange: flag },
  [{ keys: { username: 1 }, unique: true }],
)

/** 微信身份 — an openid of our app, sealed; bound to a person or not yet. */
export interface IdentityRecord {
  _id: string
  openId: string
  openIdHash: string
  personId?: string
  boundAt?: Date
}

export const Identities = defineCollection<IdentityRecord>(
  'identities',
  { openId: text, openIdHash: text, personId: optionalText, boundAt: optionalWhen },
  [
    { keys: { openIdHash: 1 }, unique: true },
    { keys: { personId: 1 }, unique: true, where: { personId: { $exists: true } } },
  ],
)

/** 会话 — only the hash of the token is kept. */
export interface SessionRecord {
  _id: string
  tokenHash: string
  personId?: string
  identityId?: string
  channel: 'password' | 'wechat'
  device: string
  createdAt: Date
  seenAt: Date
  /** Ends at this moment unless it is used before. */
  idleUntil: Date
  endsAt: Date
}

export const Sessions = defineCollection<SessionRecord>(
  'sessions',
  {
    tokenHash: text,
    personId: optionalText,
    identityId: optionalText,
    channel: text,
    device: text,
    createdAt: when,
    seenAt: when,
    idleUntil: when,
    endsAt: when,
  },
  [
    { keys: { tokenHash: 1 }, unique: true },
    { keys: { personId: 1, seenAt: -1 } },
    { keys: { endsAt: 1 }, expireAfterSeconds: 0 },
  ],
)

/** 邀请码 — a one-time code that binds a WeChat identity to a person; `_id` is its keyed hash. */
export interface InvitationRecord {
  _id: string
  personId: string
  expiresAt: Date
}

export const Invitations = defineCollection<InvitationRecord>('invitations', { personId: text, expiresAt: when }, [
  { keys: { personId: 1 } },
  { keys: { expiresAt: 1 }, expireAfterSeconds: 0 },
])
