import { type DefineAsync, textOf, WxFailure } from './wxHost'

/** A button or item of an open dialog. */
export interface DialogButton {
  label: string
  press(): void
}

/** Whatever WeChat draws above the page. */
export interface Dialogs {
  toast(): string
  /** The open modal or action sheet, which blocks the page. */
  open(): { texts: string[]; buttons: DialogButton[] } | undefined
}

const TOAST_DURATION = 1_500

/** Toasts, modals and action sheets. They stay open until the test taps one of their buttons. */
export function defineDialogs(defineAsync: DefineAsync): Dialogs {
  let toast: { title: string; until: number } | undefined
  let dialog: { texts: string[]; buttons: DialogButton[] } | undefined
  const show = (title: unknown, duration: number) => {
    toast = { title: textOf(title), until: Date.now() + duration }
  }
  const hide = () => {
    toast = undefined
  }
  defineAsync('showToast', ({ title, duration }) => show(title, Number(duration ?? TOAST_DURATION)))
  defineAsync('showLoading', ({ title }) => show(title, Number.POSITIVE_INFINITY))
  defineAsync('hideToast', hide)
  defineAsync('hideLoading', hide)

  const ask = <T>(texts: string[], choices: { label: string; answer: () => T }[]): Promise<T> =>
    new Promise((resolve) => {
      const buttons = choices.map(({ label, answer }) => ({
        label,
        press() {
          dialog = undefined
          resolve(new Promise((done) => done(answer())))
        },
      }))
      dialog = { texts: texts.filter((text) => text !== ''), buttons }
    })

  defineAsync(
    'showModal',
    ({ title, content, showCancel, cancelText, confirmText }) => {
      const confirm = { label: textOf(confirmText) || '确定', answer: () => ({ confirm: true, cancel: false }) }
      const cancel = { label: textOf(cancelText) || '取消', answer: () => ({ confirm: false, cancel: true }) }
      return ask([textOf(title), textOf(content)], showCancel === false ? [confirm] : [cancel, confirm])
    },
    true,
  )
  defineAsync(
    'showActionSheet',
    ({ itemList }) => {
      const items = Array.isArray(itemList) ? itemList.map(String) : []
      const choices = items.map((label, tapIndex) => ({ label, answer: () => ({ tapIndex }) }))
      const refuse = (): { tapIndex: number } => {
        throw new WxFailure('cancel')
      }
      return ask([], [...choices, { label: '取消', answer: refuse }])
    },
    true,
  )
  return { toast: () => (toast && toast.until > Date.now() ? toast.title : ''), open: () => dialog }
}
