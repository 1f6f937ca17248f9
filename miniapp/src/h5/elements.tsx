import { type ChangeEvent, createElement, forwardRef, type KeyboardEvent, type ReactNode } from 'react'

// What @tarojs/components is in the browser (alias in config/index.ts): plain HTML elements with Taro's props and events.
type Props = Record<string, unknown> & { children?: ReactNode }
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
type Listener = (event: { detail: { value: unknown } }) => void

const dropped = new Set([
  'hoverClass',
  'openType',
  'catchMove',
  'enhanced',
  'showScrollbar',
  'disableScroll',
  'adjustPosition',
])

function toHtml(props: Props): Props {
  const html: Props = {}
  for (const [key, value] of Object.entries(props)) {
    if (dropped.has(key)) continue
    if (key === 'ariaRole') html['role'] = value
    else if (/^aria[A-Z]/.test(key)) html[`aria-${key.slice(4).toLowerCase()}`] = value
    else html[key] = value
  }
  return html
}

function element(tag: string, adapt?: (props: Props) => Props) {
  return forwardRef<unknown, Props>((props, ref) =>
    createElement(tag, { ...toHtml(adapt ? adapt(props) : props), ref }),
  )
}

const emit = (listener: unknown) => (event: ChangeEvent<Field>) =>
  (listener as Listener | undefined)?.({ detail: { value: event.target.value } })

const onEnter = (listener: unknown) => (event: KeyboardEvent<Field>) => {
  if (event.key === 'Enter') (listener as Listener | undefined)?.({ detail: { value: event.currentTarget.value } })
}

export const View = element('div')
export const Text = element('span', ({ selectable: _selectable, decode: _decode, ...rest }) => rest)
export const Button = element('button', ({ loading, plain: _plain, size: _size, ...rest }) => ({
  ...rest,
  type: 'button',
  'aria-busy': loading ? true : undefined,
}))
export const Image = element('img', ({ mode: _mode, lazyLoad, ...rest }) => ({
  alt: '',
  ...rest,
  loading: lazyLoad ? 'lazy' : undefined,
}))
export const Canvas = element('canvas', ({ type: _type, canvasId: _canvasId, ...rest }) => rest)
export const ScrollView = element('div', ({ scrollX, scrollY, style, ...rest }) => ({
  ...rest,
  style: { ...(style as object), overflowX: scrollX ? 'auto' : undefined, overflowY: scrollY ? 'auto' : undefined },
}))
/** Keyboards asked for by WeChat's `type`; the value stays text, so that leading zeros and full-width digits survive. */
const inputModes: Record<string, string> = { number: 'numeric', digit: 'decimal', idcard: 'text' }
export const Input = element('input', ({ onInput, onConfirm, type, password, maxlength, focus, ...rest }) => ({
  ...rest,
  type: password ? 'password' : 'text',
  inputMode: inputModes[String(type)],
  maxLength: maxlength === -1 ? undefined : maxlength,
  autoFocus: focus,
  onChange: emit(onInput),
  onKeyDown: onEnter(onConfirm),
}))
export const Textarea = element('textarea', ({ onInput, autoHeight: _autoHeight, maxlength, focus, ...rest }) => ({
  ...rest,
  maxLength: maxlength === -1 ? undefined : maxlength,
  autoFocus: focus,
  onChange: emit(onInput),
}))
export const Switch = element('input', ({ onChange, ...rest }) => ({
  ...rest,
  type: 'checkbox',
  role: 'switch',
  onChange: (event: ChangeEvent<HTMLInputElement>) =>
    (onChange as Listener | undefined)?.({ detail: { value: event.target.checked } }),
}))

/** The browser's own control instead of the children: WeChat draws the children and opens its wheel on a tap. */
export function Picker({ mode, range, start, end, onChange, children: _children, ...rest }: Props) {
  const html = toHtml({ className: 'input', ...rest })
  if (mode === 'date' || mode === 'time')
    return <input {...html} type={mode} min={start as string} max={end as string} onChange={emit(onChange)} />
  const labels = range as string[]
  return (
    <select {...html} value={String(rest['value'] ?? -1)} onChange={emit(onChange)}>
      <option value="-1">请选择</option>
      {labels.map((label, index) => (
        <option key={label} value={index}>
          {label}
        </option>
      ))}
    </select>
  )
}
