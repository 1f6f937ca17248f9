import Taro from '@tarojs/taro'

export interface PickedFile {
  name: string
  bytes: ArrayBuffer
}

/** Lets the person choose a file of a WeChat chat and reads it; undefined when they leave without choosing. */
export async function pickChatFile(extensions: readonly string[]): Promise<PickedFile | undefined> {
  const chosen = await Taro.chooseMessageFile({ count: 1, type: 'file', extension: [...extensions] }).catch(
    () => undefined,
  )
  const file = chosen?.tempFiles[0]
  if (!file) return undefined
  const bytes = await new Promise<ArrayBuffer>((resolve, reject) =>
    Taro.getFileSystemManager().readFile({
      filePath: file.path,
      success: ({ data }) => (typeof data === 'string' ? reject(new Error('读不到文件内容')) : resolve(data)),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    }),
  )
  return { name: file.name, bytes }
}
