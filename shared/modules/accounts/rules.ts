import type { Violation } from '@shared/core/errors'

/** 登录安全 (H-14): the rule is national, the numbers are our choice and stand here alone. */
export const LOCK_AFTER_FAILURES = 5
export const LOCK_MINUTES = 15
export const IDLE_MINUTES = 30
/** A session inside WeChat lives on a locked phone; it ends after this many days without use. */
export const WECHAT_IDLE_DAYS = 30
export const SESSION_DAYS = 90
export const INVITATION_DAYS = 14
/** 扫码登录: how long a code on a desk is good, and how long the desk has to come for it once a phone has said yes. */
export const SCAN_SECONDS = 120
export const SCAN_FETCH_SECONDS = 30
/** A browser that waits is answered after at most this long, also when nothing has happened. */
export const SCAN_WAIT_SECONDS = 8
/** 两步验证: how long the password's proof waits for the code, and a new secret for its first code. */
export const PROVING_MINUTES = 10
export const RECOVERY_CODES = 10

/** Letters and digits that are not taken for one another when read aloud or typed. */
export const CODE_ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
export const CODE_PATTERN = /^[2-9A-HJ-NP-Z]{8}$/
/** `ABCD-2345`: as a code is shown. */
export const spaced = (code: string): string => `${code.slice(0, code.length / 2)}-${code.slice(code.length / 2)}`
/** A typed code without its hyphen and spaces, in capitals. */
export const plainCode = (typed: string): string => typed.replace(/[\s-]/g, '').toUpperCase()

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

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger|miniProgram/i, '微信'],
  [/HarmonyOS|OpenHarmony/i, '鸿蒙设备'],
  [/iPad/, 'iPad'],
  [/iPhone/, 'iPhone'],
  [/Android/, '安卓手机'],
  [/Windows/, 'Windows 电脑'],
  [/Mac OS X|Macintosh/, 'Mac 电脑'],
  [/Linux|X11/, 'Linux 电脑'],
]
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/360SE|QIHU/i, '360 浏览器'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]

/** `Windows 电脑 · Chrome`: what a person recognises a device by, from what its browser says of itself. */
export function deviceLabel(userAgent: string): string {
  const of = (table: typeof SYSTEMS) => table.find(([pattern]) => pattern.test(userAgent))?.[1]
  return [of(SYSTEMS), of(BROWSERS)].filter(Boolean).join(' · ') || '浏览器'
}

/** `10.20.30.*`: the network an address belongs to, not the machine (H-01). Of IPv6 the first three groups. */
export function networkOf(address: string): string {
  const v4 = /(\d+)\.(\d+)\.(\d+)\.\d+$/.exec(address)
  if (v4) return `${v4[1]}.${v4[2]}.${v4[3]}.*`
  if (address === '::1') return '本机'
  const groups = address.split(':').filter((group) => group !== '')
  return groups.length > 0 && address.includes(':') ? `${groups.slice(0, 3).join(':')}:*` : '未知网络'
}
