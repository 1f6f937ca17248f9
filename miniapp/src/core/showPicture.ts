import Taro from '@tarojs/taro'

/** Shows a picture large: over the page in WeChat, in a window of its own in the browser, where Taro would bring a carousel along. */
export const showPicture = (address: string): void =>
  process.env.TARO_ENV === 'h5' ? showInBrowser(address) : showInWeChat(address)

function showInBrowser(address: string): void {
  window.open(address, '_blank', 'noopener')
}

function showInWeChat(address: string): void {
  Taro.previewImage({ urls: [address] })
}
