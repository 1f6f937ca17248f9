import type { Violation } from '@shared/core/errors'

/** 登录安全 (H-14): the rule is national, the numbers are our choice and stand here alone. */
export const LOCK_AFTER_FAILURES = 5
export const LOCK_MINUTES = 15
export const IDLE_MINUTES = 30
/** A session inside WeChat lives on a locked phone; it ends after this many days without use. */
export const WECHAT_IDLE_DAYS = 30
export const SESSION_DAYS = 90
export const INVITATION_DAYS = 14

const COMMON = ['password', '12345678', 'qwertyui', 'admin123', 'abcd1234', 'zhixing', 'woaini']

/** What is wrong with a new password; all faults at once. */
export function passwordFaults(password: string, username: string): Violation[] {
  const found: Violation[] = []
  const say = (message: string) => found.push({ field: 'newPassword', message })
  if (password.length < 10) say('密码至少 10 位')
  if (password.length > 100) say('密码最多 100 位')
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(password)).length
  if (kinds < 3) say('密码要有大写字母、小写字母、数字、符号中的三种')
  if (username && password.toLowerCase().includes(username.toLowerCase())) say('密码不能包含账号')
  if (COMMON.some((word) => password.toLowerCase().includes(word))) say('密码太常见，容易被猜到')
  return found
}

/** Until when an account is locked after this many failures in a row, in milliseconds from now; 0 = not locked. */
export const lockMs = (failures: number): number =>
  failures > 0 && failures % LOCK_AFTER_FAILURES === 0 ? LOCK_MINUTES * 60_000 : 0
