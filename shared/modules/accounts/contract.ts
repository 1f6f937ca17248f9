import { defineContract, done } from '@shared/core/contract'
import { ORGANISER_ROLES } from '@shared/core/roles'
import * as v from '@shared/core/schema'
import { scanEndpoints } from './scanEndpoints'
import { channel, Me, SignedIn, wechatCode } from './schemas'
import { secondFactorEndpoints } from './secondFactorEndpoints'

export type { Me } from './schemas'

const personId = v.object({ personId: v.id() })
/** What an administrator may do about somebody's ways in. */
export const ACCOUNT_ACTIONS = ['open', 'close', 'endSessions', 'resetSecondFactor'] as const

export const accountsContract = defineContract('accounts', {
  signIn: {
    method: 'POST',
    path: '/auth/password',
    access: 'public',
    summary: '账号密码登录；连续输错会暂时锁定',
    body: v.object({
      username: v.line(40),
      password: v.pipe(v.string(), v.nonEmpty('请填写密码'), v.maxLength(100, '密码过长')),
    }),
    once: false,
    reply: SignedIn,
  },
  signInWithWechat: {
    method: 'POST',
    path: '/auth/wechat',
    access: 'public',
    summary: '微信登录；没绑定过名册的，得到只能用来绑定的会话',
    body: v.object({ code: wechatCode }),
    once: false,
    reply: SignedIn,
  },
  bindByInvitation: {
    method: 'POST',
    path: '/auth/bind/invitation',
    access: 'binding',
    summary: '用邀请码把微信绑定到本人',
    body: v.object({
      invitationCode: v.pipe(
        v.string(),
        v.trim(),
        v.toUpperCase(),
        v.regex(/^[0-9A-Z]{8}$/, '邀请码是 8 位字母和数字'),
      ),
    }),
    once: false,
    reply: SignedIn,
  },
  bindByPhone: {
    method: 'POST',
    path: '/auth/bind/phone',
    access: 'binding',
    summary: '用微信手机号把微信绑定到本人',
    body: v.object({ code: wechatCode }),
    once: false,
    reply: SignedIn,
  },
  signOut: {
    method: 'POST',
    path: '/auth/sign-out',
    access: 'person',
    summary: '退出登录',
    once: false,
    beforePasswordChange: true,
    beforeSecondFactor: true,
    reply: done,
  },
  me: {
    method: 'GET',
    path: '/me',
    access: 'person',
    summary: '当前登录的人和职务',
    beforePasswordChange: true,
    beforeSecondFactor: true,
    reply: Me,
  },
  changePassword: {
    method: 'PUT',
    path: '/me/password',
    access: 'person',
    beforePasswordChange: true,
    beforeSecondFactor: true,
    summary: '更改自己的密码，其他设备随即退出',
    body: v.object({
      oldPassword: v.pipe(v.string(), v.maxLength(100)),
      newPassword: v.pipe(v.string(), v.maxLength(200, '密码过长')),
    }),
    once: false,
    reply: done,
  },
  sessions: {
    method: 'GET',
    path: '/me/sessions',
    access: 'person',
    summary: '我在哪些设备上登录着',
    reply: v.object({
      items: v.array(
        v.object({
          id: v.string(),
          channel,
          device: v.string(),
          /** Network of the address it was opened from, masked. */
          network: v.string(),
          since: v.instant(),
          lastSeen: v.instant(),
          current: v.boolean(),
        }),
      ),
    }),
  },
  revokeSession: {
    method: 'DELETE',
    path: '/me/sessions/:sessionId',
    access: 'person',
    summary: '让一台设备退出登录',
    params: v.object({ sessionId: v.id() }),
    reply: done,
  },
  revokeOthers: {
    method: 'POST',
    path: '/me/sessions/end-others',
    access: 'person',
    summary: '除这台以外，让所有设备退出登录',
    reply: v.object({ ended: v.number() }),
  },
  invite: {
    method: 'POST',
    path: '/invitations',
    access: ['administrator', ...ORGANISER_ROLES],
    summary: '给名册里的人生成微信绑定邀请码；只显示这一次',
    body: v.object({
      personIds: v.pipe(v.array(v.id()), v.minLength(1, '请选择人员'), v.maxLength(200, '一次最多 200 人')),
    }),
    once: false,
    reply: v.object({
      items: v.array(v.object({ personId: v.string(), name: v.string(), code: v.string(), expiresOn: v.string() })),
    }),
  },
  account: {
    method: 'GET',
    path: '/people/:personId/account',
    access: ['administrator'],
    summary: '一个人能怎么登录、登录着几台设备',
    params: personId,
    reply: v.object({
      name: v.string(),
      username: v.nullable(v.string()),
      wechatBound: v.boolean(),
      secondFactor: v.boolean(),
      sessions: v.number(),
      lastSeen: v.nullable(v.instant()),
      allowed: v.array(v.picklist(ACCOUNT_ACTIONS)),
    }),
  },
  endSessionsOf: {
    method: 'POST',
    path: '/people/:personId/sessions/end',
    access: ['administrator'],
    summary: '让一个人的所有设备退出登录，例如手机丢了',
    params: personId,
    body: v.object({ reason: v.line(100) }),
    reply: v.object({ ended: v.number() }),
  },
  openAccount: {
    method: 'POST',
    path: '/people/:personId/account',
    access: ['administrator'],
    summary: '开通账号或重置密码；初始密码只显示这一次',
    params: personId,
    body: v.object({
      username: v.pipe(v.string(), v.trim(), v.regex(/^[a-zA-Z][\w.-]{2,30}$/, '账号以字母开头，3 到 31 位')),
    }),
    once: false,
    reply: v.object({ username: v.string(), initialPassword: v.string() }),
  },
  closeAccount: {
    method: 'DELETE',
    path: '/people/:personId/account',
    access: ['administrator'],
    summary: '停用一个人的账号和微信绑定，所有设备随即退出',
    params: personId,
    reply: done,
  },
  ...scanEndpoints,
  ...secondFactorEndpoints,
})
