import Taro from '@tarojs/taro'

export const isH5 = process.env.TARO_ENV === 'h5'

interface BarMetrics {
  top: number
  height: number
  right: number
}

/** The custom bar in px: in WeChat it lines up with the capsule, in the browser it is plain. */
export const getBarMetrics = (): BarMetrics =>
  process.env.TARO_ENV === 'h5' ? { top: 0, height: 48, right: 16 } : besideCapsule()

function besideCapsule(): BarMetrics {
  const { statusBarHeight = 20, windowWidth } = Taro.getWindowInfo()
  const capsule = Taro.getMenuButtonBoundingClientRect()
  if (!capsule.height) return { top: statusBarHeight, height: 44, right: 104 }
  return {
    top: statusBarHeight,
    height: Math.max(44, (capsule.top - statusBarHeight) * 2 + capsule.height),
    right: windowWidth - capsule.left + 8,
  }
}
