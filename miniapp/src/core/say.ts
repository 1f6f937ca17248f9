import Taro from '@tarojs/taro'

/** A short good news that needs no answer. Errors and anything to read belong into a Banner. */
export const say = (title: string): void => {
  Taro.showToast({ title, icon: 'none', duration: 2_000 })
}

/** Asks once more before something that is hard to take back. @returns whether the person confirmed. */
export async function confirmAct(title: string, content: string, verb: string): Promise<boolean> {
  const { confirm } = await Taro.showModal({ title, content, confirmText: verb, confirmColor: '#C8161D' })
  return confirm
}
