/** Where WeChat's server API lives. */
export const defaultWechatBaseUrl = 'https://api.weixin.qq.com'
/** Where WeCom's (企业微信) lives. */
export const defaultWecomBaseUrl = 'https://qyapi.weixin.qq.com'

/**
 * Checks a configured API address. In production only WeChat itself is accepted: a stub there would hand out
 * sessions for made-up users, and any other host would receive the app secret.
 *
 * @throws Error when the address is not http(s), or not WeChat's while NODE_ENV is `production`.
 */
export function assertWechatBaseUrl(
  baseUrl: string,
  env: { NODE_ENV?: string | undefined },
  official = defaultWechatBaseUrl,
): void {
  if (!URL.canParse(baseUrl) || !/^https?:$/.test(new URL(baseUrl).protocol)) {
    throw new Error('微信接口地址不是有效的 http(s) 网址')
  }
  if (env.NODE_ENV === 'production' && new URL(baseUrl).href !== new URL(official).href) {
    throw new Error(`生产环境只允许使用微信官方接口地址 ${official}`)
  }
}
