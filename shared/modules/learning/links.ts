/** Hosts on which official accounts publish. */
const POST_HOSTS = ['mp.weixin.qq.com'] as const
const PLAYABLE = /\.(mp4|m4v|mov)$/i

const LINK = /^https:\/\/([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::443)?(\/[^\s"'<>\\^`{|}]*)?$/i

/** Parts of a secure address; undefined for anything else: other schemes, ports, sign-ins, bare numbers, spaces. */
function partsOf(url: string): { host: string; path: string } | undefined {
  const found = LINK.exec(url)
  if (!found) return undefined
  const host = (found[1] ?? '').toLowerCase()
  if (/^[\d.]+$/.test(host)) return undefined
  return { host, path: (found[2] ?? '/').split(/[?#]/)[0] ?? '/' }
}

/** Where a link leads to, as people read it; empty for what is no secure address. */
export const hostOf = (url: string): string => partsOf(url)?.host ?? ''

/** Why this cannot be the address of a video, or undefined when it can. */
export const findVideoFault = (url: string): string | undefined =>
  partsOf(url) ? undefined : '视频链接应以 https:// 开头，是完整的网址'

/**
 * Why this is no article of an official account, or undefined when it is. WeChat opens only those from inside a mini-program: `/s` with
 * its parameters, or `/s/` and a short name.
 */
export function findPostFault(url: string): string | undefined {
  const parts = partsOf(url)
  if (!parts || !POST_HOSTS.some((host) => host === parts.host))
    return '公众号文章的链接应以 https://mp.weixin.qq.com/s 开头：在文章右上角点“复制链接”'
  return /^\/s(\/[\w-]+)?$/.test(parts.path) ? undefined : '这不是文章的链接，请打开文章后点右上角“复制链接”'
}

/** 微信里能直接播放 — the file itself, not a page around it. Pages of video sites open outside WeChat only. */
export const isPlayable = (url: string): boolean => PLAYABLE.test(partsOf(url)?.path ?? '')
