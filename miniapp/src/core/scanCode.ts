import Taro from '@tarojs/taro'

/** The text of a QR code in front of the camera; undefined when the person leaves without scanning. WeChat only. */
export const scanCode = (): Promise<string | undefined> =>
  Taro.scanCode({ onlyFromCamera: true, scanType: ['qrCode'] }).then(
    ({ result }) => result,
    () => undefined,
  )
