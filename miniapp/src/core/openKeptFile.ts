import Taro from '@tarojs/taro'
import { saveAs } from './openFile'
import { isH5 } from './platform'

interface FileHere {
  fileName: string
  /** As `keptFiles` names it; WeChat knows the kind of file by how its name ends. */
  address: string
}

/** Shows a file that was put onto this phone; needs no signal. */
export async function openKeptFile({ fileName, address }: FileHere): Promise<void> {
  if (isH5) saveAs(fileName, address)
  else await Taro.openDocument({ filePath: address, showMenu: true })
}
