import {
  count,
  defineCollection,
  flag,
  optionalText,
  optionalWhen,
  text,
  texts,
  when,
} from '@cloud/core/database/collection'
import type { Channel, Owed, ScanState } from '@shared/modules/accounts/model'

/** 账号 — `_id` is the person. */
export interface AccountRecord {
  _id: string
  /** Lower case. */
  username: string
  passwordHash: string
  mustChange: boolean
}

export const Accounts = defineCollection<AccountRecord>(
  'accounts',
  { username: text, passwordHash: text, mustChange: flag },
  [{ keys: { username: 1 }, unique: true }],
)

/** 输错的次数 — of a name, whether there is an account of that name or not; `_id` is the name's keyed hash. */
export interface PasswordAttemptRecord {
  _id: string
  failures: number
  lockedUntil?: Date
  /** Forgotten when nobody has tried for so long. */
  forgottenAt: Date
}

export const PasswordAttempts = defineCollection<PasswordAttemptRecord>(
  'passwordAttempts',
  { failures: count, lockedUntil: optionalWhen, forgottenAt: when },
  [{ keys: { forgottenAt: 1 }, expireAfterSeconds: 0 }],
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
  channel: Channel
  /** What the browser says of itself. */
  device: string
  /** Network it was opened from, masked. */
  network?: string
  /** Second step still owed; without it everything is open. */
  owes?: Owed
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
    network: optionalText,
    owes: optionalText,
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

/** 扫码登录的票 — asked for by a browser, confirmed by a phone, fetched once by that browser. */
export interface ScanTicketRecord {
  _id: string
  /** Keyed hash of the code that is shown. */
  codeHash: string
  /** Hash of what only the browser knows. */
  secretHash: string
  device: string
  network: string
  state: Exclude<ScanState, 'ended'> | 'fetched'
  personId?: string
  createdAt: Date
  expiresAt: Date
}

export const ScanTickets = defineCollection<ScanTicketRecord>(
  'scanTickets',
  {
    codeHash: text,
    secretHash: text,
    device: text,
    network: text,
    state: text,
    personId: optionalText,
    createdAt: when,
    expiresAt: when,
  },
  [
    { keys: { codeHash: 1 }, unique: true },
    { keys: { personId: 1 }, where: { personId: { $exists: true } } },
    { keys: { expiresAt: 1 }, expireAfterSeconds: 0 },
  ],
)

/** 两步验证 — `_id` is the person. */
export interface SecondFactorRecord {
  _id: string
  /** Sealed; absent until the first code has been given. */
  secret?: string
  since?: Date
  /** Sealed; on its way to become the secret. */
  pending?: string
  pendingUntil?: Date
  /** Number of the half minute whose code was used last: none is taken twice. */
  lastStep: number
  failures: number
  lockedUntil?: Date
  /** Keyed hashes of the recovery codes that are left. */
  recovery: string[]
}

export const SecondFactors = defineCollection<SecondFactorRecord>('secondFactors', {
  secret: optionalText,
  since: optionalWhen,
  pending: optionalText,
  pendingUntil: optionalWhen,
  lastStep: count,
  failures: count,
  lockedUntil: optionalWhen,
  recovery: texts,
})
