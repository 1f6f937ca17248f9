import { FILE_TYPES } from '@shared/modules/files/model'
import type { StoredFile } from '@shared/modules/files/schemas'
import Taro from '@tarojs/taro'
import { fetchFile } from '@/core/fetchFile'
import { addressHere } from '@/core/heldFiles'
import { openFile } from '@/core/openFile'
import { openKeptFile } from '@/core/openKeptFile'
import { isH5 } from '@/core/platform'
import { say } from '@/core/say'

interface ArticleApi {
  openOfficialAccountArticle?: (options: { url: string; fail: () => void }) => void
}
declare const wx: ArticleApi

const COPIED = '链接已复制，请在浏览器里打开'
const copyLink = (url: string): Promise<unknown> => Taro.setClipboardData({ data: url }).then(() => say(COPIED))

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

/** Opens a paper with the phone's or the desktop's own reader: as it was put here, otherwise fetched. @throws ApiError when it did not come. */
export async function openPaper({ id, name, type, url }: StoredFile): Promise<void> {
  const { extension } = FILE_TYPES[type]
  const fileName = name.toLowerCase().endsWith(`.${extension}`) ? name : `${name}.${extension}`
  const address = await addressHere(id)
  if (address) await openKeptFile({ fileName, address })
  else await openFile({ fileName, bytes: new Uint8Array(await fetchFile(url)) })
}
