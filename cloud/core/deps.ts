import type { PlainDate } from '@shared/core/plainDate'
import type { Config } from '../config'
import type { Actor } from './actor'
import type { Clock } from './clock'
import type { FieldCipher } from './database/fieldCipher'
import type { Logger } from './logger'
import type { Wechat } from './wechat/createWechat'
import type { Wecom } from './wechat/createWecom'

/** What the service is built from; passed as a plain argument everywhere. */
export interface Deps {
  config: Config
  clock: Clock
  cipher: FieldCipher
  logger: Logger
  /** Absent when no WeChat app is configured. */
  wechat?: Wechat
  /** 企业微信; absent when no app of it is configured. */
  wecom?: Wecom
}

/** One piece of work done by somebody: what commands and queries receive. */
export interface Work {
  deps: Deps
  actor: Actor
  /** Instant of this piece of work, UTC ISO. */
  now: string
  /** Its business day, Asia/Shanghai. */
  today: PlainDate
  requestId: string
}
