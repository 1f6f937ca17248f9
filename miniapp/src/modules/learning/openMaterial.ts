import { FILE_TYPES } from '@shared/modules/files/model'
import type { StoredFile } from '@shared/modules/files/schemas'
import Taro from '@tarojs/taro'
import { openFile } from '@/core/openFile'
import { isH5 } from '@/core/platform'
import { fileAddress } from '@/core/request'
import { say } from '@/core/say'
import { exchange } from '@/core/transport'

interface ArticleApi {
  openOfficialAccountArticle?: (options: { url: string; fail: () => void }) => void
}
declare const wx: ArticleApi

const COPIED = '链接已复制，请在浏览器里打开'
const copyLink = (url: string): Promise<unknown> => Taro.setClipboardData({ data: url }).then(() => say(COPIED))
const PATIENCE_MS = 120_000

/** Opens an address outside: another tab in the browser; WeChat lets nothing out of a mini-program, so the address is copied. */
export async function openVideo(url: string): Promise<void> {
  if (isH5) window.open(url, '_blank', 'noopener,noreferrer')
  else await copyLink(url)
}

/** An article of an official account opens inside WeChat where it knows how (base library 3.4.8). */
export async function openPost(url: string): Promise<void> {
  if (isH5) window.open(url, '_blank', 'noopener,noreferrer')
  else if (typeof wx.openOfficialAccountArticle === 'function')
    wx.openOfficialAccountArticle({ url, fail: () => copyLink(url) })
  else await copyLink(url)
}

/** Fetches a paper and opens it with the phone's or the desktop's own reader. @throws Error when it did not come. */
export async function openPaper({ name, type, url }: StoredFile): Promise<void> {
  const answer = await exchange({
    url: fileAddress(url),
    method: 'GET',
    headers: {},
    binary: true,
    timeoutMs: PATIENCE_MS,
  })
  if (answer.status !== 200) throw new Error('文件没有取到，请下拉刷新后再打开')
  const ending = `.${FILE_TYPES[type].extension}`
  const fileName = name.toLowerCase().endsWith(ending) ? name : `${name}${ending}`
  await openFile({ fileName, bytes: new Uint8Array(answer.body as ArrayBuffer) })
}
