import Taro from '@tarojs/taro'

/** WeChat's own round codes; Taro's types do not know their name. */
const WX_CODE = 'wxCode' as 'qrCode'

/**
 * What a code in front of the camera says: the text of a QR code, or the page and scene of a mini-program code. Undefined when the
 * person leaves without scanning. WeChat only.
 */
export const scanCode = (): Promise<string | undefined> =>
  Taro.scanCode({ onlyFromCamera: true, scanType: ['qrCode', WX_CODE] }).then(
    ({ result, path }) => path || result,
    () => undefined,
  )
