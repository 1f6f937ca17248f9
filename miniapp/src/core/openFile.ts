import Taro from '@tarojs/taro'
import { isH5 } from './platform'

/** Shows a file that came from the service: saved by the browser; opened by WeChat, from where it can be sent on. */
export async function openFile({ fileName, bytes }: { fileName: string; bytes: Uint8Array }): Promise<void> {
  const content = bytes.slice().buffer
  return isH5 ? saveInBrowser(fileName, content) : openInWeChat(fileName, content)
}

/** Saves what stands at an address of this browser. */
export function saveAs(fileName: string, address: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
}

function saveInBrowser(fileName: string, content: ArrayBuffer): void {
  const address = URL.createObjectURL(new Blob([content]))
  saveAs(fileName, address)
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

async function openInWeChat(fileName: string, content: ArrayBuffer): Promise<void> {
  const filePath = `${Taro.env.USER_DATA_PATH}/${fileName}`
  Taro.getFileSystemManager().writeFileSync(filePath, content)
  await Taro.openDocument({ filePath, showMenu: true })
}
