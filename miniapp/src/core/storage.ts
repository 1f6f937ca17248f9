import Taro from '@tarojs/taro'

/** One thing this phone or browser keeps. Full or private storage must not stop anybody: reading then finds nothing. */
export interface Kept<T> {
  read: () => T | undefined
  /** @returns whether it could be kept. */
  write: (value: T) => boolean
  forget: () => void
}

export function keptAs<T>(key: string): Kept<T> {
  return {
    read: () => {
      try {
        const value: unknown = Taro.getStorageSync(key)
        return value === '' || value === null || value === undefined ? undefined : (value as T)
      } catch {
        return undefined
      }
    },
    write: (value) => {
      try {
        Taro.setStorageSync(key, value)
        return true
      } catch {
        return false
      }
    },
    forget: () => {
      try {
        Taro.removeStorageSync(key)
      } catch {
        // nothing was kept
      }
    },
  }
}
