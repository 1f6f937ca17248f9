import { type DragEvent, useRef, useState } from 'react'
import { Button } from './Button'
import type { FilePickProps } from './FilePick'
import { Icon } from './Icon'

/** FilePick in the browser: a field to drop a file on, with a button for the keyboard. */
export function FileDrop({ label, extensions, hint, busy, onPick, onError }: FilePickProps) {
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const take = (file: File | null | undefined) => {
    if (!file) return
    const extension = file.name.split('.').pop()?.toLowerCase() ?? ''
    if (!extensions.includes(extension)) return onError(`“${file.name}”不是 ${extensions.join('、')} 文件`)
    file.arrayBuffer().then(
      (bytes) => onPick({ name: file.name, bytes }),
      () => onError('读不到这个文件，请换一个再试'),
    )
  }
  const drag = (entering: boolean) => (event: DragEvent) => {
    event.preventDefault()
    setOver(entering)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (!busy) take(event.dataTransfer.files.item(0))
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is the mouse's shortcut; the button inside does the same
    <div
      className={over ? 'drop drop-on block' : 'drop block'}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={drop}
    >
      <Icon name="upload" size="xl" />
      <div>{over ? '松开就上传' : '把文件拖到这里，或者'}</div>
      <Button busy={busy} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <div className="note">{hint ?? `可用 ${extensions.join('、')}`}</div>
      <input
        ref={input}
        className="file-input"
        type="file"
        tabIndex={-1}
        aria-hidden="true"
        accept={extensions.map((extension) => `.${extension}`).join(',')}
        onChange={(event) => {
          take(event.target.files?.item(0))
          event.target.value = ''
        }}
      />
    </div>
  )
}
