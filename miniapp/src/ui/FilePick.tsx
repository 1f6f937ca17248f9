import { View } from '@tarojs/components'
import { Button } from './Button'
import { FileDrop } from './FileDrop'
import { Icon } from './Icon'
import { type PickedFile, pickChatFile } from './pickFile'

export interface FilePickProps {
  /** “选名册文件”. */
  label: string
  /** Without point: `xlsx`, `csv`. */
  extensions: readonly string[]
  hint?: string
  busy?: boolean
  onPick: (file: PickedFile) => void
  /** The file could not be read; a message to show. */
  onError: (message: string) => void
}

/** Takes one file: from a chat in WeChat; dropped, chosen or pasted into the browser. */
export function FilePick(props: FilePickProps) {
  if (process.env.TARO_ENV === 'h5') return <FileDrop {...props} />
  const { label, extensions, hint, busy, onPick, onError } = props
  const pick = () =>
    pickChatFile(extensions).then(
      (file) => file && onPick(file),
      () => onError('读不到这个文件，请换一个再试'),
    )
  return (
    <View className="drop block">
      <Icon name="upload" size="xl" />
      <Button busy={busy} onClick={pick}>
        {label}
      </Button>
      <View className="note">{hint ?? '从微信聊天里选；先把文件发给“文件传输助手”'}</View>
    </View>
  )
}
