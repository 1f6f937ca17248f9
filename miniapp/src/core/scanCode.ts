import Taro from '@tarojs/taro'

/**
 * What a code in front of the camera says: the text of a QR code, or the page and scene of a mini-program code. Undefined when the
 * person leaves without scanning. WeChat only.
 */
export const scanCode = (): Promise<string | undefined> =>
  Taro.scanCode({ onlyFromCamera: true, scanType: ['qrCode', 'wxCode'] }).then(
    ({ result, path }) => path || result,
    () => undefined,
  )
