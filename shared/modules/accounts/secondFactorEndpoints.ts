import { done, type Endpoints } from '@shared/core/contract'
import * as v from '@shared/core/schema'
import { factorCode, SignedIn } from './schemas'

const withCode = v.object({ code: factorCode })
const recoveryCodes = v.object({ recoveryCodes: v.array(v.string()) })

/** 两步验证 (H-15) — a time-based code of the person's own phone after the password. */
export const secondFactorEndpoints = {
  prove: {
    method: 'POST',
    path: '/auth/second-factor',
    access: 'proving',
    summary: '密码之后填动态验证码或恢复码，完成登录',
    body: withCode,
    once: false,
    reply: SignedIn,
  },
  secondFactor: {
    method: 'GET',
    path: '/me/second-factor',
    access: 'person',
    beforeSecondFactor: true,
    summary: '我的两步验证：开着没有、恢复码还剩几个',
    reply: v.object({
      since: v.nullable(v.instant()),
      recoveryLeft: v.number(),
      /** Asked of this person by the installation: it cannot be switched off. */
      required: v.boolean(),
    }),
  },
  startSecondFactor: {
    method: 'POST',
    path: '/me/second-factor/start',
    access: 'person',
    beforeSecondFactor: true,
    summary: '开始设置或更换两步验证；密钥只显示这一次',
    body: v.object({ code: v.optional(factorCode) }),
    once: false,
    reply: v.object({ secret: v.string(), uri: v.string(), rows: v.array(v.string()) }),
  },
  confirmSecondFactor: {
    method: 'POST',
    path: '/me/second-factor/confirm',
    access: 'person',
    beforeSecondFactor: true,
    summary: '填第一个动态验证码，两步验证生效；恢复码只显示这一次',
    body: withCode,
    once: false,
    reply: recoveryCodes,
  },
  renewRecoveryCodes: {
    method: 'POST',
    path: '/me/second-factor/recovery-codes',
    access: 'person',
    summary: '换一组恢复码，旧的全部作废',
    body: withCode,
    once: false,
    reply: recoveryCodes,
  },
  stopSecondFactor: {
    method: 'POST',
    path: '/me/second-factor/stop',
    access: 'person',
    summary: '停用两步验证；必须使用的人不能停用',
    body: withCode,
    once: false,
    reply: done,
  },
  resetSecondFactor: {
    method: 'POST',
    path: '/people/:personId/second-factor/reset',
    access: ['administrator'],
    summary: '手机和恢复码都丢了：由另一位管理员清除，下次登录重新设置',
    params: v.object({ personId: v.id() }),
    body: v.object({ reason: v.line(100) }),
    reply: done,
  },
} as const satisfies Endpoints
